import CLibCSV

/// One field of a CSV file, always quoted (RFC 4180).
package enum CSVField {
    /// The most bytes that a field of `count` bytes takes: every quote doubled, and two quotes around the field.
    @inlinable
    package static func capacity(for count: Int) -> Int { 2 * count + 2 }

    /// Writes `field` quoted to `target` and returns the number of bytes written.
    ///
    /// `target` has room for `capacity(for: field.count)` bytes, as libcsv cuts off what does not fit. The two do not
    /// overlap.
    package static func write(
        _ field: UnsafeBufferPointer<UInt8>, to target: UnsafeMutablePointer<UInt8>
    ) -> Int {
        // libcsv writes nothing for a null pointer. An empty field is `""`.
        let start = unsafe field.baseAddress ?? UnsafePointer(target)
        return unsafe csv_write2(target, capacity(for: field.count), start, field.count, UInt8(ascii: "\""))
    }

    /// The fields in UTF-8, quoted and separated by commas, and a CRLF.
    package static func row(_ fields: [String]) -> [UInt8] {
        Array(fields.map { quoted(Array($0.utf8)) }.joined(separator: [UInt8(ascii: ",")])) + Array("\r\n".utf8)
    }

    /// The bytes of one field, quoted.
    package static func quoted(_ field: [UInt8]) -> [UInt8] {
        unsafe [UInt8](unsafeUninitializedCapacity: capacity(for: field.count)) { target, count in
            guard let start = target.baseAddress else { return }
            unsafe count = field.withUnsafeBufferPointer { unsafe write($0, to: start) }
        }
    }
}
