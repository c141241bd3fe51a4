import Policies

@testable import Reporting
@testable import Responses

extension Sample {
    /// A summary with every kind of count, of no listed rows.
    static var manyCounts: Summary {
        var summary = Sample.summary(listed: 0)
        summary.inputs = [.init(path: "in/a.ndjson", bytes: 1_234_567)]
        summary.counts.responses = 4141
        summary.counts.tasks = 4140
        summary.counts.generations = 1_007_038
        summary.counts.flagged = 120
        summary.counts.near = 33
        summary.counts.bySeverity.flagged = [.critical: 20, .low: 100]
        summary.counts.bySeverity.near = [.medium: 33]
        summary.counts.incomplete = 2
        summary.counts.clear = 1_006_880
        summary.counts.duplicates = 3
        summary.agreement.both = 100
        summary.agreement.policyOnly = 20
        summary.agreement.platformOnly = 5
        summary.agreement.neither = 1_006_910
        summary.unaudited = [.failed: 9, .unreadable: 1]
        summary.rules = Array(summary.rules[0...1])
        summary.rules[0].near = 33
        summary.rules[0].flagged = 1120
        var signal = Summary.SignalCount(signal: "u18.is_child")
        signal.present = 10
        signal.max = 0.75
        signal.platformFlagged = 7
        var read = Summary.SignalCount(signal: "legal.ip.score")
        read.rules = ["ip-likeness"]
        read.bins = [0, 12, 3]
        summary.signals = [signal, read]
        summary.counts.revisions = 4
        summary.unrecognisedOmitted = 5
        summary.skippedFiles = 2
        summary.skippedNames = ["in/a.txt"]
        summary.clearButFlagged = 6
        summary.unrecognised = ["/z": 1, "/Z": 2, "/moderation_result/\u{1B}[31m": 12]
        return summary
    }
}
