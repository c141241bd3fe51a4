import Reporting
import Utilities

extension Summary.Changes {
    /// Says which files of the report before were edited, and if the summary is not printed, the warnings.
    func sayNotes(isQuiet: Bool) {
        for file in editedFiles {
            Terminal.say(
                "\(file) was edited or removed after the report was written; the comparison does not use it")
        }
        if isQuiet { for warning in warnings { Terminal.say("warning: \(warning)") } }
    }
}

extension ReportSearch {
    /// The limit of a list on one line.
    private static let reportsNamed = 5

    /// The reports that cannot be compared with, in a sentence; nil if there is none.
    var note: String? {
        if withoutDigests.isEmpty { return nil }
        let named = withoutDigests.prefix(Self.reportsNamed).joined(separator: ", ")
        let more = withoutDigests.count - Self.reportsNamed
        return "not compared with reports of an older version, without digests of their rules: \(named)"
            + (more > 0 ? " and \(more.grouped) more" : "")
    }
}
