import Policies
import Reporting
import Testing
import Utilities

@testable import Reviews

/// Why a decision does not hold any more (CONTRACT section 15).
@Suite struct ReopeningTests {
    private func reasons(
        _ subject: ReviewSubject, _ lines: [LedgerLine], asOf: String = "2026-12-02T00:00:00Z",
        policy: String = Reviewing.policyText
    ) throws -> [ReopenReason] {
        let outcome = try Reviewing.outcome(subject, lines, asOf: asOf, policy: policy)
        #expect((outcome.disposition == .reopened) == !outcome.reopenedBecause.isEmpty)
        if outcome.disposition == .reopened { #expect(outcome.until == nil) }
        return outcome.reopenedBecause
    }

    /// The reasons for a generation with this finding that was dismissed with `finding()`.
    private func reasons(
        _ change: (inout ReviewedFinding) -> Void, _ decision: ReviewDecision = .dismissed
    ) throws -> [ReopenReason] {
        var finding = Reviewing.finding()
        change(&finding)
        return try reasons(Reviewing.subject([finding]), [try Reviewing.line(decision)])
    }

    @Test func `nothing reopens a decision about the same findings`() throws {
        for decision in [ReviewDecision.dismissed, .violation] {
            #expect(try reasons({ _ in }, decision) == [])
        }
    }

    // MARK: expired

    @Test(arguments: [("2027-05-30T08:59:59Z", false), ("2027-05-30T09:00:00Z", true)])
    func `a dismissal expires to the second`(asOf: String, isExpired: Bool) throws {
        let subject = Reviewing.subject([Reviewing.finding()])
        let lines = [
            try Reviewing.line(.dismissed, at: "2026-12-01T09:00:00Z"),
            try Reviewing.line(.dismissed, by: "ben", at: "2026-08-01T09:00:00Z"),
        ]
        #expect(try reasons(subject, lines, asOf: asOf) == (isExpired ? [.expired] : []))
        #expect(try reasons(subject, [try Reviewing.line(.violation)], asOf: asOf) == [])
        let forever = Reviewing.policyText.replacing("expires_after: 180d, ", with: "")
        #expect(try reasons(subject, lines, asOf: asOf, policy: forever) == [])
    }

    @Test(arguments: [("2026-12-08T08:59:59Z", false), ("2026-12-08T09:00:00Z", true)])
    func `an escalation expires to the second`(asOf: String, isExpired: Bool) throws {
        // Other reasons do not apply.
        let subject = Reviewing.subject([Reviewing.finding("mark")])
        let lines = [
            try Reviewing.line(.escalated),
            try Reviewing.line(.violation, by: "ben", at: "2026-12-07T09:00:00Z"),
        ]
        let outcome = try Reviewing.outcome(subject, lines, asOf: asOf)
        #expect(outcome.reopenedBecause == (isExpired ? [.expired] : []))
        #expect(outcome.disposition == (isExpired ? .reopened : .escalated))
        #expect(outcome.by == ["anna"])
    }

    // MARK: Findings

    @Test func `a rule that the decision did not see reopens it`() throws {
        let subject = Reviewing.subject([Reviewing.finding(), Reviewing.finding("mark")])
        for decision in [ReviewDecision.dismissed, .violation] {
            #expect(try reasons(subject, [try Reviewing.line(decision)]) == [.newRule])
            #expect(try reasons(subject, [try Reviewing.line(decision, on: subject.findings)]) == [])
        }
        // A near finding of a flagged generation is not of the decision's band.
        var near = subject
        near.findings[1].band = .near
        #expect(try reasons(near, [try Reviewing.line(.dismissed)]) == [])
    }

    @Test func `a line covers a finding that was near then`() throws {
        let near = Reviewing.finding(band: .near)
        #expect(
            try reasons(Reviewing.subject([Reviewing.finding()]), [try Reviewing.line(.dismissed, on: [near])])
                == [])
        #expect(try reasons(Reviewing.subject([near], .near), [try Reviewing.line(.dismissed)]) == [])
    }

