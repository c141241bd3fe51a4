import Foundation
import Policies
import Reporting
import Reviews
import TestSupport
import Testing

@testable import Audit

/// Six nights of reviews: what the report of each night has of the decisions before it (CONTRACT section 15).
@Suite struct SixNightsTests {
    private static let waivers = """
        waivers:
          - id: crowd-scenes
            reason: Faces in crowds are licensed until the shoot ends.
            approver: j.doe@example.com
            created: 2026-11-20
            expires: 2026-11-24
            rules: [face]
            ceiling: 0.97
            match: {label: [5]}

        """

    /// The answers of every night; the score of `a` may rise.
    private static func answers(_ score: Double = 0.95) -> [String] {
        [
            Nights.answer("a", ip: score), Nights.answer("b", ip: 0.97), Nights.answer("c", face: 0.95),
            Nights.answer("d", ip: 0.93), Nights.answer("e", ip: 0.99),
        ]
    }

    @Test func `six nights of decisions, a waiver and a changed policy`() async throws {
        let nights = try ReviewNights()
        func scan(_ day: Int, _ score: Double, policy: String = ReviewNights.policy) async throws -> Summary {
            try await nights.scan(
                day, Self.answers(score), policy: policy, waivers: Self.waivers,
                after: day == 21 ? nil : day == 28 ? 25 : day - 1)
        }
        // Before the first decision everything is open, but what the waiver accepts.
        var summary = try await scan(21, 0.95)
        #expect(try nights.dispositions(21) == ["a open", "b open", "c waived", "d open", "e open"])
        #expect(summary.review?.open(.flagged) == 4)
        try nights.decide(21, "anna", ["a": .dismissed, "b": .violation, "d": .escalated, "e": .violation])
        try nights.decide(21, "ben", ["b": .dismissed])

        // The second night: two reviewers disagree about one generation.
        summary = try await scan(22, 0.95)
        #expect(
            try nights.dispositions(22) == [
                "a dismissed", "b conflict", "c waived", "d escalated", "e confirmed",
            ])
        #expect(summary.review?.open(.flagged) == 1 && summary.review?.flaggedOpen == [.high: 1])
        #expect(summary.changes?.isFailing == false)
        try nights.decide(22, "chief", ["b": .violation], isFinal: true)

