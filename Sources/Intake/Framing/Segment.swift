import Utilities

/// The bytes from a byte that is not blank to the next boundary, or to the end of the searched range.
struct Segment {
    /// The index after its last byte that is not blank.
    let last: Int
    /// The index of the next segment's opening bracket, or the end of the range.
    let next: Int
    /// Line feeds before `next`.
    let lineFeeds: Int
    /// The index of the first byte of the line that contains `next`.
    let nextLine: Int

    /// Finds the first segment of `range`. The first byte of `range` is not blank.
    ///
    /// Takes one `memchr` per line and looks at the byte before the line's end. On short lines the call costs more than
    /// the bytes, so all other work is kept out of that path.
    init(in bytes: Span<UInt8>, _ range: Range<Int>) {
        var lineFeeds = 0
        var lineStart = range.lowerBound
        while let lineFeed = Boundary.lineFeed(in: bytes, lineStart..<range.upperBound) {
            lineFeeds += 1
            let line = lineStart..<lineFeed
            lineStart = lineFeed + 1
            if line.isEmpty { continue }
            // Most lines of a pretty-printed text end in a comma or an opening bracket.
            let lastByte = bytes[lineFeed - 1]
            if lastByte > .space && !lastByte.isCloser { continue }
            let last = Boundary.trimmedEnd(in: bytes, line)
            guard last > line.lowerBound && bytes[last - 1].isCloser else { continue }
            var next = lineStart
            while next < range.upperBound && bytes[next].isBlank {
                if bytes[next] == .lineFeed {
                    lineFeeds += 1
                    lineStart = next + 1
                }
                next += 1
            }
            if next == range.upperBound || bytes[next].isOpener {
                self.last = last
                self.next = next
                self.lineFeeds = lineFeeds
                nextLine = lineStart
                return
            }
        }
        last = Boundary.trimmedEnd(in: bytes, range)
        next = range.upperBound
        self.lineFeeds = lineFeeds
        nextLine = lineStart
    }
}
