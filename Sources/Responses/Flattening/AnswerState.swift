/// How an answer stands: whether asking for its task again can bring more. By the rules that a scan sorts by.
package enum AnswerState: Sendable {
    /// The task succeeded or failed or was rejected, and will stay so.
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
        let has = { (kind: Unaudited.Kind) in unaudited.contains { $0.kind == kind } }
        if has(.apiError) { return .refused }
        // A task that is under way may have some of its generations already.
        if has(.pending) || tasks.contains(where: { $0.ending.kind == .pending }) { return .pending }
        if !generations.isEmpty || has(.failed) || has(.rejected) { return .final }
        let isDone = unaudited.contains { $0.kind == .empty && $0.status?.isEmpty == false }
        return isDone ? .final : .unknown
    }
}

extension TaskRecord {
    /// Whether its status tells that the task has not ended, and nothing says that it failed (CONTRACT section 5).
    package var isUnderWay: Bool { !endsWell && ending.kind == .pending }

    /// Whether its status is one of nearly every task.
    var endsWell: Bool {
        status.map { $0.hasPrefixIgnoringCase("succe") || $0.hasPrefixIgnoringCase("complet") } == true
    }

    var ending: TaskEnding {
        TaskEnding(
            status: status, words: .init(failures: hasFailed ? ["a reason"] : []), moderation: moderation)
    }
}
