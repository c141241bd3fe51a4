import Utilities

/// The state machine of `TextSplitter`. It reads bytes in order, and returns a text as soon as no later byte can
/// change it.
///
/// A text can turn out broken late, and contain sound texts that must not be scanned again. So every line at which
/// splitting could continue starts a candidate within the open candidates: a stack. Texts that end within a candidate
/// are kept in `done`, and dropped if the candidate closes. All candidates share one string state, because no candidate
/// that can still be a text starts within a string.
struct TextScanner {
    private let depthLimit: Int
    /// Whether candidates within candidates are tracked. If not, a broken text can contain other texts, which splitting
    /// it again finds, and the end of a line or of a broken text includes the blanks after it.
    private let nested: Bool

    /// Finished texts, in order. The owner removes them.
    var ready: [TextPiece] = []
    private(set) var moves = 0
    /// Bytes read, and line feeds among them.
    private(set) var position = 0
    private(set) var line = 0
    /// Blanks at the start of the current line.
    private(set) var indentation: Int
    private var atLineStart = false
    /// The last byte that was not blank, 0 at the beginning, and the position after it.
    private var lastByte: UInt8 = 0
    private var lastEnd = 0

    private var state = State.between
    private var stack: [Candidate] = []
    /// Candidates at the front of the stack that are broken.
    private var given = 0
    private var done: [TextPiece] = []
    private var doneGiven = 0
    /// The open stray or broken text.
    private var current = Candidate(start: 0, line: 0, indentation: 0, depth: 0, doneBefore: 0)
    private var nesting = Nesting()

    init(indentation: Int, depthLimit: Int, nested: Bool) {
        self.indentation = indentation
        self.depthLimit = depthLimit
        self.nested = nested
    }

    private var isRunning: Bool { given < stack.count }

    /// Whether a text is open.
    var isPending: Bool { isRunning || state == .stray || state == .broken }

    /// Start of the first open text; `position` if there is none.
    var pendingStart: Int {
        if isRunning { return stack[given].start }
        return isPending ? current.start : position
    }

    /// Reads the bytes from `start` to `end`. Stops before an opening bracket that a boundary precedes, where `finish` is
    /// to be called. Returns the index of the first byte not read.
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

    /// Skips bytes within a line that change no state.
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

    /// Ends all open texts, at a boundary or at the end of all bytes.
    mutating func finish() {
        breakAll()
        if state == .stray { finishCurrent(.complete) }
        if state == .broken { finishCurrent(.broken) }
        lastByte = 0
    }

    private mutating func endLine() {
        noteFirstLine()
        if isRunning && nesting.inString { breakAll() }
        if state == .stray { finishCurrent(.complete) }
        line += 1
        indentation = 0
        atLineStart = true
    }

    /// Notes whether the first line of the text at work, which ends here, holds more than brackets.
    private mutating func noteFirstLine() {
        if state == .broken {
            if current.line == line { current.endFirstLine(at: lastEnd) }
        } else if isRunning, stack[stack.count - 1].line == line {
            stack[stack.count - 1].endFirstLine(at: lastEnd)
        }
    }

    /// Handles a line that begins with an opening bracket, which can start a text.
    private mutating func startLine() {
        let goesOn = lastByte == .openBracket || lastByte == .comma || lastByte == .colon
        if isRunning && !goesOn { breakAll() }
        switch state {
        case .open where stack[stack.count - 1].mayEnd(before: indentation):
            if nested {
                stack[stack.count - 1].end = lastEnd
                state = .between
            } else {
                stack[stack.count - 1].indentation = indentation
            }
        case .broken where current.mayEnd(before: indentation) || !goesOn:
            finishCurrent(.broken)
        default: break
        }
    }

    private mutating func begin(with byte: UInt8) {
        let text = Candidate(
            start: position, line: line, indentation: indentation, depth: nesting.depth,
            doneBefore: done.count)
        if byte.isOpener {
            stack.append(text)
            state = .open
        } else {
            current = text
            state = .stray
        }
    }

    /// Tracks brackets and strings within the open candidates.
    private mutating func run(_ byte: UInt8) {
        switch nesting.take(byte) {
        case .opened:
            while isRunning && nesting.depth - stack[given].depth > depthLimit { breakFirst() }
        case .closed:
            if nesting.depth == stack[stack.count - 1].depth { closeLast() }
        case .neither: break
        }
    }

    /// Closes the innermost candidate: it is a text, and the texts within it are dropped.
    private mutating func closeLast() {
        let text = stack.removeLast()
        moves += 1 + done.count - text.doneBefore
        done.removeLast(done.count - text.doneBefore)
        state = .between
        give(piece(text, end: position + 1, .complete))
    }

    /// Breaks all candidates: the texts that ended within them are texts.
    private mutating func breakAll() {
        while isRunning { breakFirst() }
    }

    /// Breaks the outermost candidate: the texts that ended within it are texts.
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

    /// Removes broken candidates and their texts from the lists once they are the greater part.
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

    /// Resets the lists when no candidate is open.
    private mutating func forget() {
        stack.removeAll(keepingCapacity: true)
        given = 0
        done.removeAll(keepingCapacity: true)
        doneGiven = 0
        nesting = Nesting()
    }
}
