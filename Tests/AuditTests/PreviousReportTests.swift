import Digests
import Foundation
import Reporting
import TestSupport
import Testing

@testable import Audit

/// The reports that can be compared, and the search for one (CONTRACT section 13).
@Suite struct PreviousReportTests {
    private let nights: Nights
    private static let texts = [Nights.answer("a", ip: 0.95), Nights.answer("b", ip: 0.6)]

    init() throws { nights = try Nights() }

    private func edit(_ name: String, _ change: (String) -> String) throws {
        let before = try nights.folder.text(name), after = change(before)
        #expect(before != after)
        try nights.folder.write(after, to: name)
    }

    private func message(_ work: () async throws -> Void) async -> String {
        do {
            try await work()
            return ""
        } catch {
            return "\(error)".replacing(nights.folder.path + "/", with: "")
        }
    }

    @Test func `a report with an edited table is compared, and the table is named`() async throws {
        try await nights.scan("01", Self.texts)
        try edit("01/generations.csv") { $0 + "note" }
        let second = try await nights.scan("02", after: "01", Self.texts)
        #expect(try second.rows.isEmpty && second.changes.editedFiles == [nights.path("01/generations.csv")])
        try FileManager.default.removeItem(atPath: nights.path("01/findings.csv"))
        let third = try await nights.scan("03", after: "01", Self.texts)
        #expect(try third.changes.editedFiles.map { $0.suffix(12) } == ["findings.csv", "erations.csv"])
    }

    @Test(arguments: ["generations.json", "summary.json"])
    func `an edited list or summary ends the run`(_ name: String) async throws {
        try await nights.scan("01", Self.texts)
        for change in [{ $0.replacing("0.95", with: "0.96") + " " }, { $0.prefix(200) + "" }]
            as [(String) -> String]
        {
            try edit("01/\(name)", change)
            let said = await message { try await nights.scan("02", after: "01", Self.texts) }
            #expect(
                said
                    == "01/\(name): was edited after the report was written, so nothing can be compared with it; put the "
                    + "file back, or name another report")
            #expect(!FileManager.default.fileExists(atPath: nights.path("02")))
        }
    }

    @Test func `another program's folder and a missing folder are not a report`() async throws {
        try nights.folder.write("x", to: "01/notes.txt")
        let words = "holds no manifest-sha256.txt, so it is no report; name a folder that scan wrote"
        #expect(await message { try await nights.scan("02", after: "01", Self.texts) } == "01: \(words)")
        #expect(
            await message { try await nights.scan("02", after: "00", Self.texts) }
                == "00: does not exist; name a folder that scan wrote")
        try nights.folder.write("x", to: "01/manifest-sha256.txt")
        let said = await message { try await nights.scan("02", after: "01", Self.texts) }
        #expect(said.hasPrefix("01: holds a manifest-sha256.txt that is not a report's; name"))
    }

    @Test func `a report without digests of rules is named with the fix`() async throws {
        try await nights.scan("01", Self.texts)
        try makeOld("01")
        let said = await message { try await nights.scan("02", after: "01", Self.texts) }
        #expect(
            said
                == "01: is a report of an older version, without digests of its rules; scan the input of that report again"
        )
    }

    @Test func `a shared copy is not the report before`() async throws {
        try await nights.scan("01", Self.texts)
        for copy in ["01-regulator", "02"] {
            try await nights.scan(copy, Self.texts)
            try makeCopy(copy)
        }
        let words = "is a shared copy, not a report; name the report that it was made of"
        #expect(await message { try await nights.scan("03", after: "02", Self.texts) } == "02: \(words)")
        for (old, new) in [("01", "02"), ("02", "01")] {
            let said = await message {
                _ = try ReportDiff(
                    from: nights.path(old), to: nights.path(new), style: ReportStyle(), scratch: "/tmp")
            }
            #expect(said == "02: \(words)")
        }
        // The copies are later, and behind the report by name. They have no digests of rules, which is not said.
        try makeOld("02")
        let search = try ReportSearch(
            in: nights.folder.path, before: 1_793_491_200 + 86_400 * 2, except: nights.path("03"))
        #expect(search.report == nights.path("01") && search.withoutDigests.isEmpty)
    }

    /// Gives the summary the member that a shared copy has.
    private func makeCopy(_ name: String) throws {
        try seal(name) { $0.replacing(#""as_of": "#, with: #""shared": {}, "as_of": "#) }
    }

    /// Removes the digests of rules.
    private func makeOld(_ name: String) throws {
        try seal(name) { $0.replacing("definition_sha256", with: "other") }
    }

    /// Edits the summary and seals it again.
    private func seal(_ name: String, _ change: (String) -> String) throws {
        let before = SHA256Digest.hex(of: try nights.folder.bytes("\(name)/summary.json"))
        try edit("\(name)/summary.json", change)
        let after = SHA256Digest.hex(of: try nights.folder.bytes("\(name)/summary.json"))
        try edit("\(name)/manifest-sha256.txt") { $0.replacing(before, with: after) }
    }

    @Test func `the style of the old tables does not matter`() async throws {
        try await nights.scan("01", Self.texts, csv: .excel)
        let second = try await nights.scan("02", after: "01", Self.texts, csv: .excel)
        #expect(try second.changes[.same] == 2)
        // The header determines the position of the comparison's cells.
        let table = try String(decoding: #require(second.files["generations.csv"]), as: UTF8.self)
        #expect(table.contains("\"flagged\",\"high\",\"same\",\"2026-11-01T00:00:00Z\",\"\",\"ip: "))
    }

    @Test func `the latest report before the run is found`() async throws {
        for night in ["01", "02", "02-again", "03", "04"] { try await nights.scan(night, Self.texts) }
        try makeOld("03")
        try nights.folder.write("x", to: "05/notes.txt")
        func search(_ day: Int64, _ output: String) throws -> ReportSearch {
            try ReportSearch(
                in: nights.folder.path, before: 1_793_491_200 + 86_400 * (day - 1), except: nights.path(output))
        }
        // The third report is of an older version. The fourth is the output of the run, or in the future.
        #expect(try search(5, "04").report == nights.path("02-again"))
        #expect(try search(5, "04").withoutDigests == [nights.path("03")])
        #expect(try search(4, "09").report == nights.path("02-again"))
        #expect(try search(2, "09").report == nights.path("01") && search(2, "09").withoutDigests.isEmpty)
        #expect(try search(5, "09").report == nights.path("04"))
        #expect(try search(1, "09").report == nil)
        #expect(throws: ReportError.self) { try ReportSearch(in: nights.path("none"), before: 0, except: "x") }
    }

    @Test func `the new report can replace the previous one`() async throws {
        try await nights.scan("01", Self.texts)
        let second = try await nights.scan("01", after: "01", [Nights.answer("a", ip: 0.6)])
        #expect(try second.news == ["better a input", "not_seen b input"])
    }

}
