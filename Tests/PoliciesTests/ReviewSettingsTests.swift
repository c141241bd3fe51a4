internal import Testing

@testable internal import Policies

/// The keys of a policy for reviews (CONTRACT section 4).
@Suite struct ReviewSettingsTests {
    private static let rules = "rules: [{id: a, signal: legal.ip.score, flag_at: 0.9}]"

    private func policy(_ text: String) throws -> Policy {
        try PolicyFile.read(Array("policy: p\n\(text)\n".utf8), named: "p.yaml")
    }

    @Test func `the defaults are the contract's`() throws {
        for text in [Self.rules, "review: {}\n\(Self.rules)"] {
            let policy = try policy(text)
            #expect(policy.review == ReviewSettings())
            #expect(policy.review.expiresAfter == nil)
            #expect(policy.review.escalatedFor.seconds == 604_800)
            #expect(policy.review.rise == 0)
            #expect(Severity.allCases.map { policy.review.dismissals(for: $0) } == [1, 1, 1, 1])
            #expect(policy.rules[0].handling == .ordinary)
            #expect(policy.rules[0].rise == 0)
        }
    }

    @Test func `the keys are read as written`() throws {
        let policy = try policy(
            """
            rules:
            - {id: a, signal: legal.ip.score, flag_at: 0.9, handling: restricted, rise: 0.05}
            - {id: b, signal: legal.ip.score, flag_at: 0.9}
            review:
              expires_after: 180d
              escalated_for: 12h
              rise: 0.01
              dismissals_needed: {critical: 2, low: 9}
            """)
        #expect(policy.review.expiresAfter?.seconds == 15_552_000)
        #expect(policy.review.escalatedFor.seconds == 43_200)
        #expect(policy.rules.map(\.handling) == [.restricted, .ordinary])
        #expect(policy.rules.map(\.rise) == [0.05, 0.01])
        #expect(Severity.allCases.map { policy.review.dismissals(for: $0) } == [9, 1, 1, 2])
        #expect(policy.review.dismissals(for: nil) == 1)
    }

    @Test(arguments: [
        ("1h", 1), ("25h", 25), ("48h", 48), ("36500d", 876_000), ("876000h", 876_000), ("007d", 168),
    ])
    func `a period is a number of hours or days`(written: String, hours: Int64) throws {
        let review = try policy("review: {expires_after: \(written)}\n\(Self.rules)").review
        #expect(review.expiresAfter?.seconds == hours * 3600)
    }

    @Test(arguments: [
        "0d", "0h", "36501d", "876001h", "1", "1.5d", "-1d", "+1d", "d", "1w", "1 d", "1D", "d1", "٣d", "never",
        "9223372036854775807d", "99999999999999999999h", "true", "~", "[1d]",
    ])
    func `another period is refused`(written: String) {
        for key in ["expires_after", "escalated_for"] {
            #expect(throws: PolicyErrors.self, "\(written)") {
                try policy("review: {\(key): \(written)}\n\(Self.rules)")
            }
        }
    }

    @Test func `no key for reviews changes a digest of a rule`() throws {
        let plain = try policy(Self.rules)
        let reviewed = try policy(
            """
            review: {expires_after: 1d, rise: 0.5, dismissals_needed: {medium: 3}}
            rules: [{id: a, signal: legal.ip.score, flag_at: 0.9, handling: restricted, rise: 0.25}]
            """)
        #expect(RuleDigests(of: plain.rules[0], in: plain) == RuleDigests(of: reviewed.rules[0], in: reviewed))
    }

    @Test(arguments: [(168, "7d"), (36, "36h"), (48, "2d")])
    func `a period is written in days if it can be`(hours: Int64, text: String) {
        #expect(ReviewPeriod(seconds: hours * 3600).description == text)
    }
}
