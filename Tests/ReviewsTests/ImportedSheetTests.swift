import Foundation
import TestSupport
import Testing
import Utilities

@testable import Reviews

/// Edited `generations.csv` files of which the next scan may replace the report (CONTRACT section 15).
@Suite struct ImportedSheetTests {
    private let planted: PlantedReport

    init() throws {
        planted = try PlantedReport([
            .init(id: "gen_1"), .init(id: "gen_2"), .init(id: "gen_3", severity: "critical", rule: "child"),
        ])
    }

    private func hasImported(_ sheet: String) throws -> Bool {
        try planted.scratch.write(sheet, to: "report/generations.csv")
        let dispositions = try ReportDispositions(
            decisions: planted.ledger, waivers: nil, policy: Reviewing.policy(),
            asOf: PlantedReport.moment.seconds)
        return try dispositions.hasImported(
            "generations.csv", of: planted.report, sha256: String(repeating: "0", count: 64))
    }

    @Test func `a sheet that was saved again after its import is imported`() throws {
        let sheet = planted.sheet([(0, "no", "seen"), (1, "yes", "")])
        try planted.run([sheet])
        #expect(try hasImported(sheet.replacingOccurrences(of: ",", with: ";")))
        #expect(try hasImported(planted.sheet([(0, "False Positive", "seen"), (1, "", "")])))
        #expect(try hasImported(planted.sheet([(1, "yes", ""), (1, "confirmed", "")])))
    }

    @Test func `a decision or note that is not in the ledger is not imported`() throws {
        try planted.run([planted.sheet([(0, "no", "seen"), (1, "yes", "")])])
        for sheet in [
            planted.sheet([(0, "no", "seen"), (1, "no", "")]), planted.sheet([(0, "no", "seen twice")]),
            planted.sheet([(0, "no", "seen"), (2, "yes", "")]),
            // Rows that an import rejects.
            planted.sheet([(0, "no", "seen"), (1, "perhaps", "")]),
            planted.sheet([(0, "no", "seen"), (2, "no", "")]),
            planted.sheet([(0, "no", "seen"), (1, "", "a note")]),
            planted.sheet([(0, "no", "seen")]) + "rk_0000000000000000,,yes,\n",
            // Nothing is decided, or the file is no sheet.
            planted.sheet([(0, "", "")]), "review_key,title\n", "",
        ] {
            #expect(try !hasImported(sheet), "\(sheet)")
        }
    }

    @Test func `the answers of one reviewer count, and the last of each generation`() throws {
        let both = planted.sheet([(0, "no", ""), (1, "yes", "")])
        try planted.run([planted.sheet([(0, "no", "")])])
        try planted.run([planted.sheet([(1, "yes", "")])], by: "ben")
        #expect(try !hasImported(both))
        try planted.run([planted.sheet([(0, "no", "")])], by: "ben") { $0.isFinal = true }
        #expect(try hasImported(both))
        try planted.run([planted.sheet([(0, "reopen", "")])], by: "ben")
        #expect(try !hasImported(both))
    }

    @Test func `the answers to an earlier report are not those to this one`() throws {
        let sheet = planted.sheet([(0, "no", "")])
        try planted.run([sheet + "\n"])
        #expect(try hasImported(sheet))
        let later = try PlantedReport(planted.rows, in: planted.scratch, asOf: "2026-12-25T00:00:00Z")
        #expect(try !hasImported(sheet))
        try later.run([sheet])
        #expect(try hasImported(sheet + "\n"))
    }

    @Test func `an edited report has no imported sheet`() throws {
        let sheet = planted.sheet([(0, "no", "")])
        try planted.run([sheet])
        #expect(try hasImported(sheet))
        try planted.scratch.write(
            planted.scratch.text("report/generations.json") + " ", to: "report/generations.json")
        #expect(try !hasImported(sheet))
    }
}
