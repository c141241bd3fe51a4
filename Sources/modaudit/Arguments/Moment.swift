import ArgumentParser
import Glibc

/// A moment in UTC: `2026-11-22`, `2026-11-22T08:00:00Z`, or seconds since 1970.
struct Moment: ExpressibleByArgument {
    /// Seconds since 1970.
    let seconds: Int64

    init(seconds: Int64) { self.seconds = seconds }

    init?(argument: String) {
        // Eight digits are a day without its hyphens; as seconds they would be one of 1970.
        if let seconds = Int64(argument), !(argument.utf8.count == 8 && seconds > 19_000_000) {
            self.seconds = seconds
            return
        }
        let rest = argument.dropFirst(10)
        guard let date = Self.numbers(argument.prefix(10), "-"), date.count == 3,
            let day = Self.day(year: date[0], month: date[1], day: date[2])
        else { return nil }
        guard !rest.isEmpty else {
            seconds = day * 86_400
            return
        }
        guard rest.hasPrefix("T"), rest.hasSuffix("Z"),
            let clock = Self.numbers(rest.dropFirst().dropLast(), ":"), clock.count == 3, clock[0] < 24,
            clock[1] < 60, clock[2] < 60
        else { return nil }
        seconds = day * 86_400 + Int64(clock[0] * 3600 + clock[1] * 60 + clock[2])
    }

    /// Days since 1970-01-01 of a day of the Gregorian calendar; nil where there is no such day.
    private static func day(year: Int, month: Int, day: Int) -> Int64? {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard 1...12 ~= month, 1...lengths[month - 1] ~= day, 1 <= year else { return nil }
        let before = year - 1
        let years = before * 365 + before / 4 - before / 100 + before / 400
        return Int64(years + lengths[..<(month - 1)].reduce(0, +) + day - 1) - 719_162
    }

    static var now: Moment { Moment(seconds: Int64(time(nil))) }

    /// `SOURCE_DATE_EPOCH`, where it is set (reproducible-builds.org); nil where it is not a number.
    static func fromEnvironment(_ value: String?) -> Moment?? {
        guard let value else { return .some(nil) }
        return Int64(value).map { .some(Moment(seconds: $0)) } ?? nil
    }

    private static func numbers(_ text: Substring, _ separator: Character) -> [Int]? {
        let fields = text.split(separator: separator, omittingEmptySubsequences: false)
        let numbers = fields.compactMap { field in
            field.utf8.allSatisfy { 48...57 ~= $0 } && field.utf8.count >= 2 ? Int(field) : nil
        }
        return numbers.count == fields.count ? numbers : nil
    }
}
