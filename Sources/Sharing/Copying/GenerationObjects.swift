internal import Reporting
internal import Responses
internal import Utilities

/// Reads the objects of `generations.json` one at a time.
struct GenerationObjects: ~Copyable {
    private let file: String
    private var lines: LineReader
    private var json = JSONTreeReader()
    private var hasBegun = false

    init(of report: SourceReport) throws(ShareError) {
        let file = "\(report.path)/\(ReportFileName.generations)"
        self.file = file
        lines = try ShareError.reporting { () throws(ReportError) in try LineReader(path: file) }
    }

    /// The next object; nil after the last one.
    mutating func next() throws(ShareError) -> JSONTree? {
        if Interruption.isRequested { throw .failed(.stopped) }
        if !hasBegun {
            guard try nextLine() == Array(GenerationsJSON.opening.description.utf8) else { throw unusable() }
            hasBegun = true
        }
        guard var line = try nextLine() else { throw unusable() }
        if line.first == UInt8(ascii: "]") { return nil }
        if line.last == UInt8(ascii: ",") { line.removeLast() }
        do throws(UnreadableText) {
            return try json.tree(of: line)
        } catch {
            throw unusable()
        }
    }

    private mutating func nextLine() throws(ShareError) -> [UInt8]? {
        do throws(ReportError) {
            return try lines.next()
        } catch {
            throw .failed(error)
        }
    }

    private func unusable() -> ShareError { .unusable("\(file.visible) is not as a report has it") }
}
