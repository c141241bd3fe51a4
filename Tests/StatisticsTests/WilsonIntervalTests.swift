import Statistics
import Testing

@Suite struct WilsonIntervalTests {
    /// Computed with 30 decimals from Wilson's formula.
    @Test(arguments: [
        (10, 100, 0.055229, 0.174366), (1, 10, 0.017876, 0.404150), (0, 20, 0.0, 0.161125),
        (20, 20, 0.838875, 1.0), (500, 1000, 0.469069, 0.530931), (0, 1, 0.0, 0.793450),
    ])
    func `the interval equals computed values of 30 decimals`(
        _ hits: Int, _ cases: Int, _ low: Double, _ high: Double
    ) throws {
        let interval = try #require(WilsonInterval(hits: hits, of: cases))
        #expect(abs(interval.low - low) < 1e-6 && abs(interval.high - high) < 1e-6, "\(interval)")
    }

    @Test func `the interval holds the share and stays in 0 to 1`() throws {
        for cases in 1...60 {
            for hits in 0...cases {
                let interval = try #require(WilsonInterval(hits: hits, of: cases))
                #expect((interval.low...interval.high).contains(Double(hits) / Double(cases)))
                #expect(interval.low >= 0 && interval.high <= 1)
            }
        }
    }

    @Test func `zero trials have no interval`() { #expect(WilsonInterval(hits: 0, of: 0) == nil) }
}
