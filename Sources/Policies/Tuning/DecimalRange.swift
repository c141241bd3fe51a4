/// Evenly spaced thresholds, `LOW..HIGH/STEP` on the command line. Each is the double nearest to its decimal: the seventh of
/// 0.1, 0.15, … is 0.4, where a sum of doubles gives 0.39999999999999997.
package struct DecimalRange: Sendable, Equatable {
    /// The limit on the thresholds of one range.
    static let limit = 1_000

    /// The thresholds, in ascending order.
    package let values: [Double]

    /// Nil unless `text` is `LOW..HIGH/STEP`: three decimals that are not negative, LOW at most HIGH, STEP above 0, and
    /// at most 1,000 thresholds.
    package init?(_ text: String) {
        let sides = text.split(separator: "/", omittingEmptySubsequences: false)
        guard sides.count == 2 else { return nil }
        let limits = sides[0].utf8
        guard let dots = limits.indices.first(where: { limits[$0...].starts(with: "..".utf8) }) else {
            return nil
        }
        self.init(
            low: String(sides[0][..<dots]), high: String(sides[0][limits.index(dots, offsetBy: 2)...]),
            step: String(sides[1]))
    }

    /// The range with these limits and step, each a decimal.
    init?(low: String, high: String, step: String) {
        guard let low = WrittenDecimal(low), let high = WrittenDecimal(high), let step = WrittenDecimal(step)
        else { return nil }
        let places = max(low.places, high.places, step.places)
        let first = low.units(places: places)
        let distance = high.units(places: places) - first
        let stride = step.units(places: places)
        guard stride > 0, distance >= 0, distance / stride < Self.limit else { return nil }
        values = (0...Int(distance / stride)).map { index in
            Double("\(first + Int128(index) * stride)e-\(places)") ?? 0
        }
    }
}

/// A decimal as written, of at most 18 digits without leading zeros, and at most 18 behind the point: no sign, no exponent.
private struct WrittenDecimal {
    private static let limit: Int128 = 1_000_000_000_000_000_000
    /// The number of digits behind the point.
    let places: Int
    private let digits: Int128

    init?(_ text: String) {
        var digits: Int128 = 0, count = 0, places: Int?
        for byte in text.utf8 {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits = digits * 10 + Int128(byte - UInt8(ascii: "0"))
                count += 1
                places = places.map { $0 + 1 }
            case UInt8(ascii: ".") where places == nil && count > 0: places = 0
            default: return nil
            }
            if digits >= Self.limit || places ?? 0 > 18 { return nil }
        }
        guard count > 0, places != 0 else { return nil }
        self.digits = digits
        self.places = places ?? 0
    }

    /// The number in units of 10⁻ᵖˡᵃᶜᵉˢ. `places` is at least the decimal's own, and at most 18.
    func units(places: Int) -> Int128 {
        (self.places..<places).reduce(digits) { units, _ in units * 10 }
    }
}
