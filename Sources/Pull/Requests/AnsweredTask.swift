import Responses

/// Checks that a response belongs to the requested task.
enum AnsweredTask {
    /// Whether the response contains task ids and `id` is not among them. If the relay's `task_id`, the task's `id` and the
    /// generations' `task_id` differ, each of them can be the requested id.
    static func isAnother(than id: some Collection<UInt8>, in records: borrowing ResponseRecords) -> Bool {
        let tasks = records.tasks.flatMap { [$0.id, $0.relayID] }
        let others = records.unaudited.map(\.taskID) + records.generations.map(\.taskID)
        let named = (tasks + others).compactMap { $0 }
        return !named.isEmpty && !named.contains { $0.elementsEqual(id) }
    }
}
