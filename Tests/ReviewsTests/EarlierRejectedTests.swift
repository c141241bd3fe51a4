import Foundation
import TestSupport
import Testing

@testable import Reviews

/// The file of rejected rows that an import finds at the place of its own (CONTRACT section 15).
@Suite struct EarlierRejectedTests {
    private let planted: PlantedReport
    private let name = "sheet-0.csv.rejected.csv"

    init() throws {
        planted = try PlantedReport([
            .init(id: "gen_1"), .init(id: "=gen_2"), .init(id: "gen_3", severity: "critical", rule: "child"),
        ])
    }

    /// The sheet that leaves the file.
    private var sheet: String { planted.sheet([(0, "=perhaps", "a note"), (1, "no", "-x"), (2, "no", "")]) }

    private func change(_ text: String, to other: String) throws {
        let old = try planted.scratch.text(name)
        #expect(old.contains(text))
        try planted.scratch.write(old.replacingOccurrences(of: text, with: other), to: name)
    }

    /// Expects that an import of the sheet ends before anything is changed.
    private func expectRefusal(_ sheet: String, sourceLocation: SourceLocation = #_sourceLocation) throws {
        let before = try planted.scratch.text(name), lines = try planted.lines().count
        let error = try planted.error([sheet], { $0.reviewer = "ben" })
        #expect(
            error
                == .failed(
                    planted.scratch.file(name)
                        + ": holds decisions that are neither in the sheet nor in the ledger; import it, move it away, "
                        + "or name another file with --rejected"), sourceLocation: sourceLocation)
        #expect(try planted.scratch.text(name) == before, sourceLocation: sourceLocation)
        #expect(try planted.lines().count == lines, sourceLocation: sourceLocation)
    }

    @Test func `an unchanged file is replaced`() throws {
        try planted.run([sheet])
        #expect(try planted.rejected().count == 2)
        try planted.run([sheet])
        // A spreadsheet saves it with another delimiter and without quotes.
        let text = try planted.scratch.text(name)
        try planted.scratch.write(
            text.replacingOccurrences(of: "\",\"", with: "\";\""), to: name)
        try planted.run([sheet])
        #expect(try planted.rejected().map { $0[0] } == ["2", "4"])
    }

    @Test func `a corrected row is kept until it is imported`() throws {
        try planted.run([sheet])
        try change("'=perhaps", to: "dismissed")
        try expectRefusal(sheet)
        let corrected = try planted.scratch.text(name)
        try planted.run([sheet, corrected]) {
            $0.sheets = [planted.scratch.file("sheet-1.csv")]
            $0.reviewer = "ben"
        }
        try planted.run([sheet], by: "ben")
        #expect(try planted.rejected().map { $0[3] } == ["'=perhaps", "no"])
    }

    @Test func `a note, and a correction with a mistake, are kept`() throws {
        try planted.run([sheet])
        let text = try planted.scratch.text(name)
        try change("'=perhaps", to: "dismised")
        try expectRefusal(sheet)
        try planted.scratch.write(text, to: name)
        try change("\"no\",\"\",", to: "\"no\",\"not a child\",")
        try expectRefusal(sheet)
    }

    @Test func `a file is replaced when the sheet was corrected instead`() throws {
        try planted.run([sheet])
        try planted.run([planted.sheet([(0, "yes", ""), (1, "no", "-x"), (2, "no", "")])])
        #expect(try planted.rejected().map { $0[0] } == ["4"])
    }

    @Test func `a contradiction that was solved in the file is kept`() throws {
        let sheet = planted.sheet([(0, "yes", ""), (0, "no", "")])
        try planted.run([sheet])
        try planted.run([sheet])
        let lines = try planted.scratch.text(name).components(separatedBy: "\r\n")
        try planted.scratch.write(lines[0] + "\r\n" + lines[1] + "\r\n", to: name)
        try expectRefusal(sheet)
        // The sheet is corrected in the same way.
        try planted.run([planted.sheet([(0, "yes", ""), (2, "no", "")])])
        #expect(try planted.rejected().count == 1)
    }

    @Test func `contradictions of two sheets leave files that are replaced`() throws {
        let sheets = [planted.sheet([(0, "yes", "")]), planted.sheet([(0, "no", "")])]
        try planted.run(sheets)
        try planted.run(sheets)
        #expect(try planted.rejected().count == 1)
    }

    @Test func `a file that is no sheet is replaced, and a damaged sheet is kept`() throws {
        try planted.scratch.write("some text\n", to: name)
        try planted.run([sheet])
        try planted.scratch.write(planted.scratch.text(name) + "\"open", to: name)
        try expectRefusal(sheet)
        // Without rejected rows, the file is left as it is.
        try planted.run([planted.sheet([(0, "yes", "")])])
        #expect(try planted.scratch.text(name).hasSuffix("\"open"))
    }

    @Test func `a trial run changes nothing and needs no place`() throws {
        try planted.run([sheet])
        try change("'=perhaps", to: "dismissed")
        let result = try planted.run([sheet]) { $0.isDryRun = true }
        #expect(result.sheets[0].rejected == 2)
    }
}
