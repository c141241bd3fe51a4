extension Double {
    /// The product of the two numbers' shortest decimals, to the nearest double: 0.8 × 0.9 is 0.72, which doubles make
    /// 0.7200000000000001.
    package func timesInDecimals(_ other: Double) -> Double {
        guard let mine = ShortestDecimal(self), let theirs = ShortestDecimal(other) else { return self * other }
        return mine.times(theirs)
    }

    /// The difference of the two numbers' shortest decimals, rounded to the nearest double. 0.97 − 0.9 is 0.07,
    /// where doubles give 0.06999999999999995. If 38 digits cannot hold both decimals, the difference of the
    /// doubles.
    package func minusInDecimals(_ other: Double) -> Double {
        // Scores and thresholds are mostly decimals of a few digits. As multiples of 10⁻ⁿ both are exact integers,
        // and the division is correctly rounded.
        var scale = 1.0
        for _ in 0...15 {
            let mine = (self * scale).rounded(), theirs = (other * scale).rounded()
            guard abs(mine) < 0x1p53, abs(theirs) < 0x1p53 else { break }
            if mine / scale == self, theirs / scale == other { return (mine - theirs) / scale }
            scale *= 10
        }
        guard let mine = ShortestDecimal(self), let theirs = ShortestDecimal(other) else { return self - other }
        return mine.minus(theirs) ?? self - other
    }

    /// The shortest decimal that reads back as this number, without `.0`.
    package var shortest: String {
        let text = description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
