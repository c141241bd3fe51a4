import Glibc
import Reporting
import Responses
import Utilities

/// The first line of a plan (CONTRACT section 17): the files that no part has.
struct PlanHead {
    private(set) var skippedFiles = 0
    private(set) var skippedNames: [String] = []

    /// Reads the plan at `path`, which must be of so many parts.
    init(of path: String, parts: Int) throws(ReportError) {
        var reader = try LineReader(path: path)
        guard let line = try reader.next() else { throw Self.refused(path) }
        var json = JSONTexts()
        let found = try? json.value(of: line) { Self.values(in: $0) }
        guard let (count, names, skipped) = found ?? nil, 0...PartDecoder.largestCount ~= skipped else {
            throw Self.refused(path)
        }
        guard count == parts else {
            throw .refused(
                path: path,
                reason: "is a plan of \(count) parts, and \(parts) are named; name the parts of this plan")
        }
        skippedFiles = skipped
        skippedNames = names
    }

    private static func refused(_ path: String) -> ReportError {
        .refused(path: path, reason: "is no plan; name the file that modaudit plan wrote")
    }

    private static func values(in head: JSONValue) -> (parts: Int, names: [String], skipped: Int)? {
        guard let parts = head.member(named: "parts")?.whole, let list = head.member(named: "skipped"),
            let skipped = head.member(named: "skipped_count")?.whole, list.is(.array),
            let parts = Int(exactly: parts), let skipped = Int(exactly: skipped)
        else { return nil }
        return (parts, JSONElements(of: list).filter { $0.is(.text) }.map { String($0.text) }, skipped)
    }
}
