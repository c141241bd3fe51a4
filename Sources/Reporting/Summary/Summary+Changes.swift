package import Policies

extension Summary {
    /// The comparison with the report before (CONTRACT section 13).
    package struct Changes: Sendable, Equatable {
        /// The report before; nil if the baseline is empty.
        package var previous: Previous?
        /// Rows by change; those of `Change.same` and the others that are listed now, and those of the report before that
        /// are not. A missing change counts 0.
        package var counts: [Change: Int] = [:]
        /// Rows listed now without an identity.
        package var unmatched = 0
        /// Rows of the report before that were compared.
        package var matchedBefore = 0
        /// Rows of the report before that were not: without an identity, or another row of it was.
        package var unmatchedBefore = 0
        /// Rows of the report before.
        package var listedBefore = 0
        /// Rows of `changes.csv` by cause; a missing cause counts 0.
        package var causes: [ChangeCause: Int] = [:]
        /// The differences between the policies.
        package var policyChanges: [PolicyChange] = []
        /// Signals that vanished or appeared.
        package var signalChanges: [SignalChange] = []
        /// Flagged generations that are new, worse or reopened, and need action (CONTRACT section 15).
        package var flaggedNews = 0
        /// Listed generations with the disposition `reopened`.
        package var reopened = 0
        /// The first generations of the report that are new or worse and have a card, for the page.
        package var news: [News] = []
        /// Files of the report before that were edited or removed, without effect on the comparison.
        package var editedFiles: [String] = []

        /// Whether a flagged generation is new, worse or reopened, and needs action (`--fail-on new`).
        package var isFailing: Bool { flaggedNews > 0 }

        /// The rows of a change.
        package subscript(change: Change) -> Int { counts[change, default: 0] }

        /// Rows listed now that were compared.
        var compared: Int { [.new, .worse, .changed, .better, .same].reduce(0) { $0 + self[$1] } }

        /// The first sum that does not add up, in words; nil if all do. `listed` is the number of rows listed now.
        func contradiction(listed: Int) -> String? {
            let before =
                matchedBefore + self[.cleared] + self[.notSeen] + self[.gone] + unmatchedBefore
            let written = Change.written.reduce(0) { $0 + self[$1] }
            let sums = [
                ("the rows listed now by change", compared + unmatched, listed),
                ("the rows listed before by change", before, listedBefore),
                ("the causes", causes.values.reduce(0, +), written),
            ]
            return sums.first { $0.1 != $0.2 }.map { "\($0.0) come to \($0.1), not \($0.2)" }
        }
    }

    /// A report that another one follows.
    package struct Previous: Sendable, Equatable {
        /// The SHA-256 of its `manifest-sha256.txt`, in 64 lower-case hexadecimal digits.
        package var manifestSHA256: String
        /// Its time, as its summary has it.
        package var asOf: String
        /// The SHA-256 of its policy.
        package var policySHA256: String
    }

    /// A difference between a rule before and now. A rule may have several.
    package struct PolicyChange: Sendable, Equatable {
        /// What differs.
        package enum Kind: String, Sendable {
            case added, removed, meaning, severity, thresholds
        }

        /// The rule's ID.
        package var ruleID: String
        /// What differs.
        package var kind: Kind
    }

    /// A signal that many generations had before and none has now, or the reverse.
    package struct SignalChange: Sendable, Equatable {
        /// Which of the two.
        package enum Kind: String, Sendable {
            case vanished, appeared
        }

        /// The signal's name.
        package var signal: String
        /// Which of the two.
        package var kind: Kind
        /// Generations with a usable value before.
        package var wasPresent: Int
        /// Generations with a usable value now.
        package var present: Int
    }

    /// A generation that is new or worse, for the page.
    package struct News: Sendable, Equatable {
        /// The maximum number of generations.
        static let limit = 200

        /// New or worse.
        package var change: Change
        /// The policy's decision.
        package var decision: Decision
        /// Nil without a ledger and waivers.
        package var disposition: Disposition?
        /// The ID, as the page shows it.
        package var id: String
        /// The place of its text, as the page shows it.
        package var source: String
        /// The column `why`.
        package var why: String
    }
}
