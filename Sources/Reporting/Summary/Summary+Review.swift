package import Policies

extension Summary {
    /// The dispositions of a run with a ledger or waivers (CONTRACT section 15).
    package struct Review: Sendable, Equatable {
        /// The ledger and the waivers.
        package var sources: Sources
        /// Listed generations by decision and disposition; a missing one counts 0.
        package var dispositions: [Decision: [Disposition: Int]] = [:]
        /// Generations by reason; one may have several reasons.
        package var reopenedBecause: [ReopenReason: Int] = [:]
        /// Flagged generations that need action, by the severity of the deciding finding.
        package var flaggedOpen: [Severity: Int] = [:]
        /// The rows of `waivers.csv`.
        package var waiverRows: [WaiverRow] = []

        init(_ sources: Sources) { self.sources = sources }

        /// The generations of a decision with a disposition.
        package func count(_ decision: Decision, _ disposition: Disposition) -> Int {
            dispositions[decision]?[disposition] ?? 0
        }

        /// The generations of a decision that need action.
        package func open(_ decision: Decision) -> Int {
            Disposition.allCases.filter(\.needsAction).reduce(0) { $0 + count(decision, $1) }
        }

        mutating func add(_ columns: ReviewColumns, _ decision: Decision, _ severity: Severity?) {
            dispositions[decision, default: [:]][columns.disposition, default: 0] += 1
            for reason in columns.reopenedBecause { reopenedBecause[reason, default: 0] += 1 }
            if decision == .flagged, columns.disposition.needsAction, let severity {
                flaggedOpen[severity, default: 0] += 1
            }
        }

        /// The first sum that does not add up, in words; nil if all do.
        func contradiction(_ counts: Counts) -> String? {
            let sums = [
                (Decision.flagged, counts.flagged), (.near, counts.near), (.incomplete, counts.incomplete),
            ]
            for (decision, count) in sums {
                let sum = (dispositions[decision] ?? [:]).values.reduce(0, +)
                if sum != count {
                    return "the dispositions of \(decision.rawValue) generations come to \(sum), not \(count)"
                }
            }
            let reopened = sums.reduce(0) { $0 + self.count($1.0, .reopened) }
            let reasons = reopenedBecause.values.max() ?? 0
            if reasons > reopened {
                return "the generations with a reason to reopen come to \(reasons), not at most \(reopened)"
            }
            return nil
        }

        /// What the dispositions come from.
        package struct Sources: Sendable, Equatable {
            /// The ledger; nil if the run was given none.
            package var decisions: Ledger?
            /// The file of waivers; nil if the run was given none.
            package var waivers: WaiverFile?

            /// Creates the sources.
            package init(decisions: Ledger? = nil, waivers: WaiverFile? = nil) {
                self.decisions = decisions
                self.waivers = waivers
            }
        }

        /// The ledger as the run read it.
        package struct Ledger: Sendable, Equatable {
            /// SHA-256 of its lines, in lower-case hexadecimal.
            package var sha256: String
            /// The number of lines.
            package var entries: Int
            /// SHA-256 of the last line, without its line feed; 64 zeros without a line.
            package var lastSHA256: String

            /// Creates the description of a ledger.
            package init(sha256: String, entries: Int, lastSHA256: String) {
                self.sha256 = sha256
                self.entries = entries
                self.lastSHA256 = lastSHA256
            }
        }

        /// The file of waivers.
        package struct WaiverFile: Sendable, Equatable {
            /// SHA-256 of the file, in lower-case hexadecimal.
            package var sha256: String
            /// The number of waivers.
            package var entries: Int

            /// Creates the description of a file.
            package init(sha256: String, entries: Int) {
                self.sha256 = sha256
                self.entries = entries
            }
        }
    }
}

extension SummaryJSON {
    /// The dispositions (CONTRACT section 15).
    static func write(_ review: Summary.Review, to json: inout JSONWriter) {
        json.object("review") {
            if let ledger = review.sources.decisions {
                $0.object("decisions") {
                    $0.text("sha256", ledger.sha256)
                    $0.integer("entries", Int64(ledger.entries))
                    $0.text("last_sha256", ledger.lastSHA256)
                }
            } else {
                $0.absent("decisions")
            }
            if let waivers = review.sources.waivers {
                $0.object("waivers") {
                    $0.text("sha256", waivers.sha256)
                    $0.integer("entries", Int64(waivers.entries))
                }
            } else {
                $0.absent("waivers")
            }
            $0.object("dispositions") {
                $0.object("flagged") { write(.flagged, of: review, to: &$0) }
                $0.object("near") { write(.near, of: review, to: &$0) }
                $0.object("incomplete") { write(.incomplete, of: review, to: &$0) }
            }
            $0.object("reopened_because") {
                for reason in ReopenReason.allCases {
                    $0.integer(named: reason.rawValue, review.reopenedBecause[reason, default: 0])
                }
            }
        }
    }

    private static func write(
        _ decision: Decision, of review: Summary.Review, to json: inout JSONWriter
    ) {
        for disposition in Disposition.allCases {
            json.integer(named: disposition.rawValue, review.count(decision, disposition))
        }
    }
}
