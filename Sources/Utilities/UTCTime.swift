import Glibc

/// A moment in UTC, to the second. Leap seconds are not counted (POSIX time).
package struct UTCTime: Equatable, Sendable {
    /// Seconds since 1970-01-01T00:00:00Z.
    package let seconds: Int64
    /// The date in UTC.
    package let date: CivilDate
    /// Seconds since midnight, 0…86399.
    package let secondOfDay: Int

    /// - Parameter seconds: Seconds since 1970-01-01T00:00:00Z.
    package init(seconds: Int64) {
        self.seconds = seconds
        let (days, rest) = Int(seconds).quotientAndRemainder(dividingBy: 86_400)
        date = CivilDate(daysSince1970: rest < 0 ? days - 1 : days)
        secondOfDay = rest < 0 ? rest + 86_400 : rest
    }

    /// A time of day on a date.
    /// - Parameter secondOfDay: 0…86400; 86400 is a leap second.
    package init(_ date: CivilDate, secondOfDay: Int) {
        self.init(seconds: Int64(date.daysSince1970 * 86_400 + secondOfDay))
    }

    /// A moment as `text` writes it; nil of any other text.
    package init?(_ text: String) { self.init(ascii: Array(text.utf8).span) }

    /// A moment as the bytes of `text`; nil of any other bytes.
    package init?(ascii bytes: Span<UInt8>) {
        guard bytes.count == 20, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"), bytes[16] == UInt8(ascii: ":"),
            bytes[19] == UInt8(ascii: "Z")
        else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            var number = 0
            for index in range {
                guard bytes[index].isDigit else { return nil }
                number = 10 * number + Int(bytes[index] - UInt8(ascii: "0"))
            }
            return number
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19),
            let date = CivilDate(year: year, month: month, day: day), hour < 24, minute < 60, second < 60
        else { return nil }
        self.init(date, secondOfDay: hour * 3600 + minute * 60 + second)
    }

    /// The system clock.
    package static var now: UTCTime { UTCTime(seconds: Int64(time(nil))) }

    /// 0…23.
    package var hour: Int { secondOfDay / 3600 }
    /// 0…59.
    package var minute: Int { secondOfDay / 60 % 60 }
    /// 0…59.
    package var second: Int { secondOfDay % 60 }

    /// RFC 3339: `2026-11-22T08:00:00Z`. The year is 0…9999.
    package var text: String {
        let day = "\(Self.digits(date.year, 4))-\(Self.digits(date.month, 2))-\(Self.digits(date.day, 2))"
        return "\(day)T\(Self.digits(hour, 2)):\(Self.digits(minute, 2)):\(Self.digits(second, 2))Z"
    }

    private static func digits(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
    }
}
