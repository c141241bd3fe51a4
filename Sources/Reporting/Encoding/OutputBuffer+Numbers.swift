import CDecimals

extension OutputBuffer {
    /// The shortest decimal form that reads back to the same double. `value` is finite.
    mutating func append(decimal value: Double) {
        unsafe append(cutoffs: Int(DECIMAL_ROOM)) { end in
            unsafe decimal_shortest(value, UnsafeMutableRawPointer(end).assumingMemoryBound(to: CChar.self))
        }
    }

    mutating func append(integer value: Int64) {
        if value < 0 { append(UInt8(ascii: "-")) }
        append(digits: value.magnitude, atLeast: 1)
    }

    /// The digits of `value`, with zeros before them where they are fewer than `width` (at most 20).
    mutating func append(digits value: UInt64, atLeast width: Int) {
        var length = 1
        var power: UInt64 = 10
        while length < 20, value >= power {
            length += 1
            power = length < 20 ? power * 10 : power
        }
        length = max(length, width)
        unsafe append(cutoffs: length) { end in
            var rest = value
            for place in (0..<length).reversed() {
                unsafe end[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            return length
        }
    }
}
