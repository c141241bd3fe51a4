package import Responses

/// Rows of `unaudited.csv` before they are written: the kind of some may change until the run ends (`superseded`,
/// CONTRACT section 5).
///
/// A row is stored as a header of four words (the length of its cells in bytes, the kind, and the two halves of its
/// task's key, 0 if it cannot be superseded), followed by all its cells except the kind, each with its delimiter.
struct UnauditedRows: ~Copyable {
    private var rows = OutputBuffer()
    private var cells: CSVSheet

    init(style: ReportStyle) { cells = CSVSheet(style: style) }

    /// The rows so far. Valid until they change.
    var text: BorrowedText { rows.text }

    var count: Int { rows.count }

    mutating func removeAll() { rows.removeAll() }

    /// Appends rows of a part file.
    mutating func read(_ bytes: BorrowedText) throws(PartFault) {
        var position = 0
        while position < bytes.count {
            let start = position + UnauditedHeader.size
            guard start <= bytes.count else { throw PartFault() }
            let header = UnauditedHeader(bytes.slice(position..<start))
            guard header.length >= 0, header.length <= bytes.count - start,
                -1..<Unaudited.Kind.allCases.count ~= header.kind
            else { throw PartFault() }
            position = start + header.length
        }
        rows.append(bytes)
    }

    /// - Parameters:
    ///   - kind: Nil for a duplicate.
    ///   - task: The key of the task, if a final answer of the task supersedes the row.
    mutating func add(_ row: UnauditedTable.Row, _ kind: Unaudited.Kind?, task: IDKey? = nil) {
        cells.removeAll()
        UnauditedTable.writeRest(row, to: &cells)
        let key = kind?.canBeSuperseded == true ? task ?? .none : .none
        let header = UnauditedHeader(
            length: cells.count, kind: kind.flatMap(Unaudited.Kind.allCases.firstIndex) ?? -1, task: key)
        header.write(to: &rows)
        rows.append(cells.text)
    }

    /// Passes the header of each row to `body`.
    func forEachHeader(_ body: (UnauditedHeader) -> Void) {
        var offset = 0
        while offset < rows.count {
            let header = UnauditedHeader(rows.text.slice(offset..<offset + UnauditedHeader.size))
            body(header)
            offset += UnauditedHeader.size + header.length
        }
    }
}

extension BatchRows {
    /// Passes each unaudited answer that a final answer of its task supersedes to `body`, with the key of the task.
    package func forEachSupersedable(_ body: (Unaudited.Kind, IDKey) -> Void) {
        unaudited.forEachHeader { header in
            if header.kind >= 0, header.task != .none {
                body(Unaudited.Kind.allCases[header.kind], header.task)
            }
        }
    }
}

/// The header before a row's cells.
struct UnauditedHeader {
    static let size = 32

    /// The length of the cells in bytes.
    let length: Int
    /// The index in `Unaudited.Kind.allCases`; -1 for a duplicate.
    let kind: Int
    let task: IDKey

    init(length: Int, kind: Int, task: IDKey) {
        self.length = length
        self.kind = kind
        self.task = task
    }

    func write(to buffer: inout OutputBuffer) {
        for word in [UInt64(length), UInt64(bitPattern: Int64(kind)), task.high, task.low] {
            buffer.append(word.littleEndian, count: 8)
        }
    }

    /// - Parameter bytes: At least `size` bytes.
    init(_ bytes: BorrowedText) {
        func word(_ index: Int) -> UInt64 {
            (0..<8).reduce(0) { $0 | UInt64(bytes[index * 8 + $1]) << UInt64($1 * 8) }
        }
        length = Int(truncatingIfNeeded: word(0))
        kind = Int(Int64(bitPattern: word(1)))
        task = IDKey(high: word(2), low: word(3)) ?? .none
    }
}

extension Unaudited.Kind {
    /// Whether a final answer of the same task supersedes an answer of this kind.
    package var canBeSuperseded: Bool {
        switch self {
        case .apiError, .pending, .failed: true
        case .unreadable, .rejected, .empty, .superseded: false
        }
    }
}
