import ArgumentParser
import Audit
import Policies
import Reporting
import Utilities

/// The options that `sample` and `tune` share: how the inputs are read, and how the folder is written.
struct PassOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            """
            Where your own console shows a generation: https://console.example.com/g/{generation_id}. {generation_id} and \
            {task_id} are filled in, percent-encoded, for the column link.
            """, valueName: "url"),
        transform: LinkTemplate.argument)
    var link: LinkTemplate?

    @Option(
        help: ArgumentHelp(
            """
            Time of the folder: 2026-11-22, 2026-11-22T08:00:00Z, or seconds since 1970. \
            (default: SOURCE_DATE_EPOCH, else now)
            """, valueName: "time"))
    var asOf: Moment?

    @Option(
        help: ArgumentHelp(
            "Batches audited in parallel, 1 to 1024. (default: the number of processors)", valueName: "n"))
    var jobs: Int?

    @Option(
        help: ArgumentHelp(
            "CSV for spreadsheets (excel: byte order mark, guarded cells) or programs (data: plain).",
            valueName: "style"))
    var csv: ReportStyle.CSV = .excel

    @Option(help: ArgumentHelp("CSV delimiter: ',' or ';' or tab.", valueName: "character"))
    var delimiter = CellDelimiter(.comma)

    @OptionGroup var limit: TextLimit

    @Flag(name: [.short, .long], help: "Print no progress and no summary, only errors.")
    var quiet = false

    func validate() throws {
        try InputArguments.validate(jobs: jobs)
        if asOf == nil, case .none = Moment.fromEnvironment(ReportOptions.sourceDateEpoch) {
            throw ValidationError("SOURCE_DATE_EPOCH must be a whole number of seconds.")
        }
    }

    /// The style of the folder's files.
    var style: ReportStyle { ReportStyle(csv: csv, delimiter: delimiter.value, link: link) }

    /// The request of a pass over the inputs.
    func request(_ inputs: [String], policy: Policy, output: String) -> ScanRequest {
        let environment = Moment.fromEnvironment(ReportOptions.sourceDateEpoch) ?? nil
        return ScanRequest(
            inputs: inputs, policy: policy, output: output,
            style: style, jobs: jobs ?? ScanCommand.processors,
            maxResponse: limit.maxResponse.bytes, asOf: (asOf ?? environment ?? .now).seconds,
            toolVersion: Modaudit.version)
    }
}
