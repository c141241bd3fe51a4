import Foundation
import Glibc
import TestSupport
import Testing

@testable import Reporting
@testable import Responses

@Suite struct ReportFolderTests {
    private let style = ReportStyle()

    private func finish(_ path: String, listed: Int = 0, style: ReportStyle = ReportStyle()) throws {
        var report = try ReportFolder(at: path, style: style)
        var pages = BatchRows(style: style)
        for _ in 0..<listed { pages.list(Sample().listed) }
        try report.append(&pages)
        try report.finish(Sample.summary(listed: listed))
    }

    /// Why a report at `path` can't be started.
    private func refusal(_ path: String) -> ReportError? {
        do throws(ReportError) {
            let report = try ReportFolder(at: path, style: style)
            _ = consume report
            return nil
        } catch {
            return error
        }
    }

    @Test(arguments: ["latest", "deep/er/latest", "latest///", "empty", "./latest"])
    func `a report appears whole`(_ name: String) throws {
        let folder = try TemporaryFolder()
        try FileManager.default.createDirectory(
            atPath: folder.path + "/empty", withIntermediateDirectories: true)
        let path = folder.path + "/" + name
        var report = try ReportFolder(at: path, style: style)
        #expect(!FileManager.default.fileExists(atPath: path + "/summary.json"))
        try report.finish(Sample.summary(listed: 0))
        #expect(try folder.bytes(name + "/policy.yaml") == Sample.summary(listed: 0).policy.bytes)
        #expect(
            try folder.names(name) == [
                "datapackage.json", "findings.csv", "generations.csv", "generations.json",
                "manifest-sha256.txt", "policy.yaml", "report.html", "summary.json",
                "unaudited.csv",
            ])
        #expect(try folder.names().filter { $0.hasPrefix(".") }.isEmpty)
    }

    @Test func `the old report stays until the new one is finished`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/out"
        try finish(path, listed: 1)
        let old = try folder.bytes("out/generations.csv")
        try folder.write("its seal's", to: "out/manifest-sha256.txt.sig")
        var report = try ReportFolder(at: path, style: style)
        var pages = BatchRows(style: style)
        pages.list(Sample().listed)
        pages.list(Sample().listed)
        try report.append(&pages)
        #expect(try folder.bytes("out/generations.csv") == old)
        try report.finish(Sample.summary(listed: 2))
        #expect(try folder.bytes("out/generations.csv").count > old.count)
        #expect(try folder.names() == ["out"])
        #expect(try folder.names("out").count == 9)
    }

    @Test func `a foreign file in the report folder is kept`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/out"
        try finish(path, listed: 1)
        let old = try folder.bytes("out/generations.csv")
        // It may come while a run is under way.
        var report = try ReportFolder(at: path, style: style)
        try folder.write("mine", to: "out/generations-notes.csv")
        #expect(throws: ReportError.self) { try report.finish(Sample.summary(listed: 0)) }
        #expect(try folder.bytes("out/generations.csv") == old)
        #expect(try folder.bytes("out/generations-notes.csv") == Array("mine".utf8))
        #expect(throws: ReportError.self) { try finish(path, listed: 1) }
    }

    @Test func `a reader never sees half a report`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/out"
        try finish(path, listed: 1)
        let reader = ReportReader(path: path)
        for listed in 0..<20 { try finish(path, listed: listed % 3) }
        while reader.seen == 0 { usleep(1000) }
        #expect(reader.stop() == 0, "a report without one of its files was seen")
    }

    @Test func `a folder that is not a report is refused and unchanged`() throws {
        let folder = try TemporaryFolder()
        try folder.write("mine", to: "file")
        try FileManager.default.createDirectory(
            atPath: folder.path + "/full", withIntermediateDirectories: true)
        try folder.write("mine", to: "full/thesis.txt")
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/nowhere", withDestinationPath: folder.path + "/gone")
        for name in ["file", "full", "nowhere", "file/inner", ""] {
            let error = try #require(refusal(folder.path + "/" + name), "\(name)")
            #expect("\(error)".contains(folder.path), "\(error)")
        }
        #expect(refusal("") != nil && refusal("/") != nil)
        #expect(try folder.names() == ["file", "full", "nowhere"])
        #expect(try folder.names("full") == ["thesis.txt"])
    }

    @Test func `a link to the report folder keeps its target`() throws {
        let folder = try TemporaryFolder()
        let real = folder.path + "/real"
        try finish(real)
        try FileManager.default.createSymbolicLink(
            atPath: folder.path + "/latest", withDestinationPath: "real")
        try finish(folder.path + "/latest", listed: 1)
        #expect(try FileManager.default.destinationOfSymbolicLink(atPath: folder.path + "/latest") == "real")
        #expect(try folder.bytes("real/generations.json") == folder.bytes("latest/generations.json"))
        #expect(try folder.names() == ["latest", "real"])
    }

    @Test func `leftovers of dead runs are removed and those of live runs are not`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/out"
        for name in [
            ".out.modaudit-abc123", ".out.modaudit-abc123/inner", ".other.modaudit-abc123", ".out.mine",
        ] {
            try FileManager.default.createDirectory(
                atPath: folder.path + "/" + name, withIntermediateDirectories: true)
        }
        try folder.write("half", to: ".out.modaudit-abc123/inner/findings.csv")
        var live = try ReportFolder(at: path, style: style)
        let others = try folder.names()
        #expect(others.count == 3 && !others.contains(".out.modaudit-abc123"))
        try finish(path)
        #expect(try Set(folder.names()) == Set(others + ["out"]))
        try live.finish(Sample.summary(listed: 0))
        #expect(try folder.names() == [".other.modaudit-abc123", ".out.mine", "out"])
    }

    @Test func `a discarded report leaves no file`() throws {
        let folder = try TemporaryFolder()
        var report = try ReportFolder(at: folder.path + "/out", style: style)
        report.discard()
        #expect(try folder.names().isEmpty)
        #expect(throws: ReportError.closed) { try report.finish(Sample.summary(listed: 0)) }
        var pages = BatchRows(style: style)
        #expect(throws: ReportError.closed) { try report.append(&pages) }
        do { _ = try ReportFolder(at: folder.path + "/out", style: style) }
        #expect(try folder.names().isEmpty)
    }

    @Test func `a finished report is not discarded`() throws {
        let folder = try TemporaryFolder()
        var report = try ReportFolder(at: folder.path + "/out", style: style)
        try report.finish(Sample.summary(listed: 0))
        report.discard()
        #expect(try folder.names("out").count == 9)
    }

    @Test func `a full disk leaves the old report`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/out"
        try finish(path, listed: 1)
        let old = try folder.bytes("out/summary.json")
        var report = try ReportFolder(at: path, style: style, rowLimit: 3) { path throws(ReportError) in
            try ReportFile(path: path.hasSuffix("findings-2.csv") ? "/dev/full" : path)
        }
        var pages = BatchRows(style: style)
        pages.list(Sample().listed)
        let full = ReportError.failed(action: "write", path: "/dev/full", errno: ENOSPC)
        #expect("\(full)" == "cannot write /dev/full: No space left on device")
        try report.append(&pages)
        #expect(throws: full) { try report.finish(Sample.summary(listed: 1)) }
        #expect(throws: full) { try report.append(&pages) }
        report.discard()
        #expect(try folder.bytes("out/summary.json") == old)
        #expect(try folder.names() == ["out"])
    }

    @Test func `a file that cannot be created ends the run at once`() throws {
        let folder = try TemporaryFolder()
        #expect(throws: ReportError.self) {
            _ = try ReportFolder(at: folder.path + "/out", style: style, rowLimit: 9) {
                path throws(ReportError) in
                try ReportFile(path: path.hasSuffix(".json") ? path + "/no" : path)
            }
        }
        #expect(try folder.names().isEmpty)
    }

    @Test func `permissions follow the old report or the umask`() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/out"
        try finish(path)
        func mode(_ path: String) throws -> Int? {
            try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? Int
        }
        try FileManager.default.createDirectory(
            atPath: folder.path + "/probe", withIntermediateDirectories: false)
        #expect(try mode(path) == mode(folder.path + "/probe"))
        try FileManager.default.setAttributes([.posixPermissions: 0o750], ofItemAtPath: path)
        try finish(path)
        #expect(try mode(path) == 0o750)
        #expect(try mode(path + "/summary.json").map { $0 & 0o133 } == 0)
    }

    @Test(arguments: [2, 3, 4, 7, 100])
    func `a long table continues in the next file`(_ limit: Int) throws {
        let folder = try TemporaryFolder()
        var report = try ReportFolder(at: folder.path + "/out", style: style, rowLimit: limit) {
            path throws(ReportError) in try ReportFile(path: path)
        }
        var pages = BatchRows(style: style)
        for index in 0..<13 {
            pages.addUnreadable(
                reason: "row\n\(index)", place: TextPlace(path: "a", line: index, byteOffset: 0))
            if index % 5 == 4 {
                try report.append(&pages)
                pages.clear()
            }
        }
        try report.append(&pages)
        var summary = Sample.summary(listed: 0)
        summary.unaudited[.unreadable] = 13
        try report.finish(summary)
        let parts = (13 + limit - 2) / (limit - 1)
        var reasons: [String] = []
        for part in 1...parts {
            let name = part == 1 ? "out/unaudited.csv" : "out/unaudited-\(part).csv"
            let bytes = try folder.bytes(name)
            #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
            let rows = CSVReader.strings(Array(bytes.dropFirst(3)))
            #expect(rows.first == ReportContractTests.headers["unaudited.csv"])
            #expect(rows.count <= limit && rows.count > 1)
            reasons += rows.dropFirst().map { $0[9] }
        }
        #expect(reasons == (0..<13).map { "row \($0)" })
        #expect(try folder.names("out").filter { $0.hasPrefix("unaudited") }.count == parts)
    }

    @Test func `the same rows give the same bytes for any batches`() throws {
        let folder = try TemporaryFolder()
        let style = ReportStyle(scores: .all)
        for batch in [1, 3, 10] {
            var report = try ReportFolder(at: folder.path + "/by\(batch)", style: style)
            var pages = BatchRows(style: style)
            for index in 1...10 {
                pages.list(Sample(text: "video \(index)").listed)
                if index % batch == 0 || index == 10 {
                    try report.append(&pages)
                    pages.clear()
                }
            }
            try report.finish(Sample.summary(listed: 10))
        }
        for name in try folder.names("by1") {
            #expect(try folder.bytes("by1/" + name) == folder.bytes("by3/" + name))
            #expect(try folder.bytes("by1/" + name) == folder.bytes("by10/" + name))
        }
    }

    @Test func `pages of another style are refused`() throws {
        let folder = try TemporaryFolder()
        var report = try ReportFolder(at: folder.path + "/out", style: style)
        var pages = BatchRows(style: ReportStyle(csv: .data))
        #expect(throws: ReportError.self) { try report.append(&pages) }
    }
}
