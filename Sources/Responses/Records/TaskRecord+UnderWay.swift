extension TaskRecord {
    /// Whether its status tells that the task has not ended (CONTRACT section 5).
    package var isUnderWay: Bool { ending.kind == .pending }
}
