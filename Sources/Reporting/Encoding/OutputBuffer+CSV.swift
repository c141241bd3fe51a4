import CSV
import Responses

extension OutputBuffer {
    /// The bytes of `field` as one CSV field.
    mutating func append(csv field: borrowing OutputBuffer) { unsafe append(csv: field.bytes) }

    /// Appends one CSV field, quoted (RFC 4180). `field` must be outside this buffer.
    mutating func append(csv field: BorrowedText) { unsafe append(csv: field.bytes) }

    /// Appends one CSV field, quoted (RFC 4180). `field` must be outside this buffer.
    mutating func append(csv field: UnsafeBufferPointer<UInt8>) {
        unsafe append(reserving: CSVField.capacity(for: field.count)) { unsafe CSVField.write(field, to: $0) }
    }
}
