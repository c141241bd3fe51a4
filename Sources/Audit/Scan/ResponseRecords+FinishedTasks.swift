import Responses

extension ResponseRecords {
    /// Adds the ids of the task of generation `index`, once per task, where its answer is final: a task that is under way may
    /// have some of its generations already.
    func addFinishedTask(of index: Int, to keys: inout [IDKey]) {
        let generation = generations[index], task = tasks[generation.task]
        guard index == 0 || generations[index - 1].task != generation.task, !task.isUnderWay else { return }
        if let id = task.id { keys.append(IDKey(id)) }
        if let id = task.relayID { keys.append(IDKey(id)) }
        if let id = generation.taskID { keys.append(IDKey(id)) }
    }
}
