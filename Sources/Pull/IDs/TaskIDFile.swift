import CSV
import Glibc
import Utilities

/// A file of task ids: one id per line, or CSV with a column that is named `task_id`, `taskId` or `id`.
///
/// It accepts what spreadsheets write: a byte order mark, a line `sep=;`, semicolons or tabs as delimiters, quotes,
/// blanks around fields, rows of empty cells.
package struct TaskIDFile {
    /// A line without a valid id.
    package struct Fault: Sendable, Equatable {
        /// The number of the row's first line, from 1.
        package var line: Int
        /// The invalid id, sanitized for display: see `TaskIDFile.shown(_:)`.
        package var shown: String
    }

    /// The most bytes of a row. A larger row has a missing closing quote.
    private static let rowLimit = 1 << 20

    private var faults: [Fault] = []
    private let name: String
    private var reader: CSVReader?
    /// The delimiter that a line `sep=;` names.
    private var delimiter: UInt8?
    private var column = 0
    private var line = 1
    private var rowLine = 1
    private var rowBytes = 0
    private var isHeader = true
    /// Rows with a valid or an invalid id.
    private var rows = 0

    /// Adds the ids in the file at `path` to `ids`. `-` is standard input.
    /// - Returns: The lines without a valid id.
    /// - Throws: `PullError.refused` if the file cannot be read, is a workbook, JSON or UTF-16, has several columns
    ///   and none is named `task_id`, `taskId` or `id`, has a quote without its closing quote, or contains no rows.
    package static func read(_ path: String, into ids: inout TaskIDs) throws(PullError) -> [Fault] {
        var file = TaskIDFile(name: path == "-" ? "standard input" : path)
        let input = try file.open(path)
        var rest: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = try file.read(input, into: &chunk)
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
        guard file.rows > 0 else { throw .refused("\(file.name): contains no task ids") }
        return file.faults
    }

    private init(name: String) { self.name = name }

    private func open(_ path: String) throws(PullError) -> FileDescriptor {
        if path == "-" { return FileDescriptor(borrowing: STDIN_FILENO) }
        do throws(SystemError) {
            return try FileDescriptor(opening: path, O_RDONLY)
        } catch {
            throw .refused("\(name): \(error)")
        }
    }

    private func read(
        _ input: borrowing FileDescriptor, into chunk: inout [UInt8]
    ) throws(PullError) -> Int {
        do throws(SystemError) {
            return try input.read(into: &chunk)
        } catch {
            throw .refused("\(name): \(error)")
        }
    }

    /// Reads one line. Lines are read one by one, so that each row has the number of its line.
    private mutating func add(line bytes: [UInt8], to ids: inout TaskIDs) throws(PullError) {
        var bytes = bytes
        if line == 1 {
            if let words = Self.otherForm(bytes) { throw .refused("\(name): \(words)") }
            if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        }
        if reader == nil {
            guard bytes.contains(where: { $0 > .space }) else {
                line += 1
                rowLine = line
                return
            }
            if delimiter == nil, let named = try namedDelimiter(of: bytes) {
                delimiter = named
                line += 1
                rowLine = line
                return
            }
            if let first = bytes.first(where: { $0 > .space }), "[{".utf8.contains(first) {
                throw .refused(
                    "\(name): is JSON; write one id per line, for example with jq -r '.[]' for an array of ids")
            }
            reader = CSVReader(delimiter: delimiter ?? Header.delimiter(of: bytes))
        }
        guard let rows = reader?.read(bytes) else {
            throw .refused("\(name): not enough memory for line \(line)")
        }
        for row in rows { try add(row, to: &ids) }
        rowBytes += bytes.count
        line += 1
        // A quoted field can continue on the next lines, and contain blank lines.
        if !rows.isEmpty || (rowBytes == bytes.count && bytes.allSatisfy { $0 <= .space }) {
            rowLine = line
            rowBytes = 0
        } else if rowBytes > Self.rowLimit {
            throw overlong
        }
    }

    private func namedDelimiter(of line: [UInt8]) throws(PullError) -> UInt8? {
        do throws(Unfit) {
            return try Header.namedDelimiter(of: line)
        } catch {
            throw .refused("\(name): \(error.reason)")
        }
    }

    /// What a spreadsheet saved instead of a list, and the fix; nil if the file can be a list.
    private static func otherForm(_ start: [UInt8]) -> String? {
        switch FileSignature(of: start) {
        case .zip, .compoundDocument: "is a workbook; save it as CSV"
        case .utf16: "is UTF-16; save it as CSV UTF-8"
        // UTF-16 without a byte order mark: one byte of the first letter is 0.
        default: start.prefix(2).contains(0) ? "is UTF-16; save it as CSV UTF-8" : nil
        }
    }

    /// The index after the first line end: line feed, carriage return, or both. Nil if there is none, or if the last
    /// byte is a carriage return that a line feed can follow.
    private static func lineEnd(in bytes: ArraySlice<UInt8>) -> Int? {
        guard let first = bytes.firstIndex(where: { $0 == .lineFeed || $0 == .carriageReturn }) else {
            return nil
        }
        if bytes[first] == .lineFeed { return first + 1 }
        guard first + 1 < bytes.endIndex else { return nil }
        return first + (bytes[first + 1] == .lineFeed ? 2 : 1)
    }

    private mutating func add(_ row: [[UInt8]], to ids: inout TaskIDs) throws(PullError) {
        let fields = row.map(Self.trimmed)
        if isHeader {
            isHeader = false
            if let named = Header.column(in: fields) {
                column = named
                return
            }
            // The first line of a plain list can end in delimiters.
            guard fields.dropFirst().allSatisfy(\.isEmpty) else {
                throw .refused(
                    "\(name): no column is named task_id, taskId or id; add column names as the first line")
            }
        }
        guard !fields.allSatisfy(\.isEmpty) else { return }
        rows += 1
        let field = column < fields.count ? fields[column] : []
        if !ids.add(field) { faults.append(Fault(line: rowLine, shown: Self.shown(field))) }
    }

    private var overlong: PullError {
        .refused("\(name): the row that begins on line \(rowLine) has no closing quote")
    }

    /// The field without blanks and control characters around it, and without U+00A0 after it.
    static func trimmed(_ field: [UInt8]) -> ArraySlice<UInt8> {
        // Spreadsheets add U+00A0, which is C2 A0, after a text.
        var rest = field[...]
        while let last = rest.last, last <= .space || rest.suffix(2).elementsEqual([0xC2, 0xA0]) {
            rest = rest.dropLast(last <= .space ? 1 : 2)
        }
        return rest.drop { $0 <= .space }
    }

    /// An invalid id, sanitized for display: at most 128 bytes, and `?` for every byte that an id cannot contain.
    package static func shown(_ field: some Collection<UInt8>) -> String {
        String(decoding: field.prefix(128).map { TaskIDs.isPart($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
    }
}
