import Foundation
import TestSupport
import Testing

@testable import Reporting
@testable import Responses

/// `Tests/ReportChecks/check-package.py` loads a report with frictionless and with DuckDB, and compares rows and types
/// with `generations.json`.
@Suite struct DataPackageTests {
    static let styles = [ReportStyle.CSV.excel, .data].flatMap { csv in
        [ReportStyle.Delimiter.comma, .semicolon].map { ReportStyle(scores: .all, csv: csv, delimiter: $0) }
    }

    /// A report with nasty texts, its files split after `rowLimit` rows.
    private func report(_ style: ReportStyle, listed: Int, rowLimit: Int = .max) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        var random = SeededGenerator(seed: 5)
        var report = try ReportFolder(at: folder.path + "/out", style: style, rowLimit: rowLimit) {
            path throws(ReportError) in try ReportFile(path: path)
        }
        var pages = BatchRows(style: style)
        for _ in 0..<listed {
            let sample = Sample(text: random.nastyText())
            pages.list(sample.listed)
            pages.addUnreadable(reason: random.nastyText(), place: sample.place)
        }
        try report.append(&pages)
        var summary = Sample.summary(listed: listed)
        summary.unaudited[.unreadable] = listed
        try report.finish(summary)
        return folder
    }

    private func check(_ folder: TemporaryFolder) async throws -> Command.Outcome {
        let python = Command.root.appending(path: ".build/python/bin/python").path
        try #require(FileManager.default.isExecutableFile(atPath: python), "run .ci/setup tests")
        return try await Command.run(python, ["Tests/ReportChecks/check-package.py", folder.file("out")])
    }

    @Test(arguments: styles)
    func `frictionless and DuckDB load the tables with the data package`(_ style: ReportStyle) async throws {
        let result = try await check(try report(style, listed: 30))
        #expect(result.status == 0, "\(result.stderr)")
        #expect(result.stdout.hasPrefix("generations 30\nfindings 120\nunaudited 30\nscores "))
    }

    @Test func `a report without rows loads`() async throws {
        let result = try await check(try report(ReportStyle(scores: .hits), listed: 0))
        #expect(result.stdout == "generations 0\nfindings 0\nunaudited 0\nscores 0\n")
    }

    @Test func `the parts of a split file are one table`() async throws {
        let folder = try report(ReportStyle(), listed: 9, rowLimit: 4)
        #expect(try folder.names("out").contains("findings-12.csv"))
        let result = try await check(folder)
        #expect(result.stdout == "generations 9\nfindings 36\nunaudited 9\n", "\(result.status)")
    }

    @Test(arguments: ["gen_1", "flagged", "854", "true", "0.25"])
    func `the package check finds a changed cell`(_ text: String) async throws {
        let folder = try report(ReportStyle(csv: .data), listed: 1)
        let csv = String(decoding: try folder.bytes("out/generations.csv"), as: UTF8.self)
        let (header, rows) = (csv.prefix { $0 != "\r\n" }, csv.drop { $0 != "\r\n" })
        #expect(rows.contains("\"\(text)\""))
        let other = text == "true" ? "false" : text == "flagged" ? "near" : "\(text)1"
        let changed = header + rows.replacingOccurrences(of: "\"\(text)\"", with: "\"\(other)\"")
        try folder.write(String(changed), to: "out/generations.csv")
        // The digest is checked first, so it must be put right for the cell to be looked at.
        let old = try folder.bytes("out/datapackage.json")
        let digest = try SealedReport(at: folder.path + "/out").manifest.entries.first {
            $0.name == "generations.csv"
        }
        let bytes = try folder.bytes("out/generations.csv")
        let package = String(decoding: old, as: UTF8.self)
            .replacingOccurrences(
                of: digest?.sha256 ?? "", with: try FileReader.sha256(of: folder.path + "/out/generations.csv")
            )
            .replacingOccurrences(of: "\"bytes\": \(csv.utf8.count),", with: "\"bytes\": \(bytes.count),")
        try folder.write(package, to: "out/datapackage.json")
        let result = try await check(folder)
        #expect(result.status == 1 && result.stderr.contains("not "), "\(result.stderr)")
    }

    @Test(arguments: ReportTable.allCases)
    func `every column has a description`(_ table: ReportTable) {
        for column in TableColumn.columns(of: table) {
            #expect(ColumnNote.note(on: column.name.description, in: table) != nil, "\(column.name)")
        }
    }

    @Test(arguments: ReportStyle.CSV.allCases)
    func `guarded columns are marked`(_ csv: ReportStyle.CSV) throws {
        let folder = try report(ReportStyle(csv: csv), listed: 1)
        let data = Data(try folder.bytes("out/datapackage.json"))
        let package = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let resources = try #require(package["resources"] as? [[String: Any]])
        let schema = try #require(resources[0]["schema"] as? [String: Any])
        let fields = try #require(schema["fields"] as? [[String: Any]])
        let guarded = Set(
            fields.filter { $0["modaudit:guarded"] as? Bool == true }.compactMap { $0["name"] as? String })
        let texts: Set = ["prompt", "title", "generation_id", "top_value", "defects"]
        #expect(csv == .excel ? guarded.isSuperset(of: texts) : guarded.isEmpty)
        #expect(guarded.isDisjoint(with: ["width", "is_public", "top_margin", "review_note"]))
    }
}
