import TestSupport
import Testing

@testable import Statistics

/// The seeded draw.
@Suite struct SamplingTests {
    private let draw = SampleDraw(seed: Array("2026-11-22".utf8))

    private func hex(_ bytes: [UInt8]) -> String {
        bytes.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
    }

    @Test func `codes and keys equal the vectors`() {
        let first = SampleDraw.Identity(id: "gen_01")
        #expect(
            hex(draw.code(.sample, rule: "ip-likeness", first))
                == "512195b87c1d59f71ce78b97a81dd073d50dcf4afae139c9bbe1febf868e63d1")
        #expect(draw.sampleKey(rule: "ip-likeness", first) == "sk_mdnn2ca78fd11h5p")
        #expect(
            hex(draw.code(.sample, rule: "ip-likeness", .init(id: "gen_01", revision: 2)))
                == "c12840b456aa9697563bd27704153ae98fa7d2f9ff96a8e12c50871c4e38cd56")
    }

    @Test(arguments: [(9, 5, 3, 1), (100, 50, 30, 20), (1, 1, 0, 0), (0, 0, 0, 0), (2, 1, 1, 0)])
    func `clear generations are divided by value`(_ size: Int, _ upper: Int, _ lower: Int, _ zero: Int) {
        let shares = ClearShares(size: size, available: (1_000, 1_000, 1_000))
        #expect((shares.upper, shares.lower, shares.zero) == (upper, lower, zero))
    }

    @Test func `a stratum gives what it cannot fill to the next`() {
        let few = ClearShares(size: 100, available: (10, 1_000, 5))
        #expect((few.upper, few.lower, few.zero) == (10, 85, 5))
        let all = ClearShares(size: 100, available: (3, 4, 5))
        #expect((all.upper, all.lower, all.zero) == (3, 4, 5))
    }

    @Test func `the shares fill the size as far as there are generations`() {
        var random = SeededGenerator(seed: 7)
        for _ in 0..<2_000 {
            let size = Int.random(in: 0...60, using: &random)
            let available = (
                Int.random(in: 0...40, using: &random), Int.random(in: 0...40, using: &random),
                Int.random(in: 0...40, using: &random)
            )
            let shares = ClearShares(size: size, available: available)
            #expect(shares.upper <= available.0 && shares.lower <= available.1 && shares.zero <= available.2)
            #expect(
                shares.upper + shares.lower + shares.zero == min(size, available.0 + available.1 + available.2))
        }
    }

    @Test func `an element is kept as it was said to be`() {
        var random = SeededGenerator(seed: 12)
        for capacity in [0, 1, 5] {
            var smallest = SmallestElements<Int>(capacity: capacity)
            for _ in 0..<100 {
                let value = Int.random(in: 0...50, using: &random), before = smallest.sorted
                let wouldKeep = smallest.wouldKeep(value)
                #expect(smallest.limit == (capacity > 0 && before.count == capacity ? before.last : nil))
                smallest.offer(value)
                #expect(wouldKeep == (smallest.sorted != before))
                #expect(smallest.elements.sorted() == smallest.sorted)
            }
            smallest.removeAll()
            #expect(smallest.sorted.isEmpty && smallest.wouldKeep(3) == (capacity > 0))
        }
    }

    @Test func `sizes are shared out over the strata that a rule has`() {
        var sizes = SampleSizes()
        let divided: [Stratum] = [.flagged, .near, .incomplete, .clearUpper, .clearLower, .clearZero]
        let undivided: [Stratum] = [.flagged, .near, .incomplete, .clear]
        #expect(sizes.asked(of: divided) == [50, 50, 20, 50, 30, 20] && sizes.total == 220)
        #expect(sizes.asked(of: undivided) == [50, 50, 20, 100])
        #expect(sizes.drawn(of: divided, available: [7, 90, 0, 10, 900, 5]) == [7, 50, 0, 10, 85, 5])
        #expect(sizes.drawn(of: undivided, available: [70, 0, 30, 99]) == [50, 0, 20, 99])
        sizes.clear = 9
        #expect(sizes.asked(of: divided) == [50, 50, 20, 5, 3, 1] && sizes.limit(of: .clearZero) == 9)
    }

    @Test func `the smallest elements are kept, and a larger sample contains a smaller one`() {
        var random = SeededGenerator(seed: 11)
        for _ in 0..<200 {
            let values = (0..<Int.random(in: 0...80, using: &random)).map { _ in
                Int.random(in: 0...50, using: &random)
            }
            for capacity in [0, 1, 7, 100] {
                var smallest = SmallestElements<Int>(capacity: capacity)
                for value in values { smallest.offer(value) }
                #expect(smallest.sorted == Array(values.sorted().prefix(capacity)))
            }
        }
    }
}
