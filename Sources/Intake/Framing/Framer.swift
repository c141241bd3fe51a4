import Utilities

/// Finds the JSON texts in the bytes of one source, and appends them to the batch as framed texts.
///
/// Positions are offsets in the source. `origin` converts them to indices in the batch.
struct Framer {
    /// The most framed texts of a batch. It bounds the memory for an input of tiny texts.
    static let textLimit = 1 << 17

    let source: Int
    let maxResponse: Int
    /// Index in the batch of the source's first byte. Less than 0 if the batch no longer contains that byte.
    var origin: Int
    /// Offset of the first byte that is still needed.
    var offset = 0
    /// The line of the byte at `offset`, from 1, and the offset of that line's first byte.
    var line = 1
    var lineStart = 0
    private var atStart = true
    /// There is no boundary before this offset.
    private var searched = 0
    /// The texts of a segment larger than the limit, while it is read.
    var overlong: Overlong?

    init(source: Int, maxResponse: Int, origin: Int) {
        self.source = source
        self.maxResponse = maxResponse
        self.origin = origin
    }

    /// Whether all bytes are framed of a source that ends where the batch ends.
    func isDone(_ batch: ResponseBatch) -> Bool { offset + origin == batch.count && overlong == nil }

    /// Frames the texts in the batch up to the last boundary, or all of them if `atEnd`: the source has no more bytes.
    mutating func advance(_ batch: ResponseBatch, atEnd: Bool) {
        let end = batch.count - origin
        if atStart {
            if end < 3 && !atEnd { return }
            skipByteOrderMark(batch)
            atStart = false
        }
        while batch.texts.count < Self.textLimit {
            if overlong != nil {
                follow(batch, upTo: end, atEnd: atEnd)
                if overlong != nil { return }
            } else if offset == end {
                return
            } else if atEnd {
                frame(batch, upTo: end)
            } else if let boundary = lastBoundary(batch, upTo: end) {
                frame(batch, upTo: boundary)
            } else if end - offset > maxResponse {
                startOverlong()
            } else {
                return
            }
        }
    }

    private mutating func lastBoundary(_ batch: ResponseBatch, upTo end: Int) -> Int? {
        batch.withBytes { bytes in
            skipBlanks(bytes, upTo: end)
            let unseen = max(offset, searched) + origin..<batch.count
            if let found = Boundary.last(in: bytes, unseen) {
                searched = 0
                return found - origin
            }
            // The closing bracket of a boundary that is not complete yet is the last byte that is not blank.
            searched = Boundary.trimmedEnd(in: bytes, unseen) - origin - 1
            return nil
        }
    }

    /// Frames the bytes up to `end`, which is a boundary or the end of the source.
    private mutating func frame(_ batch: ResponseBatch, upTo end: Int) {
        batch.withBytes { frame($0, of: batch, upTo: end) }
    }

    private mutating func frame(_ bytes: Span<UInt8>, of batch: ResponseBatch, upTo end: Int) {
        skipBlanks(bytes, upTo: end)
        while offset < end {
            let start = offset + origin
            let segment = Segment(in: bytes, start..<end + origin)
            if segment.next - start > maxResponse { return startOverlong() }
            append(to: batch, offset..<segment.last - origin, line: line, indentation: offset - lineStart)
            offset = segment.next - origin
            line += segment.lineFeeds
            lineStart = segment.nextLine - origin
            if batch.texts.count >= Self.textLimit { return }
        }
    }

    /// Appends the text at the offsets `text`.
    func append(to batch: ResponseBatch, _ text: Range<Int>, line: Int, indentation: Int) {
        let range = text.lowerBound + origin..<text.upperBound + origin
        batch.texts.append(
            FramedText(
                source: source, line: line, byteOffset: text.lowerBound, range: range, indentation: indentation,
                failure: nil))
    }

    /// Appends a failure at `offset`.
    func append(to batch: ResponseBatch, _ failure: InputFailure, offset: Int, line: Int) {
        batch.texts.append(
            FramedText(
                source: source, line: line, byteOffset: offset, range: 0..<0, indentation: 0, failure: failure))
    }

    private mutating func skipByteOrderMark(_ batch: ResponseBatch) {
        let isMark = batch.withBytes { bytes in
            bytes.count >= origin + 3 && bytes[origin] == 0xEF && bytes[origin + 1] == 0xBB
                && bytes[origin + 2] == 0xBF
        }
        guard isMark else { return }
        offset = 3
        lineStart = 3
    }

    private mutating func skipBlanks(_ bytes: Span<UInt8>, upTo end: Int) {
        while offset < end && bytes[offset + origin].isBlank {
            if bytes[offset + origin] == .lineFeed {
                line += 1
                lineStart = offset + 1
            }
            offset += 1
        }
    }
}
