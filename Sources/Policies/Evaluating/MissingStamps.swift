import Responses

/// Marks the missing signals of the current generation that are listed already.
struct MissingStamps {
    private var serial = 0
    private var ofSignal: [Int] = []
    private var ofPattern: [Int] = []

    mutating func begin(signals: Int, patterns: Int) {
        serial += 1
        while ofSignal.count < signals { ofSignal.append(0) }
        while ofPattern.count < patterns { ofPattern.append(0) }
    }

    mutating func isFirst(_ signal: SignalID) -> Bool {
        defer { ofSignal[signal.index] = serial }
        return ofSignal[signal.index] != serial
    }

    mutating func isFirst(pattern: Int) -> Bool {
        defer { ofPattern[pattern] = serial }
        return ofPattern[pattern] != serial
    }
}
