/// The automaton behind `TextSplitter`: takes bytes as they come, gives out texts as soon as nothing that follows can
/// change them.
///
/// A text that turns out broken late may hold sound ones, which must not be scanned again. So every line that could be
/// where splitting goes on is a candidate at once, within the candidates that are open there: a stack. What ends
/// within a candidate is kept in `done`, and dropped when the candidate closes after all. The string state is the same
/// for all of them: no candidate that is still sound starts within a string.
struct TextScanner {
    private let depthLimit: Int
    /// Whether candidates within candidates are followed. If not, a broken text may hold others, and whoever splits it
    /// again gets those; and a line's or broken text's end takes in the blanks behind it.
    private let nested: Bool

    /// Finished texts, in order; the owner takes them away.
    var ready: [TextPiece] = []
    private(set) var moves = 0
    /// Bytes and line feeds taken.
    private(set) var position = 0
    private(set) var line = 0
    /// Blanks at the start of the current line.
    private(set) var indentation: Int
    private var atLineStart = false
    /// The last byte that was not blank, 0 at the beginning; and the position behind it.
    private var lastByte: UInt8 = 0
    private var lastEnd = 0

    private var state = State.between
    private var stack: [Candidate] = []
    /// Candidates at the front of the stack that have been given up.
    private var given = 0
    private var done: [TextPiece] = []
    private var doneGiven = 0
    /// The stray or broken text that is under way.
    private var current = Candidate(start: 0, line: 0, indentation: 0, depth: 0, doneBefore: 0, end: 0)
    private var nesting = Nesting()

    init(indentation: Int, depthLimit: Int, nested: Bool) {
        self.indentation = indentation
        self.depthLimit = depthLimit
        self.nested = nested
    }

    private var isRunning: Bool { given < stack.count }

    /// Whether a text is under way.
    var isPending: Bool { isRunning || state == .stray || state == .broken }

    /// Start of the first text that is not finished; `position` if there is none.
    var pendingStart: Int {
        if isRunning { return stack[given].start }
        return isPending ? current.start : position
    }

    /// Takes the bytes of `range`; stops before an opening bracket that a boundary precedes, where `finish` is due.
    /// Returns the index of the first byte not taken.
    mutating func scan(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
        var index = start
        while index < end {
            if !atLineStart && state != .between {
                index = skip(bytes, from: index, to: end)
                if index == end { break }
            }
            let byte = bytes[index]
            switch byte {
            case .lineFeed:
                endLine()
            case .space, .tab, .carriageReturn:
                if atLineStart { indentation += 1 }
                if isRunning { _ = nesting.take(byte) }
            default:
                if atLineStart && byte.isOpener {
                    if lastByte.isCloser { return index }
                    startLine()
                }
                atLineStart = false
                if state == .between { begin(with: byte) }
                lastByte = byte
                lastEnd = position + 1
                if isRunning { run(byte) }
            }
            position += 1
            index += 1
        }
        return end
    }

    /// Passes over bytes within a line that only belong to what is under way.
    private mutating func skip(_ bytes: Span<UInt8>, from start: Int, to end: Int) -> Int {
        var stop = start
        if isRunning {
            stop = nesting.firstThatMatters(in: bytes, from: start, to: end)
        } else {
            while stop < end && bytes[stop] != .lineFeed { stop += 1 }
        }
        var last = stop
        while last > start && bytes[last - 1].isBlank { last -= 1 }
        if last > start {
            lastByte = bytes[last - 1]
            lastEnd = position + last - start
        }
        position += stop - start
        return stop
    }

    /// Ends what is under way: a boundary between texts, or the end of all bytes.
    mutating func finish() {
        breakAll()
        if state == .stray { finishCurrent(.complete) }
        if state == .broken { finishCurrent(.broken) }
        lastByte = 0
    }

    private mutating func endLine() {
        if isRunning && nesting.inString { breakAll() }
        if state == .stray { finishCurrent(.complete) }
        line += 1
        indentation = 0
        atLineStart = true
    }

    /// The line's first byte is an opening bracket: may a text start with it?
    private mutating func startLine() {
        let goesOn = lastByte == .openBracket || lastByte == .comma || lastByte == .colon
        if isRunning && !goesOn { breakAll() }
        switch state {
        case .open where indentation <= stack[stack.count - 1].indentation:
            if nested {
                stack[stack.count - 1].end = lastEnd
                state = .between
            } else {
                stack[stack.count - 1].indentation = indentation
            }
        case .broken where indentation <= current.indentation || !goesOn:
            finishCurrent(.broken)
        default: break
        }
    }

    private mutating func begin(with byte: UInt8) {
        let text = Candidate(
            start: position, line: line, indentation: indentation, depth: nesting.depth,
            doneBefore: done.count, end: 0)
        if byte.isOpener {
            stack.append(text)
            state = .open
        } else {
            current = text
            state = .stray
        }
    }

    /// Follows brackets and strings within the open candidates.
    private mutating func run(_ byte: UInt8) {
        switch nesting.take(byte) {
        case .opened:
            while isRunning && nesting.depth - stack[given].depth > depthLimit { breakFirst() }
        case .closed:
            if nesting.depth == stack[stack.count - 1].depth { closeLast() }
        case .neither: break
        }
    }

    /// The innermost candidate closes: it is a text, and nothing within it is.
    private mutating func closeLast() {
        let text = stack.removeLast()
        moves += 1 + done.count - text.doneBefore
        done.removeLast(done.count - text.doneBefore)
        state = .between
        give(piece(text, end: position + 1, .complete))
    }

    /// All candidates are broken; what has ended within them are texts.
    private mutating func breakAll() {
        while isRunning { breakFirst() }
    }

    /// The outermost candidate is broken; what has ended within it are texts.
    private mutating func breakFirst() {
        let text = stack[given]
        given += 1
        moves += 1
        if isRunning || state != .open {
            ready.append(piece(text, end: text.end, .broken))
            let next = isRunning ? stack[given].doneBefore : done.count
            moves += next - doneGiven
            ready.append(contentsOf: done[doneGiven..<next])
            doneGiven = next
        } else {
            current = text
            state = .broken
        }
        if isRunning { compact() } else { forget() }
    }

    /// Lets go of what has been given up, once it is the greater part.
    private mutating func compact() {
        if given > depthLimit && given > stack.count / 2 {
            moves += stack.count - given
            stack.removeFirst(given)
            given = 0
        }
        if doneGiven > depthLimit && doneGiven > done.count / 2 {
            moves += done.count - doneGiven + stack.count
            done.removeFirst(doneGiven)
            for index in given..<stack.count { stack[index].doneBefore -= doneGiven }
            doneGiven = 0
        }
    }

    private mutating func finishCurrent(_ kind: TextPiece.Kind) {
        state = .between
        give(piece(current, end: nested ? lastEnd : position, kind))
    }

    private func piece(_ text: Candidate, end: Int, _ kind: TextPiece.Kind) -> TextPiece {
        let indentation = Int32(clamping: text.indentation)
        return TextPiece(start: text.start, end: end, line: text.line, indentation: indentation, kind: kind)
    }

    private mutating func give(_ piece: TextPiece) {
        if isRunning {
            done.append(piece)
            while isRunning && done.count - doneGiven > TextSplitter.innerLimit { breakFirst() }
        } else {
            forget()
            ready.append(piece)
        }
    }

    /// No candidate is open.
    private mutating func forget() {
        stack.removeAll(keepingCapacity: true)
        given = 0
        done.removeAll(keepingCapacity: true)
        doneGiven = 0
        nesting = Nesting()
    }
}
