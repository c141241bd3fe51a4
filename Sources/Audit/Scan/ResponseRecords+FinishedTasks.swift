import Responses

extension ResponseRecords {
    /// Adds the IDs of the task of generation `index`, once per task, if its answer is final. An unfinished task
    /// may already have some of its generations.
    func addFinishedTask(of index: Int, to keys: inout [IDKey]) {
        let generation = generations[index], task = tasks[generation.task]
        guard index == 0 || generations[index - 1].task != generation.task, !task.isUnderWay else { return }
        // Usually all three are the same ID, and a key costs two hashes.
        if let id = task.id, !id.isCut { keys.append(IDKey(id)) }
        if let id = task.relayID, !id.isCut, !id.isSame(as: task.id) { keys.append(IDKey(id)) }
        if let id = generation.taskID, !id.isCut, !id.isSame(as: task.id) { keys.append(IDKey(id)) }
    }
}

extension BorrowedText {
    fileprivate func isSame(as other: BorrowedText?) -> Bool {
        guard let other, count == other.count else { return false }
        return self == other
    }
}
