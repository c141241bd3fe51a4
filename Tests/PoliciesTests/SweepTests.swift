internal import Testing

@testable internal import Policies

/// `--sweep RULE[#N][=LOW..HIGH/STEP]`.
@Suite struct SweepTests {
    private static let policy = """
        policy: p
        rules:
          - {id: one, signal: f.g.S, flag_at: 0.9, near_at: 0.72}
          - id: two
            any:
              - {signal: u18.is_child, is: true}
              - {signal: [f.g.A, f.g.B*], except: f.g.BX, flag_at: 0.5}
              - {signal: legal.face.score, statistic: run, frame_at: 0.5, flag_at: 3}
          - {id: words, signal: f.type, in: [bad]}
          - {id: counted, signal: legal.face.score, statistic: count, frame_at: 0.5, flag_at: 4}
        """

    private func tests(_ arguments: String...) throws -> [SweptTest] {
        try Sweep.tests(arguments, of: PolicyFile.read(Array(Self.policy.utf8), named: "p.yaml"))
    }

    private func fault(_ argument: String) -> String? {
        do {
            _ = try tests(argument)
            return nil
        } catch {
            return "\(error)"
        }
    }

    @Test func `without arguments the rules of one numeric test are swept`() throws {
        let tests = try tests()
        #expect(tests.map(\.rule) == [0, 3])
        #expect(
            tests[0].thresholds == [
                0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.72, 0.75, 0.8,
                0.85,
                0.9, 0.95,
            ])
        #expect(tests[0].thresholds[tests[0].current] == 0.9)
        // 0.8 × 4 is 3.2.
        #expect(tests[1].thresholds == [1, 2, 3, 3.2] + (4...20).map(Double.init))
    }

    @Test func `near follows the threshold as the policy writes it`() throws {
        let tests = try tests("one=0.7..0.9/0.1", "two#1=0.4..0.9/0.5")
        // A written near_at stays, and is never above the threshold.
        #expect(tests[0].thresholds == [0.7, 0.72, 0.8, 0.9])
        #expect(tests[0].nearLevels == [0.7, 0.72, 0.72, 0.72])
        // The default is 0.8 of the threshold, in decimals.
        #expect(tests[1].thresholds == [0.4, 0.5, 0.9])
        #expect(tests[1].nearLevels == [0.32, 0.4, 0.72])
    }

    @Test func `a number names one of several tests`() throws {
        #expect(try tests("two#2").map(\.number) == [2])
        #expect(try tests("two#2")[0].threshold.statistic == .run)
        #expect(try tests("two#1")[0].signals == "f.g.A f.g.B* (except f.g.BX)")
        #expect(try tests("two#2", "one", "two#1").map(\.test) == [0, 2, 3])
    }

    @Test(arguments: [
        (
            "two",
            """
            --sweep two: the rule has several numeric tests; name one of them:
              two#1  f.g.A f.g.B* (except f.g.BX) ≥ 0.5
              two#2  legal.face.score run ≥ 3
            """
        ),
        (
            "one#2",
            """
            --sweep one#2: the rule has no test #2; name one of them:
              one#1  f.g.S ≥ 0.9
            """
        ),
        ("words", "--sweep words: the rule has no numeric test"),
        ("ons", "--sweep ons: the policy has no rule `ons`; did you mean `one`?"),
        ("\u{1B}[31m", "--sweep \u{FFFD}[31m: the policy has no rule `\u{FFFD}[31m`"),
    ])
    func `an argument that names no test is refused with the tests`(_ argument: String, _ words: String) {
        #expect(fault(argument) == words)
    }

    @Test(arguments: [
        "one=", "one=1", "one=0..1", "one=0.1..0.9/0", "one=0.9..0.1/0.1", "one=-1..1/1", "one=0..1/1e-1",
        "one=0../1",
        "one=.1..1/1", "one=0..1000/1", "one=0..1/0.0000000000000000001", "one=a..b/c", "one=0..1/.5",
    ])
    func `an argument without a valid range is refused`(argument: String) {
        #expect(fault(argument)?.contains("is no range") == true)
    }

    @Test func `a test that is named twice is refused`() {
        #expect(throws: Sweep.Fault(description: "--sweep one#1: the test is named twice")) {
            try tests("one", "one#1")
        }
    }

    @Test func `steps are decimals`() throws {
        let range = try #require(DecimalRange("0.05..0.95/0.05"))
        #expect(range.values == (1...19).map { Double($0 * 5) / 100 })
        #expect(DecimalRange("1..2/0.3")?.values == [1, 1.3, 1.6, 1.9])
        #expect(
            DecimalRange("0.000000000000000001..0.000000000000000003/0.000000000000000001")?.values == [
                1e-18, 2e-18, 3e-18,
            ])
        #expect(DecimalRange("0..999/1")?.values.count == 1_000)
    }
}
