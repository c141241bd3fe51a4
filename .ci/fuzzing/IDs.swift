import CSV
@testable import Pull

/// A file of task ids.
enum IDs {
    static func check(_ bytes: [UInt8]) {
        var ids = TaskIDs()
        guard let faults = read(bytes, into: &ids) else { return }
        let lines = 1 + bytes.count { $0 == 0x0A || $0 == 0x0D }
        var line = 1
        for fault in faults {
            precondition(fault.line >= line && fault.line <= lines, "lines out of order")
            line = fault.line
            precondition(
                fault.shown.utf8.count <= 128
                    && fault.shown.utf8.allSatisfy { TaskIDs.isPart($0) || $0 == 0x3F }, "shown raw")
        }
        let named = (0..<ids.count).map { ids[$0] }
        precondition(
            named.allSatisfy { 1...128 ~= $0.utf8.count && $0.utf8.allSatisfy(TaskIDs.isPart) }, "no id")
        precondition(Set(named).count == named.count, "an id twice")
        precondition(ids.count + ids.repeats + faults.count <= bytes.count, "more than there is")

        // As failures.csv lists them, they come back; a list of none is refused.
        if named.isEmpty { return }
        var again = TaskIDs()
        let table =
            CSVField.row(["reason", "task_id"]) + named.flatMap { CSVField.row(["two\n\"lines\", \($0)", $0]) }
        precondition(
            read(table, into: &again) == [] && again.count == named.count && again.repeats == 0, "not read back"
        )
        precondition(named.indices.allSatisfy { again[$0] == named[$0] }, "read back as another")
    }

    private static func read(_ bytes: [UInt8], into ids: inout TaskIDs) -> [TaskIDFile.Fault]? {
        Input.set(bytes)
        do throws(PullError) {
            return try TaskIDFile.read("-", into: &ids)
        } catch {
            guard case .refused(let reason) = error, !reason.isEmpty else { fatalError("\(error)") }
            return nil
        }
    }
}
