import Policies
import Reporting
import Testing
import Utilities

@testable import Reviews

/// Counting lines and the dispositions that they make (CONTRACT section 15).
@Suite struct DispositionTests {
    private func line(
        _ decision: ReviewDecision, by reviewer: String = "anna", isFinal: Bool = false
    ) throws -> LedgerLine {
        var line = try Reviewing.line(decision, by: reviewer)
        line.isFinal = isFinal
        return line
    }

    @Test func `a generation without decisions is open`() throws {
        let outcome = try Reviewing.outcome([])
        #expect(outcome.disposition == .open)
        #expect(outcome.by == [] && outcome.since == nil && outcome.until == nil && outcome.lines == [])
        #expect(outcome.waivers == [nil])
    }

    @Test(
        arguments: [
            ([.unsure], .unsure), ([.escalated], .escalated), ([.violation], .confirmed),
            ([.dismissed], .dismissed),
            ([.unsure, .unsure], .unsure), ([.unsure, .escalated], .escalated),
            ([.unsure, .violation], .confirmed),
            ([.unsure, .dismissed], .dismissed), ([.violation, .dismissed], .conflict),
            ([.dismissed, .violation, .unsure], .conflict), ([.violation, .dismissed, .escalated], .escalated),
            ([.dismissed, .dismissed], .dismissed), ([.violation, .violation], .confirmed),
        ] as [([ReviewDecision], Disposition)])
    func `the decisions of several reviewers make a disposition`(
        decisions: [ReviewDecision], disposition: Disposition
    ) throws {
        let lines = try decisions.enumerated().map { try line($1, by: "r\($0)") }
        #expect(try Reviewing.outcome(lines).disposition == disposition)
        #expect(try Reviewing.outcome(lines.reversed()).disposition == disposition)
    }

    @Test func `the last decision of each reviewer counts`() throws {
        let lines = [try line(.violation), try line(.dismissed, by: "ben"), try line(.dismissed)]
        let outcome = try Reviewing.outcome(lines)
        #expect(outcome.disposition == .dismissed)
        #expect(outcome.lines == Array(lines[1...]))
        #expect(outcome.by == ["ben", "anna"])
        #expect(try Reviewing.outcome(lines + [line(.unsure)]).by == ["ben"])
    }

    @Test func `a reopening withdraws all earlier decisions`() throws {
        let lines = [
            try line(.violation), try line(.dismissed, by: "ben", isFinal: true), try line(.reopen, by: "carl"),
        ]
        #expect(try Reviewing.outcome(lines).disposition == .open)
        #expect(try Reviewing.outcome(lines + [line(.violation, by: "ben")]).disposition == .confirmed)
        #expect(
            try Reviewing.outcome(lines + [line(.violation, by: "ben"), line(.reopen)]).disposition == .open)
    }

    @Test func `a final decision settles a conflict, and later decisions count again`() throws {
        let lines = [
            try line(.violation), try line(.dismissed, by: "ben"),
            try line(.dismissed, by: "lead", isFinal: true),
        ]
        let outcome = try Reviewing.outcome(lines)
        #expect(outcome.disposition == .dismissed)
        #expect(outcome.by == ["lead"])
        #expect(try Reviewing.outcome(lines + [line(.violation, by: "carl")]).disposition == .conflict)
        #expect(
            try Reviewing.outcome(lines + [line(.violation, by: "carl", isFinal: true)]).disposition
                == .confirmed)
        #expect(
            try Reviewing.outcome(lines + [line(.unsure, by: "lead", isFinal: true)]).disposition == .unsure)
    }

    @Test func `lines of another generation, of another time of creation and labels do not count`() throws {
        var other = try line(.dismissed), reused = try line(.dismissed), label = try line(.dismissed)
        other.generationID = "gen_02"
        reused.createdAt = "2026-11-21T08:00:00Z"
        label.kind = .label
        #expect(try Reviewing.outcome([other, reused, label]).disposition == .open)
        reused.createdAt = nil
        #expect(try Reviewing.outcome([reused]).disposition == .open)
        var subject = Reviewing.subject([Reviewing.finding()])
        subject.createdAt = nil
        #expect(try Reviewing.outcome(subject, [reused]).disposition == .dismissed)
        subject.identity = nil
        #expect(try Reviewing.outcome(subject, [reused]).disposition == .open)
    }

    @Test func `a critical finding needs two who dismiss it`() throws {
        let critical = Reviewing.finding("child", .boolean(true), .critical)
        let subject = Reviewing.subject([Reviewing.finding(), critical])
        let anna = try Reviewing.line(.dismissed, on: subject.findings)
        let ben = try Reviewing.line(.dismissed, by: "ben", on: subject.findings)
        #expect(try Reviewing.outcome(subject, [anna]).disposition == .needsSecond)
        #expect(try Reviewing.outcome(subject, [anna]).by == ["anna"])
        #expect(try Reviewing.outcome(subject, [anna, anna]).disposition == .needsSecond)
        #expect(try Reviewing.outcome(subject, [anna, ben]).disposition == .dismissed)
        #expect(try Reviewing.outcome(subject, [anna, ben]).by == ["anna", "ben"])
        let unsure = try line(.unsure, by: "carl")
        #expect(try Reviewing.outcome(subject, [anna, unsure]).disposition == .needsSecond)
        #expect(try Reviewing.outcome(subject, [try line(.violation)]).disposition == .reopened, "a new rule")
        // Only findings of the decision's band have a severity that counts.
        var near = subject
        near.findings[1].band = .near
        #expect(try Reviewing.outcome(near, [anna]).disposition == .dismissed)
    }

    @Test func `a dismissal states its reviewers, its time and its end`() throws {
        let lines = [
            try Reviewing.line(.dismissed, at: "2026-12-01T09:00:00Z"),
            try Reviewing.line(.dismissed, by: "ben", at: "2026-11-30T09:00:00Z"),
            try Reviewing.line(.unsure, by: "carl", at: "2026-12-01T23:00:00Z"),
        ]
        let outcome = try Reviewing.outcome(lines)
        #expect(outcome.by == ["anna", "ben"])
        #expect(outcome.since?.text == "2026-12-01T09:00:00Z")
        #expect(outcome.until?.text == "2027-05-30T09:00:00Z")
        #expect(outcome.lines == lines)
        let escalated = try Reviewing.outcome([try line(.escalated)])
        #expect(escalated.until?.text == "2026-12-08T09:00:00Z")
        #expect(try Reviewing.outcome([try line(.violation)]).until == nil)
    }

    @Test func `five dispositions need action`() {
        #expect(
            Disposition.allCases.filter(\.needsAction) == [.open, .unsure, .needsSecond, .conflict, .reopened])
        #expect(Disposition.allCases.count == 9)
    }
}
