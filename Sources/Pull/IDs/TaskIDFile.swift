import Glibc
import Responses

/// A file of task ids: plain lines, or CSV with a `task_id` column.
///
/// Tolerated are what spreadsheets make of it: a byte order mark, semicolons or tabs, quotes, blanks around, rows of
/// empty cells.
package struct TaskIDFile {
    /// A line that holds no id.
    package struct Fault: Sendable, Equatable {
        /// From 1; of the row's first line.
        package var line: Int
        /// What stands there, fit to be shown: made of the characters of ids and `?`, not longer than an id.
        package var shown: String
    }

    /// A row over this size is taken for a quote that was left open.
    private static let rowLimit = 1 << 20

    package private(set) var faults: [Fault] = []
    private let name: String
    private var reader: CSVText.Reader?
    private var column = 0
    private var line = 1
    private var rowLine = 1
    private var rowBytes = 0
    private var isHeader = true
    /// Rows that held an id, or something in the place of one.
    private var rows = 0

    /// Adds the ids in the file at `path`, `-` for standard input, to `ids`; returns the lines without one.
    /// - Throws: `PullError.refused` where it can't be read, is no list but a workbook or UTF-16, has several columns
    ///   and none is called `task_id`, ends within quotes, or holds nothing.
    package static func read(_ path: String, into ids: inout TaskIDs) throws(PullError) -> [Fault] {
        let descriptor = path == "-" ? STDIN_FILENO : unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .refused("\(path): \(SystemCall.words(of: errno))") }
        defer { if path != "-" { close(descriptor) } }
        var file = TaskIDFile(name: path == "-" ? "standard input" : path)
        var rest: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw .refused("\(path): \(SystemCall.words(of: errno))") }
            if count == 0 { break }
            rest += chunk[..<count]
            var start = 0
            while let end = lineEnd(in: rest[start...]) {
                try file.add(line: Array(rest[start..<end]), to: &ids)
                start = end
            }
            rest.removeSubrange(..<start)
            if rest.count > rowLimit { throw file.overlong }
        }
        if !rest.isEmpty { try file.add(line: rest, to: &ids) }
        if file.reader?.isWithinQuotes ?? false { throw file.overlong }
        for row in file.reader?.finish() ?? [] { try file.add(row, to: &ids) }
        guard file.rows > 0 else { throw .refused("\(file.name): holds no task ids") }
        return file.faults
    }

    private init(name: String) { self.name = name }

    /// Line by line, so that the rows that come out have their line's number.
    private mutating func add(line bytes: [UInt8], to ids: inout TaskIDs) throws(PullError) {
        var bytes = bytes
        if line == 1 {
            if let words = OtherForm.words(of: bytes) { throw .refused("\(name): \(words)") }
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        }
        if reader == nil {
            guard bytes.contains(where: { $0 > 32 }) else {
                line += 1
                rowLine = line
                return
            }
            reader = CSVText.Reader(delimiter: Header.delimiter(of: bytes))
        }
        guard let rows = reader?.read(bytes) else { throw .refused("\(name): no memory for line \(line)") }
        for row in rows { try add(row, to: &ids) }
        rowBytes += bytes.count
        line += 1
        // A quoted field may go on behind the line's end, and blank lines are part of it.
        if !rows.isEmpty || (rowBytes == bytes.count && bytes.allSatisfy { $0 <= 32 }) {
            rowLine = line
            rowBytes = 0
        } else if rowBytes > Self.rowLimit {
            throw overlong
        }
    }

    /// The index behind the first line end: line feed, carriage return, or both. Nil also where a line feed may follow
    /// what is there.
    private static func lineEnd(in bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = bytes.firstIndex(where: { $0 == 10 || $0 == 13 }) else { return nil }
        if bytes[first] == 10 { return first + 1 }
        guard first + 1 < bytes.endIndex else { return nil }
        return first + (bytes[first + 1] == 10 ? 2 : 1)
    }

    private mutating func add(_ row: [[UInt8]], to ids: inout TaskIDs) throws(PullError) {
        let fields = row.map(Self.trimmed)
        if isHeader {
            isHeader = false
            if let named = fields.firstIndex(where: Header.isName) {
                column = named
                return
            }
            // What stands behind a plain list's first id may be a delimiter, and nothing more.
            guard fields.dropFirst().allSatisfy(\.isEmpty) else {
                throw .refused("\(name): no column is called task_id; the first line must name it")
            }
        }
        guard !fields.allSatisfy(\.isEmpty) else { return }
        rows += 1
        let field = column < fields.count ? fields[column] : []
        // A row of more fields than the plain list has is no id with something behind it.
        if !ids.add(field) { faults.append(Fault(line: rowLine, shown: Self.shown(field))) }
    }

    private var overlong: PullError {
        .refused("\(name): the row that begins on line \(rowLine) has no end; is a quote left open?")
    }

    static func trimmed(_ field: [UInt8]) -> ArraySlice<UInt8> {
        // U+00A0, which spreadsheets put behind a text, is C2 A0.
        var rest = field[...]
        while let last = rest.last, last <= 32 || rest.suffix(2).elementsEqual([0xC2, 0xA0]) {
            rest = rest.dropLast(last <= 32 ? 1 : 2)
        }
        return rest.drop { $0 <= 32 }
    }

    /// An id that is none, fit to be shown.
    package static func shown(_ field: some Collection<UInt8>) -> String {
        String(decoding: field.prefix(128).map { TaskIDs.isPart($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }
}
