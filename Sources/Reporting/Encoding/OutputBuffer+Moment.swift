import Utilities

extension OutputBuffer {
    /// Appends seconds since 1970 as RFC 3339 in UTC, `2025-01-14T15:16:45Z`. Outside the years 0 to 9999, to which
    /// RFC 3339 is limited, it appends the number of seconds.
    mutating func append(epoch seconds: Int64) {
        guard (-62_167_219_200...253_402_300_799).contains(seconds) else { return append(integer: seconds) }
        let time = UTCTime(seconds: seconds)
        append(digits: UInt64(time.date.year), atLeast: 4)
        append(UInt8(ascii: "-"))
        append(digits: UInt64(time.date.month), atLeast: 2)
        append(UInt8(ascii: "-"))
        append(digits: UInt64(time.date.day), atLeast: 2)
        append(UInt8(ascii: "T"))
        append(digits: UInt64(time.hour), atLeast: 2)
        append(UInt8(ascii: ":"))
        append(digits: UInt64(time.minute), atLeast: 2)
        append(UInt8(ascii: ":"))
        append(digits: UInt64(time.second), atLeast: 2)
        append(UInt8(ascii: "Z"))
    }
}
