import ArgumentParser
import Utilities

/// A moment in UTC as an argument: `2026-11-22`, `2026-11-22T08:00:00Z`, or seconds since 1970.
struct Moment: ExpressibleByArgument {
    /// Seconds since 1970.
    let seconds: Int64

    init(seconds: Int64) { self.seconds = seconds }

    init?(argument: String) {
        // Eight digits are a date without its hyphens. As seconds they would be a moment in 1970.
        if let seconds = Int64(argument), !(argument.utf8.count == 8 && seconds > 19_000_000) {
            self.seconds = seconds
            return
        }
        let rest = argument.dropFirst(10)
        guard let day = Self.numbers(argument.prefix(10), "-"), day.count == 3, day[0] >= 1,
            let date = CivilDate(year: day[0], month: day[1], day: day[2])
        else { return nil }
        guard !rest.isEmpty else {
            seconds = UTCTime(date, secondOfDay: 0).seconds
            return
        }
        guard rest.hasPrefix("T"), rest.hasSuffix("Z"),
            let clock = Self.numbers(rest.dropFirst().dropLast(), ":"), clock.count == 3, clock[0] < 24,
            clock[1] < 60, clock[2] < 60
        else { return nil }
        seconds = UTCTime(date, secondOfDay: clock[0] * 3600 + clock[1] * 60 + clock[2]).seconds
    }

    static var now: Moment { Moment(seconds: UTCTime.now.seconds) }

    /// The moment in `SOURCE_DATE_EPOCH` (reproducible-builds.org).
    /// - Parameter value: The variable's value, nil if it is not set.
    /// - Returns: `.some(nil)` if it is not set, nil if it is not a whole number.
    static func fromEnvironment(_ value: String?) -> Moment?? {
        guard let value else { return .some(nil) }
        return Int64(value).map { .some(Moment(seconds: $0)) } ?? nil
    }

    /// The numbers between separators, each of two or more digits; nil if a part is not such a number.
    private static func numbers(_ text: Substring, _ separator: Character) -> [Int]? {
        let fields = text.split(separator: separator, omittingEmptySubsequences: false)
        let numbers = fields.compactMap { field in
            field.utf8.allSatisfy(\.isDigit) && field.utf8.count >= 2 ? Int(field) : nil
        }
        return numbers.count == fields.count ? numbers : nil
    }
}
