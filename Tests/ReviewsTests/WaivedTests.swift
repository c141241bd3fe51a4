import Policies
import Reporting
import Testing
import Utilities

@testable import Reviews

/// What waivers do to dispositions, and the counts of `waivers.csv` (CONTRACT section 15).
@Suite struct WaivedTests {
    private func waiver(
        _ id: String, _ rules: String = "ip", expires: String = "2026-12-31", ceiling: String = "0.99",
        match: String = "{label: [42]}"
    ) -> String {
        """
        - id: \(id)
          reason: r
          approver: a
          created: 2026-11-22
          expires: \(expires)
          rules: [\(rules)]
          ceiling: \(ceiling)
          match: \(match)

        """
    }

    private func outcome(
        _ subject: ReviewSubject = Reviewing.subject([Reviewing.finding()]), _ lines: [LedgerLine] = [],
        asOf: String = "2026-12-02T00:00:00Z", with waivers: String...
    ) throws -> ReviewOutcome {
        try Reviewing.outcome(subject, lines, asOf: asOf, waivers: "waivers:\n" + waivers.joined())
    }

    @Test func `a waiver accepts a finding`() throws {
        let outcome = try outcome(with: waiver("a"))
        #expect(outcome.disposition == .waived && outcome.reopenedBecause == [])
        #expect(outcome.by == ["a"] && outcome.waivers == ["a"])
        #expect(outcome.since?.text == "2026-11-22T00:00:00Z")
        #expect(outcome.until?.text == "2026-12-31T23:59:59Z")
    }

    @Test(arguments: [("2026-12-31T23:59:59Z", true), ("2027-01-01T00:00:00Z", false)])
    func `a waiver holds to the end of the day in UTC`(asOf: String, isWaived: Bool) throws {
        let outcome = try outcome(asOf: asOf, with: waiver("a"))
        #expect(outcome.disposition == (isWaived ? .waived : .reopened))
        #expect(outcome.reopenedBecause == (isWaived ? [] : [.waiverExpired]))
        #expect(outcome.waivers == [isWaived ? "a" : nil] && outcome.by == ["a"])
        #expect((outcome.until == nil) == !isWaived)
    }

