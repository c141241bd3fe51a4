import Testing

@testable import Policies

@Suite struct LabelCensusTests {
    @Test func `the mean of a census beyond 64 bits is right`() {
        var census = LabelCensus()
        census.add(probability: 0.75, verdict: false)
        // 2³⁸ frames: their sum in units of 2⁻³⁰ has 68 bits.
        for _ in 0..<38 { census.merge(census) }
        #expect(census.frames == 1 << 38)
        #expect(census.meanProbability == 0.75)
    }
}
