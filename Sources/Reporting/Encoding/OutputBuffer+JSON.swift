extension OutputBuffer {
    /// Appends the bytes of `string` as a JSON string.
    mutating func append(json string: borrowing OutputBuffer) { unsafe append(json: string.bytes) }

    /// Appends `text`, which is UTF-8, as a JSON string. Escapes control characters, U+2028 and U+2029, which some
    /// readers take as line ends, and U+FEFF, which some drop. `text` must be outside this buffer.
    mutating func append(json text: UnsafeBufferPointer<UInt8>) {
        if unsafe Self.isPlain(text) {
            append(UInt8(ascii: "\""))
            unsafe append(text)
            return append(UInt8(ascii: "\""))
        }
        // A byte becomes at most six, and two quotes surround the text.
        unsafe append(reserving: 6 * text.count + 2) { end in
            unsafe end[0] = UInt8(ascii: "\"")
            var written = 1
            var index = 0
            while index < text.count {
                let byte = unsafe text[index]
                index += 1
                if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "\\") {
                    unsafe end[written] = UInt8(ascii: "\\")
                    unsafe end[written + 1] = byte
                    written += 2
                } else if let unit = unsafe Self.unit(byte, in: text, behind: &index) {
                    unsafe written += Self.escape(unit, into: end + written)
                } else {
                    unsafe end[written] = byte
                    written += 1
                }
            }
            unsafe end[written] = UInt8(ascii: "\"")
            return written + 1
        }
    }

    /// The UTF-16 unit to escape that starts with `byte`, the one before `index`; `index` then moves past it. Nil if
    /// the byte needs no escape.
    @inline(__always)
    private static func unit(
        _ byte: UInt8, in text: UnsafeBufferPointer<UInt8>, behind index: inout Int
    ) -> UInt16? {
        switch byte {
        case 0..<0x20, 0x7F: return UInt16(byte)
        case 0xC2:
            guard index < text.count, unsafe text[index] < 0xA0 else { return nil }
            index += 1
            return unsafe UInt16(text[index - 1])
        case 0xE2:
            guard index + 1 < text.count, unsafe text[index] == 0x80 && text[index + 1] & 0xFE == 0xA8 else {
                return nil
            }
            index += 2
            return unsafe 0x2000 | UInt16(text[index - 1] & 0x3F)
        case 0xEF:
            guard index + 1 < text.count, unsafe text[index] == 0xBB && text[index + 1] == 0xBF else {
                return nil
            }
            index += 2
            return 0xFEFF
        default: return nil
        }
    }

    /// Appends the key of a member and its colon. `name` needs no escapes.
    mutating func append(jsonKey name: StaticString, behindComma: Bool) {
        unsafe append(reserving: name.utf8CodeUnitCount + 4) { end in
            var written = 0
            if behindComma {
                unsafe end[0] = UInt8(ascii: ",")
                written = 1
            }
            unsafe end[written] = UInt8(ascii: "\"")
            unsafe (end + written + 1).update(from: name.utf8Start, count: name.utf8CodeUnitCount)
            written += name.utf8CodeUnitCount + 1
            unsafe end[written] = UInt8(ascii: "\"")
            unsafe end[written + 1] = UInt8(ascii: ":")
            return written + 2
        }
    }

    /// Whether the text is ASCII without characters to escape, as nearly all texts are.
    private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var strange: UInt8 = 0
        for index in text.indices {
            let byte = unsafe text[index]
            strange |= byte &- 0x20 >= 0x5F ? 1 : 0
            strange |= byte == UInt8(ascii: "\"") ? 1 : 0
            strange |= byte == UInt8(ascii: "\\") ? 1 : 0
        }
        return strange == 0
    }

    /// Writes `\u` and four digits, or the letter of a tab, line feed or carriage return.
    private static func escape(_ unit: UInt16, into end: UnsafeMutablePointer<UInt8>) -> Int {
        unsafe end[0] = UInt8(ascii: "\\")
        switch unit {
        case 0x09: unsafe end[1] = UInt8(ascii: "t")
        case 0x0A: unsafe end[1] = UInt8(ascii: "n")
        case 0x0D: unsafe end[1] = UInt8(ascii: "r")
        default:
            unsafe end[1] = UInt8(ascii: "u")
            for digit in 0..<4 {
                let nibble = UInt8(truncatingIfNeeded: unit >> (12 - 4 * digit)) & 15
                let zero = nibble < 10 ? UInt8(ascii: "0") : UInt8(ascii: "a") - 10
                unsafe end[2 + digit] = zero + nibble
            }
            return 6
        }
        return 2
    }
}
