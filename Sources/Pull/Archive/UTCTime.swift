import Glibc

/// Moments in seconds since 1970, in the forms that the archive and HTTP write them.
enum UTCTime {
    static var now: Int64 { Int64(time(nil)) }

    /// RFC 3339: `2026-11-22T08:00:00Z`.
    static func text(_ seconds: Int64) -> String {
        let day = (seconds - (seconds % 86_400 + 86_400) % 86_400) / 86_400
        let time = seconds - day * 86_400
        // Whole 400-year eras whose years begin in March, so that the leap day is a year's last.
        let shifted = day + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let month = (5 * dayOfYear + 2) / 153
        let year = era * 400 + yearOfEra + (month >= 10 ? 1 : 0)
        let date =
            "\(year)-\(two(month < 10 ? month + 3 : month - 9))-\(two(dayOfYear - (153 * month + 2) / 5 + 1))"
        return "\(date)T\(two(time / 3600)):\(two(time / 60 % 60)):\(two(time % 60))Z"
    }

    private static func two(_ number: Int64) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// A date in any of HTTP's three forms (RFC 9110, section 5.6.7); nil where it is none.
    static func seconds(httpDate text: String) -> Int64? {
        let words = text.split { " ,-".contains($0) }
        guard words.count >= 5 else { return nil }
        // `Sun, 06 Nov 1994 08:49:37 GMT` and `Sunday, 06-Nov-94 08:49:37 GMT`; `Sun Nov  6 08:49:37 1994`.
        let isOldest = months.contains(words[1])
        let (day, month) = isOldest ? (words[2], words[1]) : (words[1], words[2])
        let (year, clock) = isOldest ? (words[4], words[3]) : (words[3], words[4])
        let times = clock.split(separator: ":").compactMap { Int64($0) }
        guard let month = months.firstIndex(of: month).map(Int64.init), let day = Int64(day), 1...31 ~= day,
            var year = Int64(year), 0...9999 ~= year, times.count == 3, 0...23 ~= times[0], 0...59 ~= times[1],
            0...60 ~= times[2]
        else { return nil }
        if year < 100 { year += year < 70 ? 2000 : 1900 }
        // Years that begin in March.
        let yearFromMarch = month < 2 ? year - 1 : year
        let days = yearFromMarch * 365 + yearFromMarch / 4 - yearFromMarch / 100 + yearFromMarch / 400
        let dayOfYear = (153 * ((month + 10) % 12) + 2) / 5 + day - 1
        return (days + dayOfYear - 719_468) * 86_400 + times[0] * 3600 + times[1] * 60 + times[2]
    }

    private static let months: [Substring] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
