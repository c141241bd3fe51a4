/// A segment larger than the limit is split into its texts. A text that is itself larger than the limit becomes a
/// failure.
extension Framer {
    /// The scanner in a segment larger than the limit.
    struct Overlong {
        var scanner: TextScanner
        /// The offset in the source and the line at which the scanner began.
        let start: Int
        let line: Int

        /// Offset in the source of the next byte that the scanner reads.
        var position: Int { start + scanner.position }
    }

    /// Begins to split the segment at `offset`.
    mutating func startOverlong() {
        let scanner = TextScanner(
            indentation: offset - lineStart, depthLimit: TextSplitter.depthLimit, nested: false)
        overlong = Overlong(scanner: scanner, start: offset, line: line)
    }

    /// Continues with the segment up to its end, or up to the offset `end`.
    mutating func follow(_ batch: ResponseBatch, upTo end: Int, atEnd: Bool) {
        while batch.texts.count < Self.textLimit, var segment = overlong.take() {
            let first = segment.position + origin
            // In slices, so that the limit on framed texts is checked regularly.
            let stop = min(first + 65_536, end + origin)
            let reached = batch.withBytes { segment.scanner.scan($0, from: first, to: stop) }
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
            // The bytes of a text larger than the limit are dropped.
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
        let range = text.lowerBound + origin..<text.upperBound + origin
        let last = batch.withBytes { Boundary.trimmedEnd(in: $0, range) }
        append(to: batch, text.lowerBound..<last - origin, line: line, indentation: Int(piece.indentation))
    }
}
