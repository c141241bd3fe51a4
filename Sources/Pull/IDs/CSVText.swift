import CLibCSV

/// CSV by libcsv: reading rows of any dialect that spreadsheets write, and writing fields.
enum CSVText {
    /// One field, quoted (RFC 4180).
    static func field(_ text: String) -> [UInt8] {
        let source = Array(text.utf8)
        // All quotes doubled, and two around: libcsv cuts in silence what doesn't fit.
        let room = 2 * source.count + 2
        return unsafe [UInt8](unsafeUninitializedCapacity: room) { target, count in
            // It writes nothing at all for a null pointer; an empty field is `""`.
            unsafe source.withUnsafeBufferPointer { bytes in
                let start = unsafe bytes.baseAddress ?? UnsafePointer(target.baseAddress)
                count = unsafe csv_write2(target.baseAddress, room, start, bytes.count, UInt8(ascii: "\""))
            }
        }
    }

    /// A row, ended by CRLF.
    static func row(_ fields: [String]) -> [UInt8] {
        Array(fields.map(field).joined(separator: [UInt8(ascii: ",")])) + Array("\r\n".utf8)
    }

    /// Takes CSV piece by piece and hands out its rows; empty lines are none.
    @safe
    final class Reader {
        private let rows = Rows()
        private let parser = UnsafeMutablePointer<csv_parser>.allocate(capacity: 1)

        init(delimiter: UInt8) {
            unsafe parser.initialize(to: csv_parser())
            unsafe csv_init(parser, 0)
            unsafe csv_set_delim(parser, delimiter)
        }

        deinit {
            unsafe csv_free(parser)
            unsafe parser.deallocate()
        }

        /// The rows that end in `bytes`. Nil where memory is short.
        func read(_ bytes: [UInt8]) -> [[[UInt8]]]? {
            let state = unsafe Unmanaged.passUnretained(rows).toOpaque()
            let count = unsafe csv_parse(parser, bytes, bytes.count, Rows.addField, Rows.addRow, state)
            return count == bytes.count ? rows.take() : nil
        }

        /// Whether what was read ends within quotes.
        var isWithinQuotes: Bool {
            // The library's states: no row begun, no field begun, within a field, behind what may be its last quote.
            unsafe parser.pointee.quoted != 0 && parser.pointee.pstate == 2
        }

        /// The last row, where no line end follows it.
        func finish() -> [[[UInt8]]] {
            let state = unsafe Unmanaged.passUnretained(rows).toOpaque()
            unsafe csv_fini(parser, Rows.addField, Rows.addRow, state)
            return rows.take()
        }
    }

    /// What the library's callbacks collect.
    private final class Rows {
        private var rows: [[[UInt8]]] = []
        private var row: [[UInt8]] = []

        func take() -> [[[UInt8]]] {
            defer { rows = [] }
            return rows
        }

        static let addField: @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void =
            {
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
}
