import Intake
import Reporting
import Responses

/// Visits every JSON text of the inputs in order, as a scan judges them, for commands that look up data. Unreadable
/// texts are skipped and counted.
struct TextWalk: ~Copyable {
    private var reader: ResponseReader
    private let batch = ResponseBatch()
    private var flattener = ResponseFlattener()
    /// The number of unreadable texts and files so far.
    private(set) var unreadable = 0

    init(_ inputs: Inputs, maxResponse: Int) {
        reader = ResponseReader(inputs, maxResponse: maxResponse)
    }

    /// Receives a text with its records and position. The bytes are valid during the call. `file` counts the files
    /// of the inputs, because several may have one name.
    typealias Visit = (
        _ text: BorrowedText, _ flattener: borrowing ResponseFlattener, _ place: TextPlace,
        _ file: Int
    ) throws(ScanError) -> Void

    mutating func forEach(_ visit: Visit) throws(ScanError) {
        while try next() {
            if flattener.hasManyNames { flattener = ResponseFlattener() }
            for framed in batch.texts {
                if framed.failure == nil { try walk(framed, visit) } else { unreadable += 1 }
            }
        }
    }

    private mutating func next() throws(ScanError) -> Bool {
        do { return try reader.next(into: batch) } catch { throw .intake(error.description) }
    }

    private mutating func walk(_ framed: FramedText, _ visit: Visit) throws(ScanError) {
        let place = TextPlace(path: batch.path(of: framed), line: framed.line, byteOffset: framed.byteOffset)
        let bytes = batch.text(of: framed)
        if flatten(bytes) { return try hand(bytes, place, framed.source, to: visit) }
        var splitter = TextSplitter(indentation: framed.indentation)
        while let piece = splitter.next(in: bytes) {
            let text = bytes.slice(piece.range)
            guard piece.range != 0..<bytes.count, flatten(text) else {
                unreadable += 1
                continue
            }
            let start = TextPlace(
                path: place.path, line: place.line + piece.line, byteOffset: place.byteOffset + piece.start)
            try hand(text, start, framed.source, to: visit)
        }
    }

    /// Visits the text, unless it is a capture with a wrong digest.
    private mutating func hand(
        _ text: BorrowedText, _ place: TextPlace, _ file: Int, to visit: Visit
    ) throws(ScanError) {
        guard flattener.records.capture == nil || flattener.records.evidence(in: text) != nil else {
            unreadable += 1
            return
        }
        unreadable += flattener.records.unaudited.count { $0.kind == .unreadable }
        try visit(text, flattener, place, file)
    }

    private mutating func flatten(_ text: BorrowedText) -> Bool {
        do throws(UnreadableText) {
            try flattener.flatten(text)
            return true
        } catch {
            return false
        }
    }
}
