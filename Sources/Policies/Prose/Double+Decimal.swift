internal import Glibc

extension Double {
    /// The nearest double to its decimal value at 15 significant digits: what a person gets who multiplies by
    /// hand. 0.8 × 0.9 is 0.7200000000000001 in doubles, and exactly the double `0.72` after this. Every decimal
    /// of up to 15 digits comes back as itself. Outside 1e-7…1e15 it is returned as it is.
    var roundedTo15Digits: Double {
        guard self >= 1e-7, self < 1e15 else { return self }
        // Powers of ten up to 10²² are exact doubles, and so is every integer below 10¹⁵, so that the division
        // is correctly rounded.
        var scale = 1.0
        for _ in 0..<(14 - Int(log10(self).rounded(.down))) { scale *= 10 }
        return (self * scale).rounded() / scale
    }

    /// The shortest decimal that reads back as this number, without `.0`.
    package var shortest: String {
        let text = description
        return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
}
