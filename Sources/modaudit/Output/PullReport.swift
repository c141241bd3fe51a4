import Pull

/// The texts of a pull: its progress, its result and its error.
enum PullReport {
    /// `1204 of 200000 done, 3 pending, 12 retried, 310/s, 10:40 left`
    static func progress(_ summary: PullSummary, elapsed: Double) -> String {
        var parts = ["\(summary.done) of \(summary.ids) done"]
        if summary.pending > 0 { parts.append("\(summary.pending) pending") }
        if summary.retried > 0 { parts.append("\(summary.retried) retried") }
        let rate =
            elapsed > 0
            ? Double(summary.done - summary.finished - summary.goneBefore - summary.unusable) / elapsed : 0
        parts.append(rate < 10 ? "\((rate * 10).rounded() / 10)/s" : "\(Int(rate))/s")
        if rate > 0, elapsed >= 1 {
            parts.append("\(ProgressLine.clock(Int(Double(summary.left) / rate))) left")
        }
        return parts.joined(separator: ", ")
    }

    /// The result, for standard output.
    static func text(_ summary: PullSummary, archive: String) -> String {
        let were = summary.finished == 1 ? "was" : "were"
        var lines = [
            "\(count(summary.ids, "id")): \(summary.finished) \(were) in the archive, \(summary.answered) fetched"
        ]
        if summary.refused > 0 {
            lines.append(
                "\(summary.refused) refused: archived answers with a code other than success")
        }
        let gone = summary.gone + summary.goneBefore
        if gone > 0 {
            lines.append(
                "\(gone) gone: the service has no such task, see \(archive)/failures.csv; --retry-gone requests them"
                    + " again")
        }
        if summary.pending > 0 { lines.append("\(summary.pending) pending: the next run requests them again") }
        let failed = summary.failed + summary.unusable
        if failed > 0 { lines.append("\(failed) failed: see \(archive)/failures.csv") }
        if summary.left > 0 { lines.append("\(summary.left) without an answer yet") }
        if summary.retried > 0 {
            lines.append("\(count(summary.retried, "request")) repeated")
        }
        lines.append("\(ProgressLine.amount(summary.bytes)) added to \(archive)")
        return lines.joined(separator: "\n") + "\n"
    }

    /// `1 id`, `2 ids`.
    static func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }

    /// Why the pull ended before all ids were requested; nil if it did not.
    /// - Parameter keySource: The file or variable of the key.
    static func failure(_ summary: PullSummary, baseURL: String, keySource: String) -> String? {
        let are = summary.missing == 1 ? "is" : "are"
        let rest = "\(summary.missing) of \(count(summary.ids, "id")) \(are) missing: run it again"
        return switch summary.ending {
        case .complete: nil
        case .interrupted:
            "stopped by a signal; \(summary.quota.map { "the service says that the quota is used up (\($0)); " } ?? "")\(rest)"
        case .exhausted: "all requests fail, and the next one would be after --give-up-after; \(rest)"
        case .throttled(let wait?):
            "the service asks for a wait of \(TimeSpan(seconds: Double(wait.components.seconds)).text) (HTTP status"
                + " 429), longer than --give-up-after; \(rest)"
        case .throttled(nil):
            "the service answers with too many requests (HTTP status 429), and the next request would be after "
                + "--give-up-after; \(rest)"
        case .quotaUsedUp(let reason):
            "the service says that the quota is used up (\(reason)), and the next request would be after"
                + " --give-up-after; \(rest)"
        // Some proxies answer 401 to a wrong password.
        case .proxyRefused(let status) where [401, 407].contains(status):
            "the proxy refuses the connection to \(baseURL) (HTTP status \(status)): check the user and the password in"
                + " the proxy's URL, in the variable HTTPS_PROXY"
        case .proxyRefused(let status):
            "the proxy refuses the connection to \(baseURL) (HTTP status \(status)): allow this host and port in the"
                + " proxy, or use --no-proxy"
        case .denied(let status, let reason):
            "\(baseURL) does not accept the key (HTTP status \(status)\(reason.isEmpty ? "" : ": \(reason)")): check the key in"
                + " \(keySource)"
        case .untrusted(let reason):
            "\(baseURL) is not trusted: \(reason); for a private authority use --ca-file"
        }
    }
}
