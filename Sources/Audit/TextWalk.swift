import Intake
import Reporting
import Responses

/// Every JSON text of the inputs in order, one after the other, as a scan judges them: for the commands that look
/// something up. Texts that can't be read are passed over.
struct TextWalk: ~Copyable {
    private var reader: ResponseReader
    private let batch = ResponseBatch()
    private var flattener = ResponseFlattener()

    init(_ inputs: Inputs, maxResponse: Int) {
        reader = ResponseReader(inputs, maxResponse: maxResponse)
    }

    /// Hands out each text with its records and its place; the bytes are valid within `body`.
    mutating func forEach(
        _ body: (UnsafeRawBufferPointer, borrowing ResponseFlattener, TextPlace) throws(ScanError) -> Void
    ) throws(ScanError) {
        while try next() {
            for frame in batch.frames where frame.trouble == nil { try unsafe walk(frame, body) }
        }
    }

    private mutating func next() throws(ScanError) -> Bool {
        do { return try reader.next(into: batch) } catch { throw .intake(error.description) }
    }

    private mutating func walk(
        _ frame: Frame,
        _ body: (UnsafeRawBufferPointer, borrowing ResponseFlattener, TextPlace) throws(ScanError) -> Void
    ) throws(ScanError) {
        let place = TextPlace(path: batch.path(of: frame), line: frame.line, byteOffset: frame.byteOffset)
        let bytes = unsafe UnsafeRawBufferPointer(batch.bytes(of: frame))
        if unsafe flatten(bytes) {
            if unsafe isSound(bytes) { try unsafe body(bytes, flattener, place) }
            return
        }
        var splitter = TextSplitter(indentation: frame.indentation)
        while let piece = unsafe splitter.next(in: batch.bytes(of: frame).span), piece.range != 0..<bytes.count
        {
            let text = unsafe UnsafeRawBufferPointer(rebasing: bytes[piece.range])
            guard unsafe flatten(text), unsafe isSound(text) else { continue }
            let start = TextPlace(
                path: place.path, line: place.line + piece.line, byteOffset: place.byteOffset + piece.start)
            try unsafe body(text, flattener, start)
        }
    }

    /// Not a capture whose digest is another one.
    private func isSound(_ text: UnsafeRawBufferPointer) -> Bool {
        unsafe flattener.records.capture == nil || flattener.records.evidence(in: text) != nil
    }

    private mutating func flatten(_ text: UnsafeRawBufferPointer) -> Bool {
        do throws(UnreadableText) {
            try unsafe flattener.flatten(text)
            return true
        } catch {
            return false
        }
    }
}
