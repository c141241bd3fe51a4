import Policies
import Reporting
import Utilities

/// The lines of a ledger that count for a generation (CONTRACT section 15), and what they decide before anything is
/// compared with today.
struct CountingLines {
    /// In the order of the ledger, at most one per reviewer.
    let lines: [LedgerLine]

    /// - Parameter lines: Lines of any generation and kind, in the order of the ledger.
    init(_ lines: [LedgerLine], of subject: ReviewSubject) {
        guard let identity = subject.identity else {
            self.lines = []
            return
        }
        var counting = lines.filter {
            $0.kind == .decision && Self.isEqual($0.generationID, identity)
                && Self.isEqual($0.createdAt, subject.createdAt)
        }[...]
        if let last = counting.lastIndex(where: { $0.decision == .reopen }) {
            counting = counting[(last + 1)...]
        }
        if let last = counting.lastIndex(where: \.isFinal) { counting = counting[last...] }
        self.lines = counting.indices.filter { index in
            !counting[(index + 1)...].contains { $0.reviewer == counting[index].reviewer }
        }.map { counting[$0] }
    }

    /// Compares bytes. `String` treats two Unicode forms of a text as equal.
    private static func isEqual(_ left: String?, _ right: String?) -> Bool {
        guard let left, let right else { return left == nil && right == nil }
        return left.utf8.elementsEqual(right.utf8)
    }

    func of(_ decision: ReviewDecision) -> [LedgerLine] { lines.filter { $0.decision == decision } }

    /// The disposition while nothing changed since.
    /// - Parameter needed: The number of reviewers that a dismissal needs.
    func disposition(needed: Int) -> Disposition {
        let violations = of(.violation).count, dismissals = of(.dismissed).count
        if lines.isEmpty { return .open }
        if !of(.escalated).isEmpty { return .escalated }
        if violations > 0 { return dismissals > 0 ? .conflict : .confirmed }
        if dismissals == 0 { return .unsure }
        return dismissals < needed ? .needsSecond : .dismissed
    }

    /// The lines that make a disposition.
    func deciding(_ disposition: Disposition) -> [LedgerLine] {
        switch disposition {
        case .escalated: of(.escalated)
        case .confirmed: of(.violation)
        case .dismissed, .needsSecond: of(.dismissed)
        case .conflict: lines.filter { $0.decision != .unsure }
        case .unsure: of(.unsure)
        case .open, .waived, .reopened: []
        }
    }
}
