import CDecimals

extension OutputBuffer {
    /// Appends the shortest decimal that reads back as the same double. `value` is finite.
    mutating func append(decimal value: Double) {
        unsafe append(reserving: Int(DECIMAL_ROOM)) { end in
            unsafe decimal_shortest(value, UnsafeMutableRawPointer(end).assumingMemoryBound(to: CChar.self))
        }
    }

    mutating func append(integer value: Int64) {
        if value < 0 { append(UInt8(ascii: "-")) }
        append(digits: value.magnitude, atLeast: 1)
    }

    /// Appends the digits of `value`, with leading zeros up to `width` (at most 20).
    mutating func append(digits value: UInt64, atLeast width: Int) {
        var length = 1
        var power: UInt64 = 10
        while length < 20, value >= power {
            length += 1
            power = length < 20 ? power * 10 : power
        }
        length = max(length, width)
        unsafe append(reserving: length) { end in
            var rest = value
            for place in (0..<length).reversed() {
                unsafe end[place] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            return length
        }
    }
}
