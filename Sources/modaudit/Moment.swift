import ArgumentParser
import Glibc

/// A moment in UTC: `2026-11-22`, `2026-11-22T08:00:00Z`, or seconds since 1970.
struct Moment: ExpressibleByArgument {
    /// Seconds since 1970.
    let seconds: Int64

    init(seconds: Int64) { self.seconds = seconds }

    init?(argument: String) {
        if let seconds = Int64(argument) {
            self.seconds = seconds
            return
        }
        let day = argument.prefix(10), rest = argument.dropFirst(10)
        guard let date = Self.numbers(day, "-"), date.count == 3, (1...12).contains(date[1]), (1...31).contains(date[2])
        else { return nil }
        var parts = tm()
        parts.tm_year = Int32(date[0] - 1900)
        parts.tm_mon = Int32(date[1] - 1)
        parts.tm_mday = Int32(date[2])
        if !rest.isEmpty {
            guard rest.count == 10, rest.hasPrefix("T"), rest.hasSuffix("Z"),
                let clock = Self.numbers(rest.dropFirst().dropLast(), ":"), clock.count == 3, clock[0] < 24, clock[1] < 60,
                clock[2] <= 60
            else { return nil }
            parts.tm_hour = Int32(clock[0])
            parts.tm_min = Int32(clock[1])
            parts.tm_sec = Int32(clock[2])
        }
        seconds = Int64(unsafe timegm(&parts))
        // 31 February would be some day of March.
        guard parts.tm_mday == Int32(date[2]) else { return nil }
    }

    static var now: Moment { Moment(seconds: Int64(unsafe time(nil))) }

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
