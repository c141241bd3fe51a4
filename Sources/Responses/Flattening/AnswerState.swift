/// How an answer stands: whether asking for its task again can bring more. By the rules that a scan sorts by.
package enum AnswerState: Sendable {
    /// The task succeeded or failed, and will stay so.
    case final
    /// The task is under way.
    case pending
    /// The `code` is other than `success`.
    case refused
    /// No known envelope, or one that says nothing of how its task ended.
    case unknown
}

extension ResponseRecords {
    /// The standing of the text as a whole.
    package var standing: AnswerState {
        if unaudited.contains(where: { $0.kind == .apiError }) { return .refused }
        guard !tasks.isEmpty else {
            switch unaudited.first?.kind {
            case .failed, .rejected: return .final
            case .pending: return .pending
            case .empty: return unaudited.first?.status?.isEmpty == false ? .final : .unknown
            case .apiError, .unreadable, .superseded, nil: return .unknown
            }
        }
        // A task that is under way may have some of its generations already.
        if tasks.contains(where: { $0.ending.kind == .pending }) { return .pending }
        let saysNothing = tasks.contains { $0.ending.kind == .empty && $0.status?.isEmpty ?? true }
        return saysNothing && generations.isEmpty ? .unknown : .final
    }
}

extension TaskRecord {
    var ending: TaskEnding {
        TaskEnding(
            status: status, reasons: [failureReason, failReason],
            isRejected: moderation.isOutputRejection == true)
    }
}