    @Test(arguments: [("2026-11-21T23:59:59Z", false), ("2026-11-22T00:00:00Z", true)])
    func `a waiver holds from the start of the day in UTC`(asOf: String, isWaived: Bool) throws {
        let found = try outcome(asOf: asOf, with: waiver("a"))
        #expect(found.disposition == (isWaived ? .waived : .open) && found.reopenedBecause == [])
        #expect(found.waivers == [isWaived ? "a" : nil] && found.by == (isWaived ? ["a"] : []))
        // Nor does its ceiling count before.
        let low = try outcome(asOf: asOf, with: waiver("a", ceiling: "0.9"))
        #expect(low.disposition == (isWaived ? .reopened : .open))
        let (tally, waivers) = try tally([Reviewing.subject([Reviewing.finding()])], asOf: asOf, waiver("a"))
        #expect(tally.counts[0] == (isWaived ? .init(generations: 1, findings: 1, maxValue: 0.97) : .init()))
        #expect(
            tally.status(of: 0, waivers, asOf: try Reviewing.time(asOf)) == (isWaived ? .used : .unused))
    }

    @Test(arguments: [Band.flagged, .near])
    func `a generation with a finding of a restricted rule is waived by its id only`(band: Band) throws {
        let subject = Reviewing.subject([
            Reviewing.finding(), Reviewing.finding("secret", .boolean(true), .low, band: band),
        ])
        let found = try outcome(subject, with: waiver("a"), waiver("b", "ip", match: "{label: [42, 43]}"))
        #expect(found.disposition == .open && found.by == [] && found.fits == [[], []])
        let named = waiver("c", "ip, secret", match: "{generation: gen_01}")
        let byID = try outcome(subject, with: waiver("a", expires: "2027-02-01"), named)
        #expect(byID.disposition == .waived && byID.by == ["c"] && byID.waivers == ["c", "c"])
        // A waiver that does not count has not ended either.
        let late = try outcome(subject, asOf: "2027-01-01T00:00:00Z", with: waiver("a"))
        #expect(late.disposition == .open && late.reopenedBecause == [])
        let (tally, _) = try tally([subject], asOf: "2026-12-02T00:00:00Z", waiver("a"))
        #expect(tally.counts == [.init()])
    }

    @Test(arguments: [(0.99, true), (0.9900001, false), (0.5, true)])
    func `a waiver accepts values up to its ceiling`(value: Double, isWaived: Bool) throws {
        let outcome = try outcome(
            Reviewing.subject([Reviewing.finding("ip", .number(value))]), with: waiver("a"))
        #expect(outcome.disposition == (isWaived ? .waived : .reopened))
        #expect(outcome.reopenedBecause == (isWaived ? [] : [.waiverCeiling]))
    }

    @Test func `an expired waiver and one with a lower ceiling are both named`() throws {
        let outcome = try outcome(
            asOf: "2027-01-01T00:00:00Z", with: waiver("a"),
            waiver("b", expires: "2027-02-01", ceiling: "0.9", match: "{user: u}"),
            waiver("c", expires: "2027-02-01", ceiling: "0.9", match: "{label: [42, 43]}"))
        #expect(
            outcome.disposition == .reopened && outcome.reopenedBecause == [.waiverExpired, .waiverCeiling])
        #expect(outcome.by == ["a", "c"] && outcome.waivers == [nil])
    }

    @Test func `a ceiling is of numbers, and a finding without a value is not below it`() throws {
        func disposition(_ value: ReviewedValue?) throws -> Disposition {
            try outcome(Reviewing.subject([Reviewing.finding("filter", value)]), with: waiver("a", "filter"))
                .disposition
        }
        #expect(try disposition(.text("blocked")) == .waived)
        #expect(try disposition(.boolean(true)) == .waived)
        #expect(try disposition(nil) == .reopened)
    }

    @Test func `the last to expire decides, then the first in the file`() throws {
        let found = try outcome(
            with: waiver("a"), waiver("b", expires: "2027-01-01", match: "{label: [42, 1]}"),
            waiver("c", expires: "2027-01-01", match: "{label: [42, 2]}"))
        #expect(found.waivers == ["b"] && found.until?.text == "2027-01-01T23:59:59Z")
        #expect(found.fits[0].map(\.waiver) == [0, 1, 2])
    }

    @Test(arguments: [
        ("{generation: [gen_00, gen_01]}", true), ("{generation: gen_02}", false), ("{task: task_01}", true),
        ("{task: t}", false), ("{user: user_01}", true), ("{user: u}", false), ("{model: sora-2}", true),
        ("{model: sora}", false), ("{label: [42]}", true), ("{label: [311]}", false),
        ("{created: {from: 2026-11-20, to: 2026-11-20}}", true), ("{created: {from: 2026-11-21}}", false),
        ("{created: {to: 2026-11-19}}", false), ("{created: {to: 2026-11-20}}", true),
        ("{generation: gen_01, user: u}", false), ("{generation: gen_01, user: user_01, label: [42]}", true),
    ])
    func `every key of match has to fit`(match: String, isWaived: Bool) throws {
        var subject = Reviewing.subject([Reviewing.finding()])
        subject.taskID = "task_01"
        subject.userID = "user_01"
        subject.model = "sora-2"
        #expect(
            try outcome(subject, with: waiver("a", match: match)).disposition == (isWaived ? .waived : .open))
        // Of another generation, nothing is known.
        let bare = ReviewSubject(
            identity: nil, createdAt: "yesterday", decision: .flagged, findings: [Reviewing.finding(label: nil)]
        )
        #expect(try outcome(bare, with: waiver("a", match: match)).disposition == .open)
    }

    @Test func `all findings of the band have to be waived`() throws {
        let subject = Reviewing.subject([
            Reviewing.finding(), Reviewing.finding("mark"), Reviewing.finding("filter", band: .near),
        ])
        let one = try outcome(subject, with: waiver("a"))
        #expect(one.disposition == .open && one.waivers == ["a", nil, nil] && one.by == [])
        let both = try outcome(subject, with: waiver("a"), waiver("b", "mark", expires: "2026-12-24"))
        #expect(
            both.disposition == .waived && both.by == ["a", "b"] && both.until?.text == "2026-12-24T23:59:59Z")
        #expect(try outcome(subject, with: waiver("a", "ip, mark, filter")).waivers == ["a", "a", "a"])
        // It was never waived, because the other finding was not.
        let expired = try outcome(subject, asOf: "2027-01-01T00:00:00Z", with: waiver("a"))
        #expect(expired.disposition == .open && expired.reopenedBecause == [])
        let half = try outcome(
            subject, asOf: "2027-01-01T00:00:00Z", with: waiver("a"), waiver("b", "mark", expires: "2027-02-01")
        )
        #expect(
            half.disposition == .reopened && half.reopenedBecause == [.waiverExpired] && half.by == ["a", "b"])
    }

    @Test func `a dismissal that stands and a waiver complete each other`() throws {
        let subject = Reviewing.subject([Reviewing.finding(), Reviewing.finding("mark")])
        let dismissed = try Reviewing.line(.dismissed)
        let found = try outcome(subject, [dismissed], with: waiver("a", "mark"))
        #expect(found.disposition == .waived && found.reopenedBecause == [] && found.by == ["a"])
        #expect(found.lines == [dismissed] && found.waivers == [nil, "a"])
        // An expired dismissal covers nothing.
        let late = try outcome(
            subject, [dismissed], asOf: "2027-06-01T00:00:00Z", with: waiver("a", "mark", expires: "2027-11-01")
        )
        #expect(late.disposition == .reopened && late.reopenedBecause == [.expired, .newRule])
        // The dismissal ends first.
        let long = try outcome(subject, [dismissed], with: waiver("a", "mark", expires: "2027-11-01"))
        #expect(long.until?.text == "2027-05-30T09:00:00Z")
        // Neither does a dismissal that a higher value reopens.
        var higher = subject
        higher.findings[0].value = .number(0.98)
        #expect(
            try outcome(higher, [dismissed], with: waiver("a", "mark")).reopenedBecause == [.newRule, .score])
        #expect(try outcome(higher, [dismissed], with: waiver("a", "ip, mark")).disposition == .waived)
    }

    @Test func `only what is open, unsure or reopened is waived`() throws {
        let subject = Reviewing.subject([Reviewing.finding()])
        func disposition(_ decisions: ReviewDecision...) throws -> Disposition {
            let lines = try decisions.enumerated().map { try Reviewing.line($1, by: "r\($0)") }
            return try outcome(subject, lines, with: waiver("a")).disposition
        }
        #expect(try disposition(.unsure) == .waived)
        #expect(try disposition(.escalated) == .escalated)
        #expect(try disposition(.violation) == .confirmed)
        #expect(try disposition(.dismissed) == .dismissed)
        #expect(try disposition(.violation, .dismissed) == .conflict)
        #expect(try outcome(Reviewing.subject([], .incomplete), with: waiver("a")).disposition == .open)
        #expect(try outcome(Reviewing.subject([]), with: waiver("a")).disposition == .open)
        let late = try outcome(
            subject, [Reviewing.line(.unsure)], asOf: "2027-01-01T00:00:00Z", with: waiver("a"))
        #expect(late.disposition == .unsure && late.reopenedBecause == [])
    }

    // MARK: Counts

    private func tally(_ subjects: [ReviewSubject], asOf: String, _ text: String...) throws -> (
        WaiverTally, Waivers
    ) {
        let policy = try Reviewing.policy()
        let waivers = try WaiverReader.read(
            Array(("waivers:\n" + text.joined()).utf8), named: "w.yaml", for: policy)
        let rules = DispositionRules(policy, waivers: waivers, asOf: try Reviewing.time(asOf))
        var tally = WaiverTally(count: waivers.list.count)
        for subject in subjects { tally.add(rules.outcome(of: subject, []), of: subject) }
        return (tally, waivers)
    }

    @Test func `the findings of every band are counted, and what is above the ceiling`() throws {
        let first = Reviewing.subject([
            Reviewing.finding("ip", .number(0.95)), Reviewing.finding("mark", .number(0.9), band: .near),
        ])
        let second = Reviewing.subject([
            Reviewing.finding("ip", .number(0.999)), Reviewing.finding("filter", .text("x")),
        ])
        let (tally, waivers) = try tally(
            [first, second], asOf: "2026-12-02T00:00:00Z", waiver("a", "ip, mark"), waiver("b", "filter"),
            waiver("c", "mark", match: "{user: u}"), waiver("d", "ip", ceiling: "0.1"))
        #expect(tally.counts.map(\.generations) == [1, 1, 0, 0])
        #expect(tally.counts.map(\.findings) == [2, 1, 0, 0])
        #expect(tally.counts.map(\.overCeiling) == [1, 0, 0, 2])
        #expect(tally.counts.map(\.maxValue) == [0.999, nil, nil, 0.999])
        let asOf = try Reviewing.time("2026-12-02T00:00:00Z")
        #expect(
            waivers.list.indices.map { tally.status(of: $0, waivers, asOf: asOf) } == [
                .used, .used, .unused, .unused,
            ])
    }

    @Test(arguments: [
        ("2026-12-16T23:59:59Z", 15, WaiverTally.Status.used), ("2026-12-17T00:00:00Z", 14, .expiresSoon),
        ("2026-12-31T23:59:59Z", 0, .expiresSoon), ("2027-01-01T00:00:00Z", -1, .expired),
    ])
    func `the status follows the days that are left`(asOf: String, days: Int, status: WaiverTally.Status) throws
    {
        let (tally, waivers) = try tally([Reviewing.subject([Reviewing.finding()])], asOf: asOf, waiver("a"))
        let time = try Reviewing.time(asOf)
        #expect(waivers[0].daysLeft(asOf: time) == days)
        #expect(tally.status(of: 0, waivers, asOf: time) == status)
        // An expired waiver counts what it would accept.
        #expect(tally.counts[0].findings == 1 && tally.counts[0].generations == 1)
    }
}
