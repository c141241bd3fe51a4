import CLibCSV

extension OutputBuffer {
    /// The bytes of `field` as one CSV field.
    mutating func append(csv field: borrowing OutputBuffer) { unsafe append(csv: field.bytes) }

    /// One CSV field, quoted (RFC 4180), by libcsv. `field` must lie outside this buffer.
    mutating func append(csv field: UnsafeBufferPointer<UInt8>) {
        // All quotes doubled, and two around: libcsv cuts in silence what doesn't fit.
        let cutoffs = 2 * field.count + 2
        unsafe append(cutoffs: cutoffs) { end in
            // It writes nothing at all for a null pointer; an empty field is `""`.
            let source = unsafe field.baseAddress ?? UnsafePointer(end)
            return unsafe csv_write2(end, cutoffs, source, field.count, UInt8(ascii: "\""))
        }
    }
}
