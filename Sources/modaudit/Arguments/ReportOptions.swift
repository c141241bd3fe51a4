import ArgumentParser
import Audit
import Policies
import Reporting
import Utilities

/// The options of the report that `scan` and `merge` write, and of its last step.
struct ReportOptions: ParsableArguments {
    @Option(
        name: [.short, .long],
        help: ArgumentHelp("Report folder. (default: reports/latest)", valueName: "folder"),
        completion: .directory)
    var output: String?

    @Option(
        help: ArgumentHelp(
            """
            Exit with 3 if a generation is flagged (flagged), flagged or near (near), flagged with at least a severity \
            (critical, high, medium, low), or flagged and new or worse than in the report before, or reopened (new). \
            With --decisions or --waivers, only generations that need a reviewer count.
            """, valueName: "condition"))
    var failOn: FailOn?

    @Option(
        help: ArgumentHelp(
            """
            Time of the report: 2026-11-22, 2026-11-22T08:00:00Z, or seconds since 1970. \
            (default: SOURCE_DATE_EPOCH, else now)
            """, valueName: "time"))
    var asOf: Moment?

    @Option(
        help: ArgumentHelp(
            "Folder of the report before. changes.csv has what differs from it.", valueName: "report"),
        completion: .directory)
    var previous: String?

    @Option(
        help: ArgumentHelp(
            "Folder of reports. The report before is the latest of them, except the one of --output and shared copies.",
            valueName: "folder"), completion: .directory)
    var previousIn: String?

    @OptionGroup var reviews: ReviewOptions

    @OptionGroup var metrics: MetricsOption

    func validate() throws {
        if previous != nil, previousIn != nil {
            throw ValidationError("--previous and --previous-in exclude each other.")
        }
        if failOn == .new, previous == nil, previousIn == nil {
            throw ValidationError("--fail-on new needs the report before: --previous or --previous-in.")
        }
        if output?.isEmpty == true { throw ValidationError("--output needs the name of a folder.") }
        if asOf == nil, case .none = Moment.fromEnvironment(Self.sourceDateEpoch) {
            throw ValidationError("SOURCE_DATE_EPOCH must be a whole number of seconds.")
        }
    }

    /// The options that were given.
    var given: [String] {
        [
            ("--output", output != nil), ("--fail-on", failOn != nil), ("--as-of", asOf != nil),
            ("--previous", previous != nil), ("--previous-in", previousIn != nil),
            ("--decisions", reviews.decisions != nil), ("--waivers", reviews.waivers != nil),
            ("--metrics", metrics.metrics != nil),
        ].filter(\.1).map(\.0)
    }

    /// The path of the report.
    var folder: String { output ?? "reports/latest" }

    /// The time of the report.
    var moment: Moment {
        if let asOf { return asOf }
        return (Moment.fromEnvironment(Self.sourceDateEpoch) ?? nil) ?? .now
    }

    static var sourceDateEpoch: String? { Environment.value(of: "SOURCE_DATE_EPOCH") }

    /// The report to compare with, looked for if `--previous-in` is given.
    func baseline() throws -> ScanRequest.Baseline? {
        if let previous { return .report(previous) }
        guard let previousIn else { return nil }
        do {
            let search = try ReportSearch(in: previousIn, before: moment.seconds, except: folder)
            if let note = search.note { Terminal.say(note) }
            if let report = search.report { return .report(report) }
        } catch {
            Terminal.say("\(error)")
            throw ExitStatus.failed
        }
        Terminal.say("\(previousIn) holds no report before this one, so every listed generation is new")
        return .empty
    }

    /// Prints the summary of a finished report, and throws the exit status if it is not 0.
    func end(_ summary: Summary, _ policy: Policy, isQuiet: Bool) throws {
        if !isQuiet {
            Terminal.print(
                SummaryTable.text(summary, policy: policy, report: folder, isStyled: Terminal.isStyled))
        }
        summary.changes?.sayNotes(isQuiet: isQuiet)
        if isQuiet { for note in summary.review?.waiverNotes ?? [] { Terminal.say(note) } }
        if let failOn, failOn.isMet(by: summary) {
            // Status 3 has priority over 4, so without a summary a message says that input was not audited.
            if isQuiet, !summary.isFullyAudited {
                Terminal.say("not all input was audited: \(summary.shortfalls.joined(separator: ", "))")
            }
            throw ExitStatus.findings
        }
        if !summary.isFullyAudited { throw ExitStatus.incomplete }
    }
}
