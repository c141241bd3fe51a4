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
