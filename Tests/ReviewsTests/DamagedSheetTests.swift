import Foundation
import TestSupport
import Testing
import Utilities

@testable import Reviews

/// What LibreOffice, Excel and people do to a sheet: the files of `Tests/Sheets`, each with its outcome in `expected.csv`.
@Suite struct DamagedSheetTests {
    private static let folder = Command.root.appending(path: "Tests/Sheets")

    /// A line of `expected.csv`.
    struct Case: Sendable, CustomTestStringConvertible {
        var file: String
        var cells: [String]
        var testDescription: String { file }
    }

    private static let cases: [Case] = {
        let text = (try? String(contentsOf: folder.appending(path: "expected.csv"), encoding: .utf8)) ?? ""
        return text.split(separator: "\n").dropFirst().map { line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            return Case(file: cells[0], cells: Array(cells[1...]))
        }
    }()

    private static let delimiters = ["comma": ",", "semicolon": ";", "tab": "\t", "bar": "|"]

    private func work(_ file: String, _ scratch: TemporaryFolder) -> SheetImport {
        SheetImport(
            sheets: [Self.folder.appending(path: file).path],
            source: .report(Self.folder.appending(path: "report").path), ledger: scratch.file("decisions"),
            reviewer: "anna", recordedAt: UTCTime(seconds: 1_764_147_600))
    }

    @Test(arguments: cases)
    func `a damaged sheet has the outcome of the table`(expected: Case) throws {
        let scratch = try TemporaryFolder()
        let work = work(expected.file, scratch)
        let outcome: SheetOutcome
        do {
            outcome = try #require(try work.run { _, _ in }.sheets.first)
        } catch let error as ReviewError {
            #expect(expected.cells[0] == "65")
            #expect(error.description.contains(expected.cells[5]), "\(error)")
            guard case .refused = error else { Issue.record("\(error)"); return }
            #expect(!FileManager.default.fileExists(atPath: scratch.file("decisions")))
            return
        }
        #expect((outcome.rejected > 0 ? "4" : "0") == expected.cells[0])
        #expect(
            [outcome.allRecorded, outcome.unchanged, outcome.blank, outcome.rejected].map { "\($0)" }
                == Array(expected.cells[1...4]))
        let reasons = outcome.reasons.map { "\($0.key.rawValue)=\($0.value)" }.sorted().joined(separator: " ")
        #expect(reasons == expected.cells[5])
        #expect(outcome.encoding.rawValue == expected.cells[6])
        #expect(outcome.delimiter == Self.delimiters[expected.cells[7]]?.utf8.first)
        // No decision moved to another generation.
        let unchanged = try Self.decisions(of: self.work("unchanged.csv", scratch))
        let found = try Self.decisions(of: work)
        for (key, decision) in found { #expect(unchanged[key] == decision, "\(key)") }
    }

    private static func decisions(of work: SheetImport) throws -> [String: ReviewDecision] {
        let scratch = try TemporaryFolder()
        var work = work
        work.ledger = scratch.file("other")
        _ = try work.run { _, _ in }
        var decisions: [String: ReviewDecision] = [:]
        try Ledger(in: work.ledger).forEachLine { line in
            decisions[line.reviewKey ?? ""] = line.decision
            return true
        }
        return decisions
    }

    @Test func `every sheet of the folder is in the table`() throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        let sheets = names.filter { ($0.hasSuffix(".csv") || $0.hasSuffix(".txt")) && $0 != "expected.csv" }
        #expect(sheets.sorted() == Self.cases.map(\.file).sorted())
    }

    @Test func `the files are what the script writes`() async throws {
        let outcome = try await Command.run("python3", ["-B", "Tests/Sheets/make-sheets.py", "--check"])
        #expect(outcome.status == 0, "\(outcome.stdout)\(outcome.stderr)")
    }
}
