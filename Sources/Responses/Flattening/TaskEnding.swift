/// How a task without generations ended, from its open `status` (CONTRACT section 5).
struct TaskEnding {
    let kind: Unaudited.Kind

    private static let failed: [StaticString] = [
        "failed", "failure", "error", "cancelled", "canceled", "rejected", "expired",
    ]
    private static let finished: [StaticString] = ["succeeded", "success", "completed", "complete", "done"]

    /// - Parameters:
    ///   - status: Compared without regard to case; an unknown one means that the task is still under way.
    ///   - reasons: What the platform gives as its reasons for a failure.
    init(status: BorrowedText?, reasons: [BorrowedText?], isRejected: Bool) {
        let isFailed = reasons.contains { $0?.isEmpty == false } || isRejected
        let isOneOf = { (known: [StaticString]) in
            known.contains { status?.isEqualIgnoringCase(to: $0) == true }
        }
        if isFailed || isOneOf(Self.failed) {
            kind = .failed
        } else if status?.isEmpty ?? true || isOneOf(Self.finished) {
            kind = .empty
        } else {
            kind = .pending
        }
    }
}

extension BorrowedText {
    /// Compares with a lower-case ASCII text.
    func isEqualIgnoringCase(to lowercase: StaticString) -> Bool {
        let other = BorrowedText(lowercase)
        guard count == other.count else { return false }
        return unsafe zip(bytes, other.bytes).allSatisfy { byte, expected in
            (65...90 ~= byte ? byte | 0x20 : byte) == expected
        }
    }
}