        // The third: the conflict is settled, and the score of a dismissed generation rises.
        summary = try await scan(23, 0.9500001)
        #expect(
            try nights.dispositions(23) == [
                "a reopened score", "b confirmed", "c waived", "d escalated", "e confirmed",
            ])
        #expect(summary.changes?.isFailing == true)
        try nights.decide(23, "anna", ["a": .dismissed])

        // The fourth: the rule asks something else, which only a dismissal does not outlive.
        let policy = ReviewNights.policy.replacing("A protected figure?", with: "A figure of studio X?")
        summary = try await scan(24, 0.9500001, policy: policy)
        #expect(
            try nights.dispositions(24) == [
                "a reopened meaning", "b confirmed", "c waived", "d escalated", "e confirmed",
            ])
        try nights.decide(24, "anna", ["a": .dismissed])

        // The fifth: the waiver has ended.
        summary = try await scan(25, 0.9500001, policy: policy)
        #expect(
            try nights.dispositions(25) == [
                "a dismissed", "b confirmed", "c reopened waiver_expired", "d escalated", "e confirmed",
            ])
        #expect(
            summary.review?.waiverNotes == [
                "waiver crowd-scenes ended on 2026-11-24; it would cover 1 generation"
            ])

        // The last: the escalation has no decision for seven days.
        summary = try await scan(28, 0.9500001, policy: policy)
        #expect(try nights.dispositions(28).contains("d escalated"))
        summary = try await nights.scan(
            29, Self.answers(0.9500001), policy: policy, waivers: Self.waivers, after: 25)
        #expect(try nights.dispositions(29).contains("d reopened expired"))
        #expect(summary.review?.reopenedBecause == [.expired: 1, .waiverExpired: 1])
        // Both are in the line about the report before, although nothing else differs from it.
        #expect(summary.changes?.reopened == 2)
        #expect(summary.changes?.line(asOf: "2026-11-29") == "since 2026-11-25   nothing changed; 2 reopened")
        #expect(summary.review?.sources.decisions?.entries == 8)
    }

    @Test func `a critical generation needs two dismissals, and its findings have their table`() async throws {
        let nights = try ReviewNights()
        let answers = [Nights.answer("s", sexual: 0.7)]
        _ = try await nights.scan(21, answers)
        try nights.decide(21, "anna", ["s": .dismissed])
        _ = try await nights.scan(22, answers, after: 21)
        #expect(try nights.dispositions(22) == ["s needs_second"])
        try nights.decide(22, "ben", ["s": .dismissed])
        let summary = try await nights.scan(23, answers, after: 22)
        #expect(try nights.dispositions(23) == ["s dismissed"])
        #expect(
            try nights.folder.text("23/restricted.csv").contains(
                "\"sexual\",\"flagged\",\"critical\",\"gen_s\""))
        #expect(summary.isFullyAudited && summary.review?.open(.flagged) == 0)
    }

    @Test func `rows of changes.csv have the disposition and the key`() async throws {
        let nights = try ReviewNights()
        _ = try await nights.scan(21, [Nights.answer("a", ip: 0.95), Nights.answer("b", ip: 0.97)])
        try nights.decide(21, "anna", ["a": .dismissed])
        _ = try await nights.scan(22, [Nights.answer("a", ip: 0.96)], after: 21)
        let report = Report(
            summary: Summary(
                tool: .init(name: "", version: ""),
                policy: .init(try PolicyFile.read(Array(ReviewNights.policy.utf8), named: "p")), asOf: 0),
            files: try nights.folder.contents(of: "22"))
        let rows = try report.rows(of: "changes.csv")
        #expect(rows.map { $0["change"] } == ["changed", "not_seen"])
        #expect(rows.map { $0["disposition"] } == ["reopened", ""])
        #expect(rows[0]["review_key"] == (try nights.generations(22))[0]["review_key"] as? String)
        #expect(rows[1]["review_key"] == "")
    }

    @Test func `without a ledger only waivers decide`() async throws {
        let nights = try ReviewNights()
        let summary = try await nights.scan(21, Self.answers(), waivers: Self.waivers, hasLedger: false)
        #expect(try nights.dispositions(21) == ["a open", "b open", "c waived", "d open", "e open"])
        #expect(summary.review?.sources.decisions == nil && summary.review?.sources.waivers?.entries == 1)
        #expect(try nights.generations(21).allSatisfy { $0["reviews"] == nil })
    }

    @Test func `a waiver that begins after the report is named`() async throws {
        let nights = try ReviewNights()
        let summary = try await nights.scan(19, Self.answers(), waivers: Self.waivers, hasLedger: false)
        #expect(try nights.dispositions(19).contains("c open"))
        #expect(summary.review?.waiverNotes == ["waiver crowd-scenes is unused: it begins on 2026-11-20"])
        #expect(try nights.folder.text("19/waivers.csv").contains("\"unused\",\"2026-11-24\""))
    }

    @Test func `verify checks a chain of which the first reports have no ledger and no waivers`() async throws {
        let nights = try ReviewNights()
        _ = try await nights.scan(21, Self.answers(), hasLedger: false)
        _ = try await nights.scan(22, Self.answers(), after: 21, hasLedger: false)
        try nights.decide(21, "anna", ["a": .dismissed])
        let summary = try await nights.scan(23, Self.answers(), waivers: Self.waivers, after: 22)
        let sha256 = try #require(summary.review?.sources.waivers?.sha256)
        func reports(_ days: Int...) throws -> [Verification.Report] {
            var verification = Verification(
                folders: days.map { nights.folder.file("\($0)") }, policySHA256: nil, inputs: [])
            verification.ledger = nights.ledger
            verification.waiversSHA256 = sha256
            return try verification.run()
        }
        func reviews(_ report: Verification.Report) -> [Verification.Outcome] {
            report.outcomes.filter { [.ledger, .waivers].contains($0.guarantee) }.map(\.outcome)
        }
        let faults = ["the report was made without a ledger", "the report was made without waivers"]
        let chain = try reports(21, 22, 23)
        #expect(chain.allSatisfy { $0.isSound })
        #expect(reviews(chain[0]) == faults.map { .unchecked($0) } && reviews(chain[1]) == reviews(chain[0]))
        #expect(reviews(chain[2]) == [.holds("1 of 1 line"), .holds("sha256 \(sha256)")])
        // If no report has them, the options have nothing to check.
        let early = try reports(21, 22)
        #expect(early.allSatisfy { reviews($0) == faults.map { .broken([$0]) } })
    }

    @Test func `verify finds a ledger that does not have the lines of the report, and other waivers`()
        async throws
    {
        let nights = try ReviewNights()
        _ = try await nights.scan(21, Self.answers(), waivers: Self.waivers)
        try nights.decide(21, "anna", ["a": .dismissed, "b": .violation])
        let summary = try await nights.scan(22, Self.answers(), waivers: Self.waivers, after: 21)
        func outcomes(_ ledger: String?, _ waivers: String?) throws -> [Verification.Outcome] {
            var verification = Verification(folders: [nights.folder.file("22")], policySHA256: nil, inputs: [])
            verification.ledger = ledger
            verification.waiversSHA256 = waivers
            let report = try verification.run()[0]
            return report.outcomes.filter { [.ledger, .waivers].contains($0.guarantee) }.map(\.outcome)
        }
        let sha256 = try #require(summary.review?.sources.waivers?.sha256)
        #expect(
            try outcomes(nil, nil) == [
                .unchecked("give --decisions to check it"), .unchecked("give --waivers to check it"),
            ])
        #expect(try outcomes(nights.ledger, sha256) == [.holds("2 of 2 lines"), .holds("sha256 \(sha256)")])
        try nights.decide(22, "ben", ["b": .violation])
        #expect(try outcomes(nights.ledger, sha256)[0] == .holds("2 of 3 lines"))
        let other = String(repeating: "0", count: 64)
        #expect(
            try outcomes(nights.ledger, other)[1]
                == .broken(["the report names \(sha256), the waivers are \(other)"]))
        let empty = try TemporaryFolder()
        #expect(
            try outcomes(empty.path, nil)[0] == .broken(["the report names 2 lines, the ledger has 0"]))
        let edited = try nights.folder.text("ledger/decisions.ndjson").replacing("anna", with: "anne")
        try nights.folder.write(edited, to: "ledger/decisions.ndjson")
        guard case .broken = try outcomes(nights.ledger, nil)[0] else {
            Issue.record("an edited ledger")
            return
        }
    }
}
