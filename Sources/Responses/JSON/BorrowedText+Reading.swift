/// Readers of bytes, for texts. Each has the preconditions and errors of its form for bytes.
extension ResponseParser {
    /// The text's root value, valid until the next call. 64 readable bytes must follow `text`.
    mutating func parse(_ text: BorrowedText) throws(UnreadableText) -> JSONValue {
        try unsafe parse(UnsafeRawBufferPointer(text.bytes))
    }
}

extension ResponseFlattener {
    /// Reads one JSON text into `records`. 64 readable bytes must follow `text`.
    package mutating func flatten(_ text: BorrowedText) throws(UnreadableText) {
        try unsafe flatten(UnsafeRawBufferPointer(text.bytes))
    }
}

extension Capture {
    /// The bytes of `response` in the text that this was read from, without the blanks around them; nil if it has none.
    package func response(in text: BorrowedText) -> BorrowedText? {
        guard let bytes = unsafe response(in: UnsafeRawBufferPointer(text.bytes)) else { return nil }
        return unsafe BorrowedText(unsafeBytes: bytes.assumingMemoryBound(to: UInt8.self))
    }

    /// The requested task's ID in an archive's line that is not JSON; nil for any other text.
    package static func taskID(inBroken line: BorrowedText) -> BorrowedText? {
        unsafe taskID(inBroken: UnsafeRawBufferPointer(line.bytes))
    }
}

extension JSONFault {
    /// The position and the fault in plain English. `line` and `column` are those of the first byte, from 1.
    package static func reason(in text: BorrowedText, line: Int, column: Int) -> String {
        unsafe reason(in: text.bytes.span, line: line, column: column)
    }
}
