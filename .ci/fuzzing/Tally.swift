import Glibc

/// Counts what was tried: executions, and of them those of inputs that the mutator made.
struct BatchCounts {
    var isMutated = false
    private var executions = 0
    private var mutants = 0
    private var bytes = 0

    mutating func count(_ size: Int) {
        executions += 1
        guard isMutated else { return }
        isMutated = false
        mutants += 1
        bytes += size
    }

    /// One line, for `.ci/fuzz` to add up.
    func print() {
        let line = Array("tried \(Reader.chosen.rawValue) \(executions) \(mutants) \(bytes)\n".utf8)
        _ = write(STDERR_FILENO, line, line.count)
    }
}

nonisolated(unsafe) var tally = BatchCounts()
