import ArgumentParser
import Glibc
import Reporting
import Utilities

struct DiffCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "diff",
        abstract: "Compares two report folders.",
        discussion: """
            Writes the table changes.csv: the generations that are listed in only one of the reports, or differently in \
            both. A generation that only the old report lists is gone. scan --previous also reads the input, and so \
            tells cleared from not seen.

            Differences alone are no failure: the exit status is 0.
            """)

    @Argument(help: ArgumentHelp("Folder of the earlier report.", valueName: "old"), completion: .directory)
    var old: String

    @Argument(help: ArgumentHelp("Folder of the later report.", valueName: "new"), completion: .directory)
    var new: String

    @Option(
        name: [.short, .long],
        help: ArgumentHelp("File to write. (default: standard output)", valueName: "file"), completion: .file())
    var output: String?

    @Option(help: ArgumentHelp("CSV for spreadsheets (excel) or programs (data).", valueName: "style"))
    var csv: ReportStyle.CSV = .excel

    @Option(help: ArgumentHelp("CSV delimiter: ',' or ';' or tab.", valueName: "character"))
    var delimiter = CellDelimiter(.comma)

    @Option(
        help: ArgumentHelp(
            """
            Exit with 3 if a flagged generation is new, worse or reopened (new). changes.csv has a reopened one only if it \
            changed: see disposition in generations.csv.
            """, valueName: "decision"))
    var failOn: DiffFailOn?

    func run() throws {
        Interruption.heed()
        let changes: Summary.Changes
        do {
            let diff = try ReportDiff(
                from: old, to: new, style: ReportStyle(csv: csv, delimiter: delimiter.value),
                scratch: Self.scratch)
            let moment = diff.moment
            if let output {
                var file = try OutputFile(path: output)
                changes = try diff.run { bytes throws(ReportError) in try file.append(bytes) }
                try file.finish()
                Terminal.print(changes.line(asOf: moment) + "\n")
            } else {
                let output = OutputFile.standard
                changes = try diff.run { bytes throws(ReportError) in try output.append(bytes) }
            }
        } catch {
            Terminal.say("\(error)")
            throw ExitStatus.failed
        }
        changes.sayNotes(isQuiet: true)
        if failOn != nil, changes.isFailing { throw ExitStatus.findings }
    }

    /// The folder of temporary files.
    private static var scratch: String {
        let folder = Environment.value(of: "TMPDIR") ?? ""
        return folder.isEmpty ? "/tmp" : folder
    }
}

/// The condition of `diff --fail-on`.
enum DiffFailOn: String, ExpressibleByArgument, CaseIterable {
    case new
}
