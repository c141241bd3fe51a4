/// What the relay envelope adds to its task.
struct RelayFields {
    /// `code` and `message`, where `code` is other than `success`.
    var refusal: String?
    var taskID: BorrowedText?
    var status: BorrowedText?
    var failReason: BorrowedText?
    var submittedAt: Timestamp?
    var startedAt: Timestamp?
    var finishedAt: Timestamp?
    /// Defects met before any generation was: every generation of the answer lists them.
    var defects: [Defect] = []

    mutating func read(from map: borrowing FieldMap, of flattener: inout ResponseFlattener) {
        let before = flattener.records.defects.count
        taskID = flattener.text(.taskID, in: map).value
        status = flattener.text(.status, in: map).value
        failReason = flattener.text(.failReason, in: map).value
        submittedAt = flattener.timestamp(.submitTime, in: map)
        startedAt = flattener.timestamp(.startTime, in: map)
        finishedAt = flattener.timestamp(.finishTime, in: map)
        defects = flattener.takeDefects(from: before)
    }
}
