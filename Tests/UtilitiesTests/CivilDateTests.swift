import Foundation
import Testing
import Utilities

@Suite struct CivilDateTests {
    @Test func `dates agree with Foundation's calendar from year 1 to 9999`() throws {
        var calendar = Calendar(identifier: .iso8601)
        calendar.timeZone = try #require(TimeZone(identifier: "GMT"))
        // Foundation has the Julian calendar before 1582.
        for day in stride(from: -141_000, through: 2_932_896, by: 997) {
            let date = CivilDate(daysSince1970: day)
            let expected = calendar.dateComponents(
                [.year, .month, .day], from: Date(timeIntervalSince1970: Double(day) * 86_400))
            #expect(date.year == expected.year && date.month == expected.month && date.day == expected.day)
        }
    }

    @Test func `every day converts to a date and back`() {
        for day in stride(from: -719_528, through: 2_932_896, by: 7) {
            #expect(CivilDate(daysSince1970: day).daysSince1970 == day)
        }
    }

    @Test(arguments: [
        (2026, 2, 29), (1900, 2, 29), (2026, 4, 31), (2026, 13, 1), (2026, 0, 1), (2026, 1, 0), (2026, 1, 32),
        (-1, 1, 1), (10_000, 1, 1),
    ])
    func `a day that the calendar does not have is no date`(year: Int, month: Int, day: Int) {
        #expect(CivilDate(year: year, month: month, day: day) == nil)
    }

    @Test(arguments: [
        (0, "1970-01-01T00:00:00Z"), (-1, "1969-12-31T23:59:59Z"), (951_782_400, "2000-02-29T00:00:00Z"),
        (-62_167_219_200, "0000-01-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
    ])
    func `seconds convert to RFC 3339`(seconds: Int64, text: String) {
        #expect(UTCTime(seconds: seconds).text == text)
        #expect(UTCTime(text)?.seconds == seconds)
    }

    @Test(arguments: [
        "", "2026-11-22", "2026-11-22T08:00:00", "2026-11-22 08:00:00Z", "2026-02-29T00:00:00Z",
        "2026-11-22T24:00:00Z", "2026-11-22T08:60:00Z", "2026-11-22T08:00:60Z", "+026-11-22T08:00:00Z",
        "2026-11-22T08:00:00.0Z", "2026-11-22T08:00:00z",
    ])
    func `another text is no moment`(text: String) {
        #expect(UTCTime(text) == nil)
    }

    @Test func `a date and a time of day convert to seconds`() throws {
        let date = try #require(CivilDate(year: 2026, month: 11, day: 22))
        #expect(UTCTime(date, secondOfDay: 8 * 3600).seconds == 1_795_334_400)
    }
}
