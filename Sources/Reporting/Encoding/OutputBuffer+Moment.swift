extension OutputBuffer {
    /// Seconds since 1970 as RFC 3339 in UTC, `2025-01-14T15:16:45Z`. Beyond the years 0 to 9999, which are all
    /// that RFC 3339 has, the seconds themselves.
    mutating func append(epoch seconds: Int64) {
        guard (-62_167_219_200...253_402_300_799).contains(seconds) else { return append(integer: seconds) }
        let (day, time) = Self.floorDivide(seconds, by: 86_400)
        let (year, month, dayOfMonth) = Self.civil(day: day)
        append(digits: UInt64(year), atLeast: 4)
        append(UInt8(ascii: "-"))
        append(digits: UInt64(month), atLeast: 2)
        append(UInt8(ascii: "-"))
        append(digits: UInt64(dayOfMonth), atLeast: 2)
        append(UInt8(ascii: "T"))
        append(digits: UInt64(time / 3600), atLeast: 2)
        append(UInt8(ascii: ":"))
        append(digits: UInt64(time / 60 % 60), atLeast: 2)
        append(UInt8(ascii: ":"))
        append(digits: UInt64(time % 60), atLeast: 2)
        append(UInt8(ascii: "Z"))
    }

    /// The date of a day counted from 1970-01-01, by whole 400-year eras whose years begin in March, so that the
    /// leap day is a year's last.
    private static func civil(day: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, dayOfEra) = floorDivide(day + 719_468, by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        return (
            400 * era + yearOfEra + (month <= 2 ? 1 : 0), month,
            dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        )
    }

    private static func floorDivide(_ value: Int64, by divisor: Int64) -> (quotient: Int64, rest: Int64) {
        let (quotient, rest) = value.quotientAndRemainder(dividingBy: divisor)
        return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
    }
}
