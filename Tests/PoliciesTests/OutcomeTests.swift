internal import Testing

@testable internal import Policies

/// The outcome of a generation stands for the bands of all rules.
@Suite struct OutcomeTests {
    private func outcome(_ bands: [Band]) -> UInt64 {
        var hash = OutcomeHash()
        for band in bands { hash.add(band) }
        return hash.value
    }

    private static let bands: [Band] = [.clear, .missing, .near, .flagged]

    @Test func `all outcomes of eight rules differ`() {
        var seen: Set<UInt64> = []
        for number in 0..<65_536 {
            seen.insert(outcome((0..<8).map { Self.bands[number >> (2 * $0) & 3] }))
        }
        #expect(seen.count == 65_536)
    }

    @Test(arguments: [1, 31, 32, 33, 64, 65, 1_000])
    func `one other band makes another outcome, wherever it is`(rules: Int) {
        let clear = Array(repeating: Band.clear, count: rules)
        var seen: Set<UInt64> = [outcome(clear)]
        for rule in 0..<rules {
            for band in Self.bands.dropFirst() {
                var bands = clear
                bands[rule] = band
                seen.insert(outcome(bands))
            }
        }
        #expect(seen.count == 1 + 3 * rules)
    }

    /// Parts of a run on other machines are compared with it.
    @Test func `the outcome is the same in every process`() {
        #expect(outcome([.flagged, .near, .missing, .clear]) == 9_573_739_971_386_752_086)
        #expect(outcome(Array(repeating: .near, count: 40)) == 13_498_616_766_772_996_320)
    }

    @Test func `a judgement has the outcome of its bands`() throws {
        let rules = "  - {id: a, signal: f.g.A, flag_at: 0.5}\n  - {id: b, signal: f.g.B, flag_at: 0.5}"
        let judged = try Judged(rules, scores(#""A": 0.9, "B": 0"#))
        #expect(judged.outcome == outcome([.flagged, .clear]))
    }
}
