/// A segment over the limit is not handed on as a whole: its texts are told apart here, and those that are themselves
/// over the limit are skipped.
extension Framer {
    /// The texts of a segment over the limit.
    struct Overlong {
        var scanner: TextScanner
        /// Where the scanner began: offset in the source, and line.
        let start: Int
        let line: Int

        /// Offset of the next byte that the scanner takes.
        var position: Int { start + scanner.position }
    }

    mutating func startOverlong() {
        let scanner = TextScanner(
            indentation: offset - lineStart, depthLimit: TextSplitter.depthLimit, nested: false)
        overlong = Overlong(scanner: scanner, start: offset, line: line)
    }

    /// Goes on with the segment, up to its end or that of the bytes.
    mutating func follow(_ batch: ResponseBatch, upTo end: Int, atEnd: Bool) {
        while batch.texts.count < Self.textLimit, var segment = overlong.take() {
            let first = segment.position + origin
            // In slices, so that the limit on frames is looked at now and then.
            let stop = min(first + 65_536, end + origin)
            let reached = unsafe segment.scanner.scan(batch.bytes.span, from: first, to: stop)
            let isOver = reached < stop || (atEnd && reached == end + origin)
            if isOver { segment.scanner.finish() }
            for piece in segment.scanner.ready { append(piece, of: segment, to: batch) }
            segment.scanner.ready.removeAll(keepingCapacity: true)
            if isOver {
                offset = segment.position
                line = segment.line + segment.scanner.line
                lineStart = offset - segment.scanner.indentation
                return
            }
            let pending = segment.start + segment.scanner.pendingStart
            // Of a text over the limit, no byte is kept.
            offset = segment.position - pending > maxResponse ? segment.position : pending
            overlong = segment
            if reached == end + origin { return }
        }
    }

    private func append(_ piece: TextPiece, of segment: Overlong, to batch: ResponseBatch) {
        let text = segment.start + piece.start..<segment.start + piece.end
        let line = segment.line + piece.line
        if text.count > maxResponse {
            let failure = InputFailure.oversize(bytes: text.count, limit: maxResponse)
            append(to: batch, failure, offset: text.lowerBound, line: line)
            return
        }
        let last = unsafe Boundary.trimmedEnd(
            in: batch.bytes, text.lowerBound + origin..<text.upperBound + origin)
        append(to: batch, text.lowerBound..<last - origin, line: line, indentation: Int(piece.indentation))
    }
}
