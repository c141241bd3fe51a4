internal import Testing

@testable internal import Policies

/// `except`: signals that a condition leaves out (CONTRACT section 4).
@Suite struct ExceptTests {
    private let rule = "  - {id: r, signal: f.*.S*, except: [f.*.SH*, f.g.S1], flag_at: 0.5, near_at: 0.1}"

    @Test func `signals that an exception matches are not looked at`() throws {
        #expect(try Judged(rule, scores(#""SH": 0.9, "SH2": 0.9, "S1": 0.9, "S2": 0"#)).decision == .clear)
        #expect(try Judged(rule, scores(#""SH": 0.9, "S2": 0.5"#)).deciding == "f.g.S2")
        #expect(try Judged(rule, scores(#""SH": 0.9, "S10": 0.2"#)).deciding == "f.g.S10")
    }

    @Test func `a pattern of which all signals are left out is missing`() throws {
        let judged = try Judged(rule, scores(#""SH": 0.9, "S1": 0.9"#))
        #expect(judged.decision == .incomplete)
        #expect(judged.missing == ["f.*.S*"])
    }

    /// The names of a defective scope are unknown: some of them may be none of the exceptions.
    @Test func `an exception leaves no defective block out`() throws {
        let judged = try Judged(
            rule,
            #""output_moderation_result": {"filter_results": {"f": {"metadata": {"g": 7, "h": {"S2": 0}}}}}"#)
        #expect(judged.decision == .incomplete && judged.missing == ["f.g.*"])
    }

    @Test func `one pattern with and without an exception is two`() throws {
        let rules = """
              - {id: all, signal: f.*.S*, flag_at: 0.5}
              - {id: some, signal: f.*.S*, except: f.*.SH, flag_at: 0.5}
              - {id: others, signal: f.*.S*, except: f.*.S2, flag_at: 0.5}
            """
        #expect(try Judged(rules, scores(#""SH": 0.9, "S2": 0.1"#)).findings == ["all", "others"])
    }

    @Test func `prose names what is left out`() throws {
        let policy = try PolicyFile.read(
            Array("policy: p\nrules:\n\(rule)\n".utf8), named: "p.yaml")
        #expect(
            PolicyProse.prose(of: policy).contains(
                "flags when any f.*.S* (except f.*.SH* or f.g.S1) is ≥ 0.5, near when ≥ 0.1.\n"))
    }

    @Test(arguments: [
        ("a*c", "ab*", true), ("a*", "*b", true), ("a*b", "a*c", false), ("*", "x", true), ("a", "a", true),
        ("a", "b", false), ("a*a", "a", false), ("a*a", "aa", true), ("**", "*", true), ("ab*cd", "a*d", true),
        ("S*", "SH*", true), ("S*", "V*", false), ("*x*", "*y*", true), ("", "*", true), ("", "a", false),
    ])
    func `two patterns overlap where a name can match both`(left: String, right: String, expected: Bool) {
        #expect(SegmentedPattern("f.g.\(left)").overlaps(SegmentedPattern("f.*.\(right)")) == expected)
        #expect(SegmentedPattern("f.*.\(right)").overlaps(SegmentedPattern("f.g.\(left)")) == expected)
    }

    /// All pairs of patterns of up to four of the characters `a`, `b` and `*`, held against all names of up to five.
    @Test func `overlaps are what trying all short names finds`() {
        func texts(_ letters: [String], upTo length: Int) -> [String] {
            (0..<length).reduce(into: [[""]]) { texts, _ in
                texts.append(texts[texts.count - 1].flatMap { text in letters.map { text + $0 } })
            }.flatMap { $0 }
        }
        let names = texts(["a", "b"], upTo: 7)
        let patterns = texts(["a", "b", "*"], upTo: 3)
        let matched = patterns.map { pattern in
            let runs = CompiledPattern.runs(of: pattern.utf8)
            return Set(names.indices.filter { CompiledPattern.matches(runs, names[$0].utf8) })
        }
        for (left, mine) in zip(patterns, matched) {
            for (right, theirs) in zip(patterns, matched) {
                #expect(
                    SegmentedPattern(left).overlaps(SegmentedPattern(right)) == !mine.isDisjoint(with: theirs),
                    "\(left) \(right)")
            }
        }
    }
}
