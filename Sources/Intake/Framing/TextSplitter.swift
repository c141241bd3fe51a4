/// Splits a frame that is not one JSON text into the texts it holds, so that a broken one costs no neighbour.
///
/// The texts are disjoint, in order, and cover every byte that is not blank. Takes time linear in the frame.
///
/// - A text that starts with `{` or `[` runs until that bracket closes. Brackets in strings do not count. Another
///   opening bracket behind it on its line starts another text; anything else there is a text up to the line's end.
/// - It is broken where it cannot be JSON however it goes on or can never close: a line ends within a string, a line
///   starts with an opening bracket that no `[`, `,` or `:` precedes, it is nested deeper than `depthLimit`, or the
///   frame ends. A broken text reaches from its start to the next line that starts with an opening bracket, and is
///   indented no more than the text's own first line or has no `[`, `,` or `:` before it; splitting goes on there.
/// - A text that starts with anything else is one line.
/// - It is broken too where more than `innerLimit` texts end within it.
/// - A line feed between a closing and an opening bracket always separates two texts.
package struct TextSplitter {
    /// Brackets that may be open at a time within a readable text; a parser must not accept more.
    package static let depthLimit = 1024
    /// Texts that may end within one that has not: each is kept until that one closes or is broken.
    static let innerLimit = 1 << 17

    private var scanner: TextScanner
    private var given = 0
    private var offset = 0

    /// `indentation` is the frame's own: the blanks at the start of the line that it starts on.
    package init(indentation: Int) {
        self.init(indentation: indentation, depthLimit: Self.depthLimit)
    }

    init(indentation: Int, depthLimit: Int) {
        scanner = TextScanner(indentation: indentation, depthLimit: depthLimit, nested: true)
    }

    /// The next text of the frame, nil at the end. `frame` is the same at every call.
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

    /// List elements moved so far: a measure of the work beside the one look at every byte.
    var moves: Int { scanner.moves }
}
