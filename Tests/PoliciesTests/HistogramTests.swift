import Testing

@testable import Policies

@Suite struct HistogramTests {
    private func histogram(_ values: [Double]) -> Histogram {
        var histogram = Histogram()
        for value in values { histogram.add(value) }
        return histogram
    }

    @Test(arguments: [
        (1e-300, 0), (0.049999, 0), (0.05, 1), (0.5, 10), (0.75, 15), (0.9, 18), (0.95, 19), (0.999, 19),
        (1, 19),
    ])
    func `a value has its bin`(_ value: Double, _ bin: Int) {
        let bins = histogram([value]).bins
        #expect(bins[bin] == 1 && bins.reduce(0, +) == 1)
    }

    @Test func `values outside the range are counted separately`() {
        let histogram = histogram([-0.1, 1.0001, 7, -.infinity])
        #expect(histogram.outside == 4 && histogram.bins.allSatisfy { $0 == 0 })
    }

    @Test func `the parts add up to the whole`() {
        let values = (1...500).map { Double($0 * 7919 % 1009) / 1000 }
        var parts = histogram(Array(values[..<123]))
        parts.merge(histogram(Array(values[123...])))
        #expect(parts == histogram(values))
        #expect(parts.bins.reduce(parts.outside, +) == values.count)
    }
}
