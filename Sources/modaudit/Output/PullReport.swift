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
        let were = summary.finished == 1 ? "was" : "were"
        var lines = [
            "\(count(summary.ids, "id")): \(summary.finished) \(were) in the archive, \(summary.answered) came"
        ]
        if summary.refused > 0 {
            lines.append(
                "\(summary.refused) refused: the answer's code is other than success; it is in the archive")
        }
        if summary.pending > 0 { lines.append("\(summary.pending) pending: asked for again by the next run") }
        let failed = summary.failed + summary.unusable
        if failed > 0 { lines.append("\(failed) failed: see \(archive)/failures.csv") }
        if summary.left > 0 { lines.append("\(summary.left) without an answer yet") }
        if summary.retried > 0 {
            lines.append("\(count(summary.retried, "request")) made again")
        }
        lines.append("\(ProgressLine.amount(summary.bytes)) added to \(archive)")
        return lines.joined(separator: "\n") + "\n"
    }

    /// `1 id`, `2 ids`.
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    /// Why it ended before its end; nil where it didn't.
    static func failure(_ summary: PullSummary, baseURL: String, keySource: String) -> String? {
        let are = summary.missing == 1 ? "is" : "are"
        let rest = "\(summary.missing) of \(count(summary.ids, "id")) \(are) missing: run it again"
        return switch summary.ending {
        case .complete: nil
        case .interrupted: "stopped; \(rest)"
        case .exhausted: "no answer any more, and the next try would be past --give-up-after; \(rest)"
        case .throttled(let wait?):
            "the service asks for a wait of \(TimeSpan(seconds: Double(wait.components.seconds)).text) (HTTP status"
                + " 429), longer than --give-up-after; \(rest)"
        case .throttled(nil):
            "the service says that there are too many requests (HTTP status 429), and the next try would be past "
                + "--give-up-after; \(rest)"
        case .denied(let status):
            "\(baseURL) does not allow this key to ask (HTTP status \(status)): check the key in \(keySource)"
        case .untrusted(let reason):
            "\(baseURL) can't be trusted: \(reason) (--ca-file names a private authority)"
        }
    }
}
