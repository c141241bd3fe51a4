import Digests
package import Responses

/// Computes `signals_sha256` (CONTRACT section 6): a digest of the signals that the platform reported for a generation.
///
/// It is of lines, each ended by a line feed: `modaudit signals 1`, and one line for each signal, in byte order of the
/// names. It keeps its storage from one generation to the next.
package struct SignalsDigest: ~Copyable {
    /// The lines, in document order.
    private var text = CanonicalJSON()
    private var lines: [Range<Int>] = []
    private var digest = SHA256Stream()

    /// Creates a digest without storage.
    package init() {}

    /// The digest of a generation's signals, its task's among them, in 64 lower-case hexadecimal digits.
    /// - Parameter signals: By `SignalID.index`.
    package mutating func hex(
        of generation: GenerationRecord, of records: ResponseRecords, signals: [Signal]
    ) -> String {
        text.removeAll()
        lines.removeAll(keepingCapacity: true)
        for index in generation.readings {
            let start = text.bytes.count
            guard write(records.readings[index], signals, frames: records.frames) else { continue }
            lines.append(start..<text.bytes.count)
        }
        // No byte of a name is below the tab behind it, so that the order of the lines is that of the names.
        let bytes = text.bytes
        lines.sort { Self.precedes($0, $1, in: bytes) }
        return digestOfLines(in: bytes)
    }

    private mutating func digestOfLines(in text: [UInt8]) -> String {
        let opening: StaticString = "modaudit signals 1\n"
        BorrowedText(opening).withSpan { digest.update($0) }
        for (index, line) in lines.enumerated() {
            // A block that comes twice and cannot be used is one line.
            if index > 0, text[line].elementsEqual(text[lines[index - 1]]) { continue }
            digest.update(text[line].span)
        }
        return digest.finish()
    }

    /// Adds the line of a reading.
    /// - Returns: false of verdicts, which are in the line of their scores.
    private mutating func write(
        _ reading: SignalReading, _ signals: [Signal], frames: [LegalFrame]
    ) -> Bool {
        let signal = signals[reading.signal.index]
        if signal.kind == .verdicts { return false }
        let isSeries = signal.kind == .scores
        text.raw(signal.name.utf8.dropLast(isSeries ? ".score".utf8.count : 0))
        text.raw(Self.kind(of: signal))
        if reading.state == .missing || signal.origin == .unusable {
            text.raw("-\n")
            return true
        }
        switch signal.kind {
        case .scores, .verdicts: write(frames[reading.frames])
        case .number: text.number(reading.number)
        case .boolean: text.boolean(reading.number != 0)
        case .text: text.string(reading.text)
        }
        text.raw("\n")
        return true
    }

    /// `l:p:v` of each frame as the platform gives them, `!` for a defective one.
    private mutating func write(_ frames: ArraySlice<LegalFrame>) {
        for (index, frame) in frames.enumerated() {
            if index > 0 { text.raw(" ") }
            guard let label = frame.label, let probability = frame.probability, let verdict = frame.verdict
            else {
                text.raw("!")
                continue
            }
            text.integer(label)
            text.raw(":")
            text.number(probability)
            text.raw(":")
            text.boolean(verdict)
        }
    }

    /// The kind's name between two tabs.
    private static func kind(of signal: Signal) -> StaticString {
        if signal.origin == .unusable { return "\tunknown\t" }
        return switch signal.kind {
        case .scores, .verdicts: "\tseries\t"
        case .number: "\tnumber\t"
        case .boolean: "\tboolean\t"
        case .text: "\ttext\t"
        }
    }

    private static func precedes(_ left: Range<Int>, _ right: Range<Int>, in bytes: [UInt8]) -> Bool {
        for offset in 0..<min(left.count, right.count) {
            let mine = bytes[left.lowerBound + offset], theirs = bytes[right.lowerBound + offset]
            if mine != theirs { return mine < theirs }
        }
        return left.count < right.count
    }
}
