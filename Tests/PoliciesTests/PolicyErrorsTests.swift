internal import Policies
internal import TestSupport
internal import Testing

/// What a refused policy file is told: the files in `fixtures/policies/bad`.
@Suite struct PolicyErrorsTests {
    @Test(arguments: Fixtures.policies(in: "bad"))
    func `a bad policy is refused as expected`(name: String) throws {
        let bytes = try Fixtures.bytes("policies/bad/\(name).yaml")
        let errors = try #require(throws: PolicyErrors.self) {
            try PolicyFile.read(bytes, named: "policy.yaml")
        }
        let marks = Self.marks(in: String(decoding: bytes, as: UTF8.self))
        if !marks.isEmpty {
            #expect(errors.diagnostics.map { [$0.line, $0.column] } == marks)
        }
        try Fixtures.expect(errors.rendered(), toBe: "policies/bad/\(name).expected")
    }

    /// Not where YAML itself is left behind, by a limit or by a tag.
    @Test(
        arguments: Fixtures.policies(in: "bad").filter {
            !["alias-bomb", "alias-bomb-key", "deep-lists", "tag"].contains($0)
        })
    func `each error gives the fix`(name: String) throws {
        let bytes = try Fixtures.bytes("policies/bad/\(name).yaml")
        let errors = try #require(throws: PolicyErrors.self) {
            try PolicyFile.read(bytes, named: "policy.yaml")
        }
        #expect(errors.diagnostics.filter { $0.fixIt == nil }.map(\.message) == [])
    }

    @Test func `bad policies exist`() {
        #expect(Fixtures.policies(in: "bad").count > 25)
    }

    /// Line and column of what the mark lines of a fixture point at; see the folder's README.
    private static func marks(in text: String) -> [[Int]] {
        var marks: [[Int]] = []
        var target = 0
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            if line == "#<" {
                marks.append([target, 1])
            } else if line.hasPrefix("#"), line.contains("^"), line.allSatisfy({ "# ^".contains($0) }) {
                marks += line.enumerated().filter { $0.element == "^" }.map { [target, $0.offset + 1] }
            } else {
                target = index + 1
            }
        }
        return marks
    }
}
