internal import Policies
internal import TestSupport
internal import Testing

/// How a policy is read back: the files in `fixtures/policies/good`, and the built-in policy.
@Suite struct PolicyProseTests {
    @Test(arguments: Fixtures.policies(in: "good"))
    func `a good policy is read back as expected`(name: String) throws {
        let policy = try PolicyFile.read(Fixtures.bytes("policies/good/\(name).yaml"), named: "\(name).yaml")
        try Fixtures.expect(PolicyProse.prose(of: policy), toBe: "policies/good/\(name).expected")
    }

    @Test func `good policies exist`() {
        #expect(Fixtures.policies(in: "good").count >= 5)
    }

    private func prose(_ text: String) throws -> String {
        PolicyProse.prose(of: try PolicyFile.read(Array(text.utf8), named: "p.yaml"))
    }

    @Test func `the prose of a policy without background labels states that every label counts`() throws {
        let rules = "rules: [{id: a, signal: legal.*.score, flag_at: 0.9}]"
        #expect(try prose("policy: p\n\(rules)").contains("\nNo background labels: every label's score counts"))
        let named = try prose("policy: p\nbackground_labels: {ip: [788]}\n\(rules)")
        #expect(!named.contains("No background labels"))
        let others = try prose("policy: p\nrules: [{id: a, signal: legal.ip.verdict, is: true}]")
        #expect(!others.contains("No background labels"))
    }

    @Test func `the prose questions a name that no documented answer has`() throws {
        let text = try prose(
            """
            policy: p
            background_labels: {IP: [788]}
            rules:
            - {id: a, any: [{signal: legal.IP.score, flag_at: 1}, {signal: [u18.is_child], is: true}]}
            - {id: b, signal: legal.IP.score, flag_at: 0.5}
            """)
        #expect(
            text.contains("\n    No documented answer has `legal.IP.score`: did you mean `legal.ip.score`?\n"))
        #expect(text.ranges(of: "`legal.IP.score`").count == 1, "asked once")
        #expect(text.contains("\nNo documented answer has a classifier `IP`: did you mean `ip`?\n"))
        #expect(!(try PolicyProse.prose(of: Baseline.policy())).contains("No documented answer"))
    }

    @Test func `the built-in policy is read back as expected`() throws {
        try Fixtures.expect(PolicyProse.prose(of: Baseline.policy()), toBe: "policies/baseline.expected")
    }
}
