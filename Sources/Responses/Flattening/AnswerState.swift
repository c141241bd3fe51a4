/// The state of an answer, which determines whether another request for its task can return more. It follows the same
/// rules as the rows of a scan.
package enum AnswerState: Sendable {
    /// The task succeeded, failed or was rejected.
    case final
    /// The task is under way.
    case pending
    /// The `code` is other than `success`.
    case refused
    /// No known envelope, or one without the state of its task.
    case unknown
}

extension ResponseRecords {
    /// The state of the answers in the whole text.
    package var standing: AnswerState {
        let has = { (kind: Unaudited.Kind) in unaudited.contains { $0.kind == kind } }
        if has(.apiError) { return .refused }
        // A pending task may already have some of its generations.
        if has(.pending) || tasks.contains(where: { $0.ending.kind == .pending }) { return .pending }
        if !generations.isEmpty || has(.failed) || has(.rejected) { return .final }
        let isDone = unaudited.contains { $0.kind == .empty && $0.status?.isEmpty == false }
        return isDone ? .final : .unknown
    }
}

extension TaskRecord {
    /// Whether the task's status is pending and no reason of a failure is given (CONTRACT section 5).
    package var isUnderWay: Bool { !endsWell && ending.kind == .pending }

    /// Whether the status means success. This check is fast, and nearly every task has such a status.
    var endsWell: Bool {
        status.map { $0.hasPrefixIgnoringCase("succe") || $0.hasPrefixIgnoringCase("complet") } == true
    }

    var ending: TaskEnding {
        TaskEnding(
            status: status, words: .init(failures: hasFailed ? ["a reason"] : []), moderation: moderation)
    }
}
