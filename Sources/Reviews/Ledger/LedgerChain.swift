import Digests
import Reporting
import Responses
import Utilities

/// Checks the lines of a ledger in their order: JSON, keys, `seq` and `previous` (CONTRACT section 15).
struct LedgerChain: ~Copyable {
    private let path: String
    private var json = JSONTexts()
    /// The number of lines so far.
    private(set) var entries = 0
    /// SHA-256 of the last line; 64 zeros before the first one.
    private(set) var last = LedgerLine.noPrevious

    init(path: String) { self.path = path }

    /// Checks the next line.
    /// - Returns: The identity of its generation.
    mutating func add(_ line: BorrowedText) throws(ReportError) -> IDKey {
        let number = entries + 1, last = last
        let found = try? json.value(of: line) { value -> (IDKey, String?) in
            let view = LedgerView(value)
            if let fault = view.fault { return (.none, "is not as the ledger has it: `\(fault)`") }
            if view.seq != number { return (.none, "has `seq` \(view.seq): a line was added or removed") }
            guard view.previous == last else {
                return (
                    .none, "has another `previous` than SHA-256 of the line before it: one of them was edited"
                )
            }
            return (IDKey(view.generationID), nil)
        }
        guard let found, !json.wasRepaired else { throw broken("is not JSON") }
        if let reason = found.1 { throw broken(reason) }
        guard number <= LedgerIndex.limit else { throw broken("is one line too many") }
        entries = number
        self.last = line.withSpan { SHA256Digest.hex(of: $0) }
        return found.0
    }

    private func broken(_ reason: String) -> ReportError {
        .refused(
            path: path, reason: "the ledger is broken: line \(entries + 1) \(reason); restore it from a copy")
    }
}
