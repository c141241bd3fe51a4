/// A finite double's shortest decimal as a whole number times a power of ten.
struct ShortestDecimal {
    /// An integer of at most 17 digits.
    private let digits: Int128
    private let exponent: Int

    /// - Returns: Nil for a number that is not finite.
    init?(_ number: Double) {
        guard number.isFinite else { return nil }
        var digits: Int128 = 0, exponent = 0, isFraction = false
        let text = number.description.utf8
        let mark = text.firstIndex(of: UInt8(ascii: "e")) ?? text.endIndex
        for byte in text[..<mark] {
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                digits = digits * 10 + Int128(byte - UInt8(ascii: "0"))
                if isFraction { exponent -= 1 }
            case UInt8(ascii: "."): isFraction = true
            default: break
            }
        }
        if mark < text.endIndex { exponent += Int(String(text[text.index(after: mark)...]) ?? "") ?? 0 }
        self.digits = number < 0 ? -digits : digits
        self.exponent = exponent
    }

    /// The difference, rounded to the nearest double; nil if the exponents differ by more than 18, which 128 bits
    /// may not hold.
    func minus(_ other: ShortestDecimal) -> Double? {
        let least = min(exponent, other.exponent)
        guard let mine = scaled(to: least), let theirs = other.scaled(to: least) else { return nil }
        return Double("\(mine - theirs)e\(least)")
    }

    /// The product to the nearest double. The digits of both are 34 at most, which 128 bits hold.
    func times(_ other: ShortestDecimal) -> Double {
        Double("\(digits * other.digits)e\(exponent + other.exponent)") ?? 0
    }

    private func scaled(to least: Int) -> Int128? {
        guard exponent - least <= 18 else { return nil }
        return (least..<exponent).reduce(digits) { digits, _ in digits * 10 }
    }
}
