import CSV
import Glibc
import Utilities

/// The ids that `failures.csv` of the previous run lists as gone: the service has no such task (CONTRACT section 9).
struct GoneIDs {
    /// The rows of the list, with their ids.
    private(set) var rows: [(key: TaskIDKey, fields: [String])] = []
    private(set) var keys: Set<TaskIDKey> = []

    /// What the reason in `failures.csv` begins with. No other reason does.
    static let mark = "gone: "
    private static let reasonField = 3

    /// Reads the list in the folder. Without a list that can be opened there are no such ids.
    /// - Throws: `PullError.failed` if the list cannot be read.
    init(in folder: borrowing ArchiveFolder) throws(PullError) {
        guard let file = try? folder.open(FailureList.name, O_RDONLY) else { return }
        let reader = CSVReader(delimiter: UInt8(ascii: ","))
        var chunk = [UInt8](repeating: 0, count: 1 << 16), count = 0
        repeat {
            do throws(SystemError) {
                count = try file.read(into: &chunk)
            } catch {
                throw .failed("read", "\(folder.path)/\(FailureList.name)", error)
            }
            for row in reader.read(Array(chunk[..<count])) ?? [] { take(row) }
        } while count > 0
        // A last row without its line end.
        if !reader.isWithinQuotes { for row in reader.finish() { take(row) } }
    }

    private mutating func take(_ row: [[UInt8]]) {
        guard row.count == FailureList.columns.count, TaskIDs.isID(row[0]),
            row[Self.reasonField].starts(with: Self.mark.utf8), keys.insert(TaskIDKey(row[0])).inserted
        else { return }
        rows.append((TaskIDKey(row[0]), row.map { String(decoding: $0, as: UTF8.self) }))
    }

    /// Removes the ids for which `isKnown` is true.
    mutating func remove(where isKnown: (TaskIDKey) -> Bool) {
        rows.removeAll { isKnown($0.key) }
        keys = Set(rows.map(\.key))
    }
}
