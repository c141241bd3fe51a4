import Testing

@testable import Policies

@Suite struct PatternTimeTests {
    @Test(.timeLimit(.minutes(1)), arguments: [true, false])
    func `the conditions beside the deciding one are counted in time linear in the depth`(isMet: Bool) {
        let test = Policies.Test.is(true)
        var condition = Condition.test([SignalPattern("u18.is_child")], test)
        // As deep as a policy may be, and deeper.
        for _ in 0..<100 {
            let other = Condition.test([SignalPattern("output.is_flagged")], .is(false))
            condition = .any([.all([condition, other])])
        }
        let others = condition.othersOfAll(
            deciding: SegmentedName(isMet ? "u18.is_child" : "u18.is_realistic"), test)
        #expect(others == (isMet ? 100 : nil))
    }

    @Test func `a pattern is matched in time linear in the name`() throws {
        let clock = ContinuousClock()
        let name = String(repeating: "a", count: 1_000_000)
        let time = clock.measure {
            for pattern in ["*a*a*a*b", "*a*a*a*a*a*a*a*a*b*", "a*aa*aaa*aaaa*b", "*"] {
                let isMatch = CompiledPattern.matches(CompiledPattern.runs(of: pattern.utf8), name.utf8)
                #expect(isMatch == (pattern == "*"))
            }
        }
        #expect(time < .seconds(20))
    }

    @Test(arguments: [
        ("*a*a*a*b", "aaab", true), ("*a*a*a*b", "aab", false), ("ab*ab", "ab", false), ("ab*ab", "abab", true),
        ("*ab*", "xaab", true), ("a*b*c", "abbc", true), ("a**c", "ac", true), ("a*c", "acd", false),
    ])
    func `a star stands for any run of bytes`(pattern: String, name: String, isMatch: Bool) {
        #expect(CompiledPattern.matches(CompiledPattern.runs(of: pattern.utf8), name.utf8) == isMatch)
    }
}
