internal import Policies
internal import Reporting
internal import Responses
internal import Utilities

/// What reviewers made of a generation, for a sheet.
struct ReviewState {
    var disposition: Disposition
    /// The reasons, in their order.
    var reopenedBecause: [String] = []
    /// The counting decisions: `anna dismissed 2026-11-20`.
    var previous: [String] = []
}

/// Finds what reviewers made of the generations of a report: by a ledger, or as the report has it.
struct DispositionLookup: ~Copyable {
    private let ledger: Ledger?
    private let rules: DispositionRules
    private var reader = LedgerLineReader()
    /// Whether dispositions are computed anew.
    var isNeeded = false

    init(_ folder: String?, _ rules: DispositionRules) throws(ReviewError) {
        self.rules = rules
        if let folder {
            ledger = try ReviewError.ledger { () throws(ReportError) in try Ledger(in: folder) }
        } else {
            ledger = nil
        }
    }

    mutating func state(of row: JSONTree, _ rows: ReportRows) throws(ReviewError) -> ReviewState {
        guard isNeeded, let subject = rows.subject(of: row) else { return Self.reported(row) }
        let outcome = rules.outcome(of: subject, try lines(of: subject.identity))
        return ReviewState(
            disposition: outcome.disposition, reopenedBecause: outcome.reopenedBecause.map(\.rawValue),
            previous: outcome.lines.map {
                "\($0.reviewer) \($0.decision.rawValue) \($0.recordedAt.text.prefix(10))"
            })
    }

    private mutating func lines(of identity: String?) throws(ReviewError) -> [LedgerLine] {
        guard let identity else { return [] }
        let id = Array(identity.utf8)
        do throws(ReportError) {
            switch ledger {
            case .some(let ledger):
                return try id.withBorrowedText(ofFirst: id.count) { text throws(ReportError) in
                    try ledger.lines(of: text, &reader)
                }
            case nil: return []
            }
        } catch {
            throw ReviewError(ofLedger: error)
        }
    }

    /// The columns of the report. A report without decisions and waivers has open generations only.
    private static func reported(_ row: JSONTree) -> ReviewState {
        var state = ReviewState(
            disposition: row["disposition"]?.text.flatMap(Disposition.init(rawValue:)) ?? .open)
        state.reopenedBecause = row["reopened_because"]?.elements?.compactMap(\.text) ?? []
        for review in row["reviews"]?.elements ?? [] {
            let words = ["reviewer", "decision"].compactMap { review[$0]?.text }
            state.previous.append(
                (words + [String((review["recorded_at"]?.text ?? "").prefix(10))]).joined(separator: " "))
        }
        return state
    }
}

extension ReportRows {
    /// A listed generation as dispositions need it; nil for another object.
    func subject(of row: JSONTree) -> ReviewSubject? {
        guard let decision = row["decision"]?.text.flatMap(Decision.init(rawValue:)) else { return nil }
        // A row without a key has no identity.
        let hasIdentity = row["review_key"]?.text?.isEmpty == false
        var subject = ReviewSubject(
            identity: hasIdentity ? row["generation_id"]?.text : nil, createdAt: row["created_at"]?.text,
            decision: decision, findings: findings(of: row),
            missing: row["missing_signals"]?.elements?.compactMap(\.text) ?? [])
        subject.taskID = row["task_id"]?.text
        subject.userID = row["user_id"]?.text
        subject.model = row["model"]?.text
        return subject
    }
}
