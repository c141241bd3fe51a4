import Utilities

/// The header `Retry-After` (RFC 9110, section 10.2.3).
enum RetryAfter {
    /// The wait that the header asks for, as seconds or as a date, at most 1,000,000,000 seconds; nil if it is neither.
    ///
    /// A date is compared with the server's own `date` if there is one, so that the clocks may differ.
    static func wait(_ text: String, date: String?, now: UTCTime) -> Duration? {
        if !text.isEmpty, text.utf8.allSatisfy(\.isDigit) {
            return .seconds(Int64(text).map { min($0, longest) } ?? longest)
        }
        guard let moment = UTCTime(httpDate: text) else { return nil }
        let now = date.flatMap(UTCTime.init(httpDate:)) ?? now
        return .seconds(min(max(0, moment.seconds - now.seconds), longest))
    }

    /// Seconds. Larger than every limit of a pull.
    private static let longest: Int64 = 1_000_000_000
}

extension UTCTime {
    /// A date in any of the three forms of HTTP (RFC 9110, section 5.6.7); nil for any other text.
    init?(httpDate text: String) {
        let words = text.split { " ,-".contains($0) }
        guard words.count >= 5 else { return nil }
        // `Sun, 06 Nov 1994 08:49:37 GMT` and `Sunday, 06-Nov-94 08:49:37 GMT`; `Sun Nov  6 08:49:37 1994`.
        let isOldest = Self.months.contains(words[1])
        let (day, month) = isOldest ? (words[2], words[1]) : (words[1], words[2])
        let (year, clock) = isOldest ? (words[4], words[3]) : (words[3], words[4])
        let times = clock.split(separator: ":").compactMap { Int($0) }
        guard let month = Self.months.firstIndex(of: month), let day = Int(day), var year = Int(year),
            times.count == 3, 0...23 ~= times[0], 0...59 ~= times[1], 0...60 ~= times[2]
        else { return nil }
        if 0..<100 ~= year { year += year < 70 ? 2000 : 1900 }
        guard let date = CivilDate(year: year, month: month + 1, day: day) else { return nil }
        self.init(date, secondOfDay: times[0] * 3600 + times[1] * 60 + times[2])
    }

    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
