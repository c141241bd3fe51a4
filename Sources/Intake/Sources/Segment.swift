/// A stretch from a byte that is not blank to the next boundary, or to the end of the range that was searched.
struct Segment {
    /// Behind its last byte that is not blank.
    let last: Int
    /// Where the next segment starts: its opening bracket, or the end of the range.
    let next: Int
    /// Line feeds before `next`.
    let lineFeeds: Int
    /// Start of the line that `next` is on.
    let nextLine: Int

    /// Finds the first segment of `range`, whose first byte is not blank.
    ///
    /// One memchr per line, and a look at the byte before its end; the call costs more than the bytes where lines are
    /// short, so everything else is kept out of their way.
    init(in bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        var lineFeeds = 0
        var lineStart = range.lowerBound
        while let lineFeed = unsafe Boundary.lineFeed(in: bytes, lineStart..<range.upperBound) {
            lineFeeds += 1
            let line = lineStart..<lineFeed
            lineStart = lineFeed + 1
            if line.isEmpty { continue }
            // Beyond the blanks and the commas, which end most lines of a pretty-printed text.
            let lastByte = unsafe bytes[lineFeed - 1]
            if lastByte > .space && !lastByte.isCloser { continue }
            let last = unsafe Boundary.trimmedEnd(in: bytes, line)
            guard unsafe last > line.lowerBound && bytes[last - 1].isCloser else { continue }
            var next = lineStart
            while unsafe next < range.upperBound && bytes[next].isBlank {
                if unsafe bytes[next] == .lineFeed {
                    lineFeeds += 1
                    lineStart = next + 1
                }
                next += 1
            }
            if unsafe next == range.upperBound || bytes[next].isOpener {
                self.last = last
                self.next = next
                self.lineFeeds = lineFeeds
                nextLine = lineStart
                return
            }
        }
        last = unsafe Boundary.trimmedEnd(in: bytes, range)
        next = range.upperBound
        self.lineFeeds = lineFeeds
        nextLine = lineStart
    }
}
