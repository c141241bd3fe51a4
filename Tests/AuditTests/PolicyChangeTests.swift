import Reporting
import Testing

@testable import Audit

/// Changes caused by the policy (CONTRACT section 13).
@Suite struct PolicyChangeTests {
    private let nights: Nights
    private static let texts = [
        Nights.answer("a", ip: 0.95), Nights.answer("b", ip: 0.6), Nights.answer("c", face: 0.95),
    ]

    init() throws { nights = try Nights() }

    private func second(_ edit: (String) -> String, _ texts: [String] = Self.texts) async throws -> Nights.Night
    {
        try await nights.scan("01", Self.texts)
        let policy = edit(Nights.policy)
        #expect(policy != Nights.policy)
        return try await nights.scan("02", after: "01", texts, policy: policy)
    }

    private func words(_ night: Nights.Night) throws -> [String] {
        try night.changes.policyChanges.map { "\($0.ruleID) \($0.kind)" }
    }

    @Test func `a comment, another version and another order of rules are not a change`() async throws {
        let night = try await second { policy in
            let lines = policy.split(separator: "\n").map(String.init)
            return (["# ours"] + lines.dropLast(2) + lines.suffix(2).reversed()).joined(separator: "\n")
                .replacing("version: \"1\"", with: "version: \"2\"")
        }
        #expect(try words(night).isEmpty && night.rows.isEmpty)
    }

    @Test func `a higher threshold makes generations better, by the policy`() async throws {
        let night = try await second {
            $0.replacing("legal.ip.score, flag_at: 0.9", with: "legal.ip.score, flag_at: 0.99")
        }
        #expect(try words(night) == ["ip thresholds"])
        #expect(try night.news == ["better a policy"])
        #expect(try night.rows.first?["evidence"] == "refetched" || night.rows.first?["evidence"] == "same")
    }

    @Test func `a change of threshold, severity or reason is named`() async throws {
        let night = try await second {
            $0.replacing("id: ip, severity: high,", with: "id: ip, severity: low,")
                .replacing("legal.ip.score, flag_at: 0.9", with: "legal.ip.score, flag_at: 0.8")
                .replacing("id: face,", with: "id: face, why: A face.,")
        }
        #expect(try words(night) == ["ip severity", "ip thresholds", "face meaning"])
        #expect(try night.news == ["better a policy", "better b policy"])
    }

    @Test func `a renamed rule is added and removed`() async throws {
        let night = try await second { $0.replacing("id: ip,", with: "id: likeness,") }
        #expect(try words(night) == ["likeness added", "ip removed"])
        // One rule more and one rule less is worse. Near by another rule is changed.
        #expect(try night.news == ["worse a policy", "changed b policy"])
        #expect(try night.rows[0]["rules_gained"] == "likeness" && night.rows[0]["rules_lost"] == "ip")
    }

    @Test func `the rules of the findings distinguish the two causes`() async throws {
        let night = try await second(
            { $0.replacing("legal.ip.score, flag_at: 0.9", with: "legal.ip.score, flag_at: 0.94") },
            [
                Nights.answer("a", ip: 0.93), Nights.answer("c", face: 0.6), Nights.answer("d", ip: 0.95),
                Nights.answer("e", face: 0.95),
            ])
        #expect(
            try night.news == [
                "new d unknown", "new e input", "better a both", "better c input", "not_seen b input",
            ])
    }

    @Test func `an incomplete row depends on every rule`() async throws {
        let complete = Nights.policy.replacing("missing: ignore", with: "missing: incomplete")
        let texts = [Nights.answer("a", ip: 0.1), Nights.answer("b", ip: 0.1, face: 0.1)]
        try await nights.scan("01", texts, policy: complete)
        let policy = complete.replacing("legal.ip.score, flag_at: 0.9", with: "legal.ip.score, flag_at: 0.95")
        let night = try await nights.scan(
            "02", after: "01", [Nights.answer("a", ip: 0.1, face: 0.1), Nights.answer("c", ip: 0.1)],
            policy: policy)
        #expect(try night.news == ["new c unknown", "cleared a unknown"])
    }
}