    @Test func `as many lines have to cover a finding as a dismissal needs`() throws {
        let critical = Reviewing.finding("child", .boolean(true), .critical)
        let subject = Reviewing.subject([Reviewing.finding(), critical])
        let both = try Reviewing.line(.dismissed, on: subject.findings)
        let one = try Reviewing.line(.dismissed, by: "ben", on: [critical])
        #expect(try reasons(subject, [both, one]) == [.newRule])
        var old = subject.findings
        old[0].meaningSHA256 = Reviewing.otherMeaning
        let other = try Reviewing.line(.dismissed, by: "ben", on: old)
        #expect(try reasons(subject, [both, other]) == [.meaning])
        #expect(
            try reasons(subject, [both, try Reviewing.line(.dismissed, by: "ben", on: subject.findings)]) == [])
    }

    @Test func `a reviewer who abstains covers nothing`() throws {
        let subject = Reviewing.subject([Reviewing.finding(), Reviewing.finding("mark")])
        let unsure = try Reviewing.line(.unsure, by: "ben", on: subject.findings)
        #expect(try reasons(subject, [try Reviewing.line(.dismissed), unsure]) == [.newRule])
    }

    @Test func `another meaning reopens a dismissal alone`() throws {
        #expect(try reasons({ $0.meaningSHA256 = Reviewing.otherMeaning }) == [.meaning])
        #expect(try reasons({ $0.meaningSHA256 = Reviewing.otherMeaning }, .violation) == [])
    }

    @Test func `a higher severity reopens, a lower one does not`() throws {
        var low = Reviewing.finding()
        low.severity = .low
        let line = try Reviewing.line(.dismissed, on: [low]),
            confirmed = try Reviewing.line(.violation, on: [low])
        let subject = Reviewing.subject([Reviewing.finding()])
        #expect(try reasons(subject, [line]) == [.severity])
        #expect(try reasons(subject, [confirmed]) == [.severity])
        #expect(try reasons({ $0.severity = .low }) == [])
    }

    @Test(arguments: [
        ("ip", 0.97, 0.97, false), ("ip", 0.97, 0.9700001, true), ("ip", 0.97, 0.96, false),
        ("ip", 0.1, 0.3, true),
        ("mark", 0.9, 0.95, false), ("mark", 0.9, 0.9500001, true), ("mark", 0.1, 0.15, false),
        ("mark", 0.7, 0.75, false), ("mark", 0.8, 0.85, false), ("mark", 0.3, 0.35, false),
        ("mark", 0.3, 0.3501, true),
        ("ip", 0.3, 0.30000000000000004, true), ("ip", 0, 1e-300, true),
    ])
    func `a value that rises by more than the rule allows reopens, in decimals`(
        rule: String, before: Double, now: Double, isReopened: Bool
    ) throws {
        let line = try Reviewing.line(.dismissed, on: [Reviewing.finding(rule, .number(before))])
        let subject = Reviewing.subject([Reviewing.finding(rule, .number(now))])
        #expect(try reasons(subject, [line]) == (isReopened ? [.score] : []))
        let confirmed = try Reviewing.line(.violation, on: [Reviewing.finding(rule, .number(before))])
        #expect(try reasons(subject, [confirmed]) == [])
    }

    @Test func `the latest line that covers a finding gives the value`() throws {
        let subject = Reviewing.subject([Reviewing.finding("ip", .number(0.95))])
        func line(_ reviewer: String, _ value: Double) throws -> LedgerLine {
            try Reviewing.line(.dismissed, by: reviewer, on: [Reviewing.finding("ip", .number(value))])
        }
        #expect(try reasons(subject, [line("anna", 0.9), line("ben", 0.95)]) == [])
        #expect(try reasons(subject, [line("anna", 0.95), line("ben", 0.9)]) == [.score])
    }

    @Test func `another label, signal or text reopens a dismissal alone`() throws {
        #expect(try reasons({ $0.label = 43 }) == [.label])
        #expect(try reasons({ $0.label = nil }) == [.label])
        #expect(try reasons({ $0.signal = "legal.face.score" }) == [.label])
        #expect(try reasons({ $0.label = 43 }, .violation) == [])
        func text(_ before: ReviewedValue?, _ now: ReviewedValue?) throws -> [ReopenReason] {
            let line = try Reviewing.line(.dismissed, on: [Reviewing.finding("filter", before)])
            return try reasons(Reviewing.subject([Reviewing.finding("filter", now)]), [line])
        }
        #expect(try text(.text("terminal"), .text("terminal")) == [])
        #expect(try text(.text("terminal"), .text("blocked")) == [.label])
        #expect(try text(nil, .text("blocked")) == [.label])
        #expect(try text(.text("blocked"), nil) == [.label])
        #expect(try text(nil, nil) == [])
        #expect(try text(.boolean(true), .boolean(true)) == [])
    }

    @Test func `all reasons are listed, in their order`() throws {
        var finding = Reviewing.finding("ip", .number(0.99), .critical, label: 1)
        finding.meaningSHA256 = Reviewing.otherMeaning
        let one = Reviewing.policyText.replacing("critical: 2", with: "critical: 1")
        let subject = Reviewing.subject([Reviewing.finding("mark"), finding])
        let outcome = try Reviewing.outcome(
            subject, [try Reviewing.line(.dismissed)], asOf: "2027-12-01T00:00:00Z", policy: one)
        #expect(outcome.disposition == .reopened)
        #expect(outcome.reopenedBecause == [.expired, .newRule, .meaning, .severity, .score, .label])
        #expect(outcome.by == ["anna"] && outcome.since?.text == "2026-12-01T09:00:00Z" && outcome.until == nil)
    }

    // MARK: Missing signals and cut rows

    @Test func `another missing signal reopens the dismissal of an incomplete generation`() throws {
        var subject = Reviewing.subject([], .incomplete)
        subject.missing = ["a", "b"]
        var line = try Reviewing.line(.dismissed, on: [])
        line.missing = ["b", "a", "c"]
        #expect(try reasons(subject, [line]) == [])
        line.missing = ["b"]
        #expect(try reasons(subject, [line]) == [.missing])
        line.decision = .violation
        #expect(try reasons(subject, [line]) == [])
        // A flagged generation is reopened by its findings.
        subject = Reviewing.subject([Reviewing.finding()])
        subject.missing = ["a", "b"]
        #expect(try reasons(subject, [try Reviewing.line(.dismissed)]) == [])
    }

    @Test func `a generation that was incomplete and is flagged now is reopened`() throws {
        #expect(
            try reasons(Reviewing.subject([Reviewing.finding()]), [try Reviewing.line(.dismissed, on: [])])
                == [.newRule])
    }

    @Test func `a flagged row without findings is reopened`() throws {
        for decision in [ReviewDecision.dismissed, .violation] {
            #expect(try reasons(Reviewing.subject([]), [try Reviewing.line(decision)]) == [.newRule])
        }
    }

    @Test func `a lower score, a lower threshold and a new pull reopen nothing`() throws {
        // The finding was near, and a lower threshold flags it.
        let near = Reviewing.finding("ip", .number(0.97), band: .near)
        var line = try Reviewing.line(.dismissed, on: [near])
        line.evidenceSHA256 = Reviewing.otherMeaning
        #expect(try reasons(Reviewing.subject([Reviewing.finding("ip", .number(0.5))]), [line]) == [])
    }

    @Test func `conflicts, single dismissals and abstentions are not reopened`() throws {
        let subject = Reviewing.subject([Reviewing.finding("mark")])
        let lines = [try Reviewing.line(.violation), try Reviewing.line(.dismissed, by: "ben")]
        #expect(try Reviewing.outcome(subject, lines, asOf: "2030-01-01T00:00:00Z").disposition == .conflict)
        let unsure = try Reviewing.outcome(subject, [Reviewing.line(.unsure)], asOf: "2030-01-01T00:00:00Z")
        #expect(unsure.disposition == .unsure)
    }
}
