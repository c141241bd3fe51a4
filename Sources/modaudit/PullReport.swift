import Pull

/// What a pull says to the person: while it runs, and at its end.
enum PullReport {
    /// `1204 of 200000 done, 3 pending, 12 retried, 310/s, 10:40 left`
    static func progress(_ summary: PullSummary, elapsed: Double) -> String {
        var parts = ["\(summary.done) of \(summary.ids) done"]
        if summary.pending > 0 { parts.append("\(summary.pending) pending") }
        if summary.retried > 0 { parts.append("\(summary.retried) retried") }
        let rate = elapsed > 0 ? Double(summary.done - summary.finished - summary.unusable) / elapsed : 0
        parts.append(rate < 10 ? "\((rate * 10).rounded() / 10)/s" : "\(Int(rate))/s")
        if rate > 0, elapsed >= 1 {
            parts.append("\(ProgressLine.clock(Int(Double(summary.left) / rate))) left")
        }
        return parts.joined(separator: ", ")
    }

    /// The lines for standard output.
    static func text(_ summary: PullSummary, archive: String) -> String {
        var lines = ["\(summary.ids) ids: \(summary.finished) were in the archive, \(summary.answered) came"]
        if summary.refused > 0 {
            lines.append(
                "\(summary.refused) refused: the answer's code is other than success; it is in the archive")
        }
        if summary.pending > 0 { lines.append("\(summary.pending) pending: asked for again by the next run") }
        let failed = summary.failed + summary.unusable
        if failed > 0 { lines.append("\(failed) failed: see \(archive)/failures.csv") }
        if summary.left > 0 { lines.append("\(summary.left) not asked for yet") }
        if summary.retried > 0 { lines.append("\(summary.retried) requests were made again") }
        lines.append("\(ProgressLine.amount(summary.bytes)) added to \(archive)")
        return lines.joined(separator: "\n") + "\n"
    }

    /// Why it ended before its end; nil where it didn't.
    static func trouble(_ summary: PullSummary, baseURL: String, keySource: String) -> String? {
        switch summary.ending {
        case .complete: nil
        case .interrupted: "stopped; \(summary.missing) of \(summary.ids) ids are missing: run it again"
        case .exhausted:
            "no answer any more, and the next try would be past --give-up-after; "
                + "\(summary.missing) of \(summary.ids) ids are missing: run it again"
        case .denied(let status):
            "\(baseURL) does not allow this key to ask (HTTP status \(status)): check the key in \(keySource)"
        case .untrusted(let reason):
            "\(baseURL) can't be trusted: \(reason) (--ca-file names a private authority)"
        }
    }
}
