internal import Foundation
internal import Testing

@testable internal import Policies

/// `margin` is value − flag_at in decimals (CONTRACT section 6).
@Suite struct MarginTests {
    @Test func `margins are what a person computes by hand`() {
        #expect(0.97.minusInDecimals(0.9) == 0.07)
        #expect(0.72.minusInDecimals(0.9) == -0.18)
        #expect(0.8.minusInDecimals(0.9) == -0.1)
        #expect(3.0.minusInDecimals(2) == 1)
        #expect(1e-7.minusInDecimals(0.1) == -0.0999999)
        #expect(0.9.minusInDecimals(0.9) == 0)
        #expect(Double.leastNonzeroMagnitude.minusInDecimals(0.5) == -0.5)
        #expect(1e300.minusInDecimals(0.5) == 1e300)
    }

    /// Foundation subtracts decimals of up to 38 digits.
    @Test(arguments: [1, 2, 3] as [UInt64])
    func `margins are those of another implementation of decimals`(seed: UInt64) throws {
        var state = seed
        func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state >> 11
        }
        for round in 0..<4_000 {
            let value: Double, threshold: Double
            switch round % 3 {
            case 0:  // Few digits.
                value = Double(next() % 10_000) / 10_000
                threshold = Double(next() % 100) / 100
            case 1:  // As a float in the answer, or a mean: 16 and 17 digits.
                value = Double(Float(next() % 1_000_003) / 1_000_003)
                threshold = Double(next() % 1_000) / 1_000
            default:
                value = Double(next() % 9_007_199_254_740_881) / 9_007_199_254_740_881
                threshold = Double(next() % 99_991) / 99_991
            }
            let difference =
                try #require(Decimal(string: value.description))
                - #require(Decimal(string: threshold.description))
            #expect(value.minusInDecimals(threshold) == Double("\(difference)"), "\(value) − \(threshold)")
        }
    }

    @Test func `a finding's margin is in decimals`() throws {
        let judged = try Judged("  - {id: r, signal: f.g.A, flag_at: 0.9}", scores(#""A": 0.97"#))
        #expect(judged.margin == 0.07)
    }
}
