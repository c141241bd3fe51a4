import Reporting
import Responses

extension ResponseRecords {
    /// Adds the IDs of the task of generation `index`, once per task, if its answer is final. An unfinished task
    /// may already have some of its generations.
    func addFinishedTask(of index: Int, to keys: inout [IDKey], _ keying: IDKeying) {
        let generation = generations[index], task = tasks[generation.task]
        guard index == 0 || generations[index - 1].task != generation.task, !task.isUnderWay else { return }
        // Mostly all three are the same id, and a key costs two hashes.
        if let key = task.id?.key(keying) { keys.append(key) }
        if let id = task.relayID, !id.isSame(as: task.id), let key = id.key(keying) { keys.append(key) }
        if let id = generation.taskID, !id.isSame(as: task.id), let key = id.key(keying) { keys.append(key) }
    }
}

extension Unaudited {
    /// Adds the IDs of a task that was rejected.
    func addFinishedTask(to keys: inout [IDKey], _ keying: IDKeying) {
        if let key = taskID?.key(keying) { keys.append(key) }
        if let id = relayID, !id.isSame(as: taskID), let key = id.key(keying) { keys.append(key) }
    }
}

extension BorrowedText {
    /// The key of an id; nil of one that was cut, which identifies nothing.
    func key(_ keying: IDKeying) -> IDKey? { isCut ? nil : keying.key(of: self) }

    fileprivate func isSame(as other: BorrowedText?) -> Bool {
        guard let other, count == other.count else { return false }
        return self == other
    }
}
