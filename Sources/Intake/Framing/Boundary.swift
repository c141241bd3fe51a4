import Glibc
import Utilities

/// The boundary between two JSON texts: a line feed between a closing bracket and an opening bracket, with only blanks
/// around it. It is a boundary whatever the texts contain, as a JSON string contains no line feed, and in valid JSON no
/// opening bracket follows a closing one.
enum Boundary {
    /// The index of the opening bracket of the last boundary in `range`; nil if there is none. Reads backwards.
    static func last(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        var end = range.upperBound
        while let lineFeed = lastLineFeed(in: bytes, range.lowerBound..<end) {
            var next = lineFeed + 1
            while next < end && bytes[next].isBlank { next += 1 }
            var before = lineFeed
            while before > range.lowerBound && bytes[before - 1].isBlank { before -= 1 }
            let isKnown = next < range.upperBound && before > range.lowerBound
            if isKnown && bytes[next].isOpener && bytes[before - 1].isCloser { return next }
            end = before
        }
        return nil
    }

    /// The index of the first line feed in `range`.
    @inline(__always)
    static func lineFeed(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "range outside of the bytes")
        return unsafe bytes.withUnsafeBytes { bytes in
            guard let start = bytes.baseAddress,
                let found = unsafe memchr(start + range.lowerBound, Int32(UInt8.lineFeed), range.count)
            else { return nil }
            return unsafe UnsafeRawPointer(found) - start
        }
    }

    /// The end of `range` without the blanks before it.
    static func trimmedEnd(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int {
        var end = range.upperBound
        while end > range.lowerBound && bytes[end - 1].isBlank { end -= 1 }
        return end
    }

    private static func lastLineFeed(in bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
        precondition(range.lowerBound >= 0 && range.upperBound <= bytes.count, "range outside of the bytes")
        var index = range.upperBound
        // Eight bytes at a time: a line feed becomes 0, and the expression sets the top bit of the lowest 0 byte.
        while index - 8 >= range.lowerBound {
            let word = unsafe bytes.bytes.unsafeLoadUnaligned(fromByteOffset: index - 8, as: UInt64.self)
            let zeroed = word ^ 0x0A0A_0A0A_0A0A_0A0A
            if (zeroed &- 0x0101_0101_0101_0101) & ~zeroed & 0x8080_8080_8080_8080 != 0 { break }
            index -= 8
        }
        while index > range.lowerBound {
            index -= 1
            if bytes[index] == .lineFeed { return index }
        }
        return nil
    }
}
