/// Splits a framed text that is not one JSON text into the texts in it, so that a broken text costs only itself
/// (CONTRACT section 1).
///
/// The texts are disjoint and in order, and cover every byte that is not blank. The time is linear in the size of the
/// framed text.
///
/// - A text that starts with `{` or `[` ends where that bracket closes. Brackets in strings do not count. After it on
///   the same line, an opening bracket starts another text. Anything else there is a text up to the end of the line.
/// - A text is broken if it cannot become JSON: a line ends within a string, a line starts with an opening bracket
///   that no `[`, `,` or `:` precedes, the nesting is deeper than `depthLimit`, more than `innerLimit` texts end within
///   it, or the framed text ends. A broken text ends before the next line that starts with an opening bracket and
///   is indented no more than the first line of the text, or has no `[`, `,` or `:` before it. If its first line has more
///   than two bytes, as a line of NDJSON has, it ends before the next line that starts with an opening bracket at any
///   indentation. Splitting continues there.
/// - A text that starts with any other byte is one line.
/// - A line feed between a closing and an opening bracket always separates two texts.
package struct TextSplitter {
    /// The most brackets open at a time in a readable text (CONTRACT section 1). The parser must not accept more.
    package static let depthLimit = 1024
    /// The most texts that end within an open text. Each is kept until the open text closes or is broken.
    static let innerLimit = 1 << 17

    private var scanner: TextScanner
    private var given = 0
    private var offset = 0

    /// - Parameter indentation: Blanks at the start of the first line of the framed text.
    package init(indentation: Int) {
        self.init(indentation: indentation, depthLimit: Self.depthLimit)
    }

    init(indentation: Int, depthLimit: Int) {
        scanner = TextScanner(indentation: indentation, depthLimit: depthLimit, nested: true)
    }

    /// The next text, nil at the end. `framed` is the same framed text in every call.
    package mutating func next(in framed: Span<UInt8>) -> TextPiece? {
        while given == scanner.ready.count {
            given = 0
            scanner.ready.removeAll(keepingCapacity: true)
            if offset == framed.count {
                if !scanner.isPending { return nil }
                scanner.finish()
            } else {
                let stop = min(offset + 65_536, framed.count)
                offset = scanner.scan(framed, from: offset, to: stop)
                if offset < stop { scanner.finish() }
            }
        }
        given += 1
        return scanner.ready[given - 1]
    }

    /// List elements moved so far: the work beside reading each byte once.
    var moves: Int { scanner.moves }
}
