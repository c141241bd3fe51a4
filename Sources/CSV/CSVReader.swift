import CLibCSV

/// Reads CSV piece by piece, in any dialect that spreadsheets write: quoted and plain fields, line ends of any kind.
/// Empty lines are no rows.
@safe
package final class CSVReader {
    private let rows = Rows()
    private let parser = UnsafeMutablePointer<csv_parser>.allocate(capacity: 1)

    /// - Parameter delimiter: The byte between two fields.
    package init(delimiter: UInt8) {
        unsafe parser.initialize(to: csv_parser())
        unsafe csv_init(parser, 0)
        unsafe csv_set_delim(parser, delimiter)
    }

    deinit {
        unsafe csv_free(parser)
        unsafe parser.deallocate()
    }

    /// The rows that end in `bytes`, each a list of fields without their quotes. Nil if there is not enough memory.
    package func read(_ bytes: [UInt8]) -> [[[UInt8]]]? {
        let state = unsafe Unmanaged.passUnretained(rows).toOpaque()
        let count = unsafe csv_parse(parser, bytes, bytes.count, Rows.addField, Rows.addRow, state)
        return count == bytes.count ? rows.take() : nil
    }

    /// Whether the bytes so far end within a quoted field.
    package var isWithinQuotes: Bool {
        // libcsv's states: 0 before a row, 1 before a field, 2 within a field, 3 after what may be its last quote.
        unsafe parser.pointee.quoted != 0 && parser.pointee.pstate == 2
    }

    /// The bytes so far of a field without its end, and the fields so far of a row without its end.
    package var unfinished: (bytes: Int, fields: Int) {
        let bytes = unsafe parser.pointee.entry_pos
        return (bytes, rows.fields)
    }

    /// The last row, if no line end follows it.
    package func finish() -> [[[UInt8]]] {
        let state = unsafe Unmanaged.passUnretained(rows).toOpaque()
        unsafe csv_fini(parser, Rows.addField, Rows.addRow, state)
        return rows.take()
    }
}

/// The rows that the callbacks of libcsv collect.
private final class Rows {
    private var rows: [[[UInt8]]] = []
    private var row: [[UInt8]] = []

    /// The fields so far of the row without its end.
    var fields: Int { row.count }

    func take() -> [[[UInt8]]] {
        defer { rows = [] }
        return rows
    }

    static let addField: @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = {
        field, count, state in
        guard let state = unsafe state else { return }
        let rows = unsafe Unmanaged<Rows>.fromOpaque(state).takeUnretainedValue()
        rows.row.append(unsafe Array(UnsafeRawBufferPointer(start: field, count: count)))
    }

    static let addRow: @convention(c) (Int32, UnsafeMutableRawPointer?) -> Void = { _, state in
        guard let state = unsafe state else { return }
        let rows = unsafe Unmanaged<Rows>.fromOpaque(state).takeUnretainedValue()
        rows.rows.append(rows.row)
        rows.row = []
    }
}
