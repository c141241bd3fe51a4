import Reporting
import Responses
import Utilities

/// The tasks with a final answer in some part, of those with an answer that a final one supersedes (CONTRACT section 5).
/// Memory holds only the latter: 25 to 51 bytes each.
struct FinishedTasks {
    private var unfinished = IDTable<Void>(empty: ())
    /// For each part, the place of its keys of tasks.
    private var places: [Range<Int>] = []

    /// Adds a task with an answer that a final one supersedes.
    mutating func add(unfinished task: IDKey) { _ = unfinished.insert(task, ()) }

    /// Adds the place of the next part's keys of tasks.
    mutating func note(_ place: Range<Int>) { places.append(place) }

    /// Reads the keys of all parts, once all unfinished tasks are known.
    func finished(in parts: [String]) throws(ReportError) -> IDTable<Void> {
        var finished = IDTable<Void>(empty: ())
        if unfinished.count == 0 { return finished }
        for (path, place) in zip(parts, places) where !place.isEmpty {
            if Interruption.isRequested { throw .stopped }
            try PartReader.eachKey(of: path, at: place) { key in
                if unfinished.contains(key) { _ = finished.insert(key, ()) }
            }
        }
        return finished
    }
}
