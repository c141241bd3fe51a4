internal import Policies
internal import Testing

/// How a policy is read back: the files in `fixtures/policies/good`, and the built-in policy.
@Suite struct PolicyProseTests {
    @Test(arguments: Fixtures.policies(in: "good"))
    func `a good policy is read back as expected`(name: String) throws {
        let policy = try PolicyFile.read(Fixtures.bytes("policies/good/\(name).yaml"), named: "\(name).yaml")
        try Fixtures.expect(PolicyProse.prose(of: policy), toBe: "policies/good/\(name).expected")
    }

    @Test func `there are good policies to read`() {
        #expect(Fixtures.policies(in: "good").count >= 5)
    }

    @Test func `the built-in policy is read back as expected`() throws {
        try Fixtures.expect(PolicyProse.prose(of: Baseline.policy()), toBe: "policies/baseline.expected")
    }
}
