import ArgumentParser
import Utilities

/// `--as-of` of the commands that record or compare a time, but write no report.
struct MomentOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Time of the run: 2026-11-22, 2026-11-22T08:00:00Z, or seconds since 1970. \
            (default: SOURCE_DATE_EPOCH, else now)
            """, valueName: "time"))
    var asOf: Moment?

    func validate() throws {
        if asOf == nil, case .none = Moment.fromEnvironment(Self.sourceDateEpoch) {
            throw ValidationError("SOURCE_DATE_EPOCH must be a whole number of seconds.")
        }
        // Read once: the clock goes on.
        let time = time
        guard UTCTime(time.text) == time else {
            throw ValidationError("--as-of must be in the years 0 to 9999.")
        }
    }

    /// The moment in UTC.
    var time: UTCTime {
        UTCTime(seconds: (asOf ?? (Moment.fromEnvironment(Self.sourceDateEpoch) ?? nil) ?? .now).seconds)
    }

    private static var sourceDateEpoch: String? { Environment.value(of: "SOURCE_DATE_EPOCH") }
}
