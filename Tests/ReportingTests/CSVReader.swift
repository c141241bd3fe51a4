import CLibCSV
import Testing

/// Reads CSV with libcsv, strictly, as a program would.
enum CSVReader {
    private final class Rows {
        var rows: [[[UInt8]]] = []
        var row: [[UInt8]] = []
    }

    /// The rows as bytes; records an issue where the text is not sound CSV.
    static func bytes(_ text: [UInt8], delimiter: UInt8 = UInt8(ascii: ",")) -> [[[UInt8]]] {
        let rows = Rows()
        var parser = unsafe csv_parser()
        unsafe csv_init(&parser, UInt8(CSV_STRICT | CSV_STRICT_FINI | CSV_APPEND_NULL))
        defer { unsafe csv_free(&parser) }
        unsafe csv_set_delim(&parser, delimiter)
        unsafe csv_set_space_func(&parser) { _ in 0 }
        let state = unsafe Unmanaged.passUnretained(rows).toOpaque()
        let read = unsafe csv_parse(
            &parser, text, text.count,
            { field, length, state in
                guard let state = unsafe state else { return }
                let rows = unsafe Unmanaged<Rows>.fromOpaque(state).takeUnretainedValue()
                unsafe rows.row.append(Array(UnsafeRawBufferPointer(start: field, count: length)))
            },
            { _, state in
                guard let state = unsafe state else { return }
                let rows = unsafe Unmanaged<Rows>.fromOpaque(state).takeUnretainedValue()
                rows.rows.append(rows.row)
                rows.row = []
            }, state)
        #expect(read == text.count, "not CSV from byte \(read) on")
        #expect(unsafe csv_fini(&parser, nil, nil, nil) == 0)
        #expect(rows.row.isEmpty, "the last row is not ended")
        return rows.rows
    }

    static func strings(_ text: [UInt8], delimiter: UInt8 = UInt8(ascii: ",")) -> [[String]] {
        bytes(text, delimiter: delimiter).map { $0.map { String(decoding: $0, as: UTF8.self) } }
    }
}
