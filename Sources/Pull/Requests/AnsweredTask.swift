import Responses

/// Whose answer an answer is.
enum AnsweredTask {
    /// Whether the answer names tasks, and `id` is none of them. Where a relay's `task_id`, the task's own `id` and its
    /// generations' `task_id` differ, any of them may be the one that was asked for.
    static func isAnother(than id: some Collection<UInt8>, in records: borrowing ResponseRecords) -> Bool {
        let tasks = records.tasks.flatMap { [$0.id, $0.relayID] }
        let others = records.unaudited.map(\.taskID) + records.generations.map(\.taskID)
        let named = (tasks + others).compactMap { $0 }
        return !named.isEmpty && !named.contains { unsafe $0.bytes.elementsEqual(id) }
    }
}
