import Digests
package import Responses

/// Computes `signals_sha256` (CONTRACT section 6): a digest of the signals that the platform reported for a generation.
///
/// It is of lines, each ended by a line feed: `modaudit signals 1`, and one line for each signal, in byte order of the
/// names. It keeps its storage, and the order of the last generation's signals: the next one mostly has the same.
package struct SignalsDigest: ~Copyable {
    private struct Line {
        /// The index of its reading among those of the generation.
        let offset: Int
        /// Its beginning, up to the value, as a range of `heads`.
        let head: Range<Int>
        let kind: SignalKind
        let isUnusable: Bool
    }

    /// The signals of the last generation in document order.
    private var known: [(id: SignalID, name: String)] = []
    /// The lines of the last generation in their order. Verdicts are in the lines of their scores.
    private var lines: [Line] = []
    private var heads = OutputBuffer()
    private var text = OutputBuffer()
    private var string = CanonicalJSON()
    private var decimals = DecimalCache()
    private var digest = SHA256Stream()

    /// Creates a digest without storage.
    package init() {}

    /// The digest of a generation's signals, its task's among them, in 64 lower-case hexadecimal digits.
    /// - Parameter signals: By `SignalID.index`.
    package mutating func hex(
        of generation: GenerationRecord, of records: ResponseRecords, signals: [Signal]
    ) -> String {
        let readings = records.readings[generation.readings]
        if !isKnown(readings, signals) { arrange(readings, signals) }
        text.removeAll()
        text.append("modaudit signals 1\n")
        var last = 0..<0
        for line in lines {
            let start = text.count
            write(readings[readings.startIndex + line.offset], line, frames: records.frames)
            let written = start..<text.count
            // A block that comes twice and cannot be used is one line.
            if text.text.slice(written) == text.text.slice(last) {
                text.truncate(to: start)
            } else {
                last = written
            }
        }
        text.text.withSpan { digest.update($0) }
        return digest.finish()
    }

    /// Whether the readings are of the last generation's signals. The names are compared too, because the signals may
    /// belong to another table.
    private func isKnown(_ readings: ArraySlice<SignalReading>, _ signals: [Signal]) -> Bool {
        readings.count == known.count
            && zip(readings, known).allSatisfy { $0.signal == $1.id && signals[$1.id.index].name == $1.name }
    }

    /// Sets the order of the lines. No byte of a name is below the tab behind it, so the order of the heads is that of the
    /// names, and no two signals have the same name.
    private mutating func arrange(_ readings: ArraySlice<SignalReading>, _ signals: [Signal]) {
        known.removeAll(keepingCapacity: true)
        lines.removeAll(keepingCapacity: true)
        heads.removeAll()
        for (offset, reading) in readings.enumerated() {
            let signal = signals[reading.signal.index], start = heads.count
            known.append((reading.signal, signal.name))
            if signal.kind == .verdicts { continue }
            heads.append(signal.name)
            if signal.kind == .scores { heads.truncate(to: heads.count - ".score".utf8.count) }
            heads.append(Self.kind(of: signal))
            lines.append(
                Line(
                    offset: offset, head: start..<heads.count, kind: signal.kind,
                    isUnusable: signal.origin == .unusable))
        }
        let heads = heads.text
        lines.sort { left, right in
            let mine = heads.slice(left.head), theirs = heads.slice(right.head)
            return mine == theirs ? left.offset < right.offset : mine.precedes(theirs)
        }
    }

    private mutating func write(_ reading: SignalReading, _ line: Line, frames: [LegalFrame]) {
        text.append(heads.text.slice(line.head))
        if reading.state == .missing || line.isUnusable { return text.append("-\n") }
        switch line.kind {
        case .scores, .verdicts: write(frames[reading.frames])
        case .number: write(reading.number)
        case .boolean: text.append(reading.number != 0 ? "true" : "false")
        case .text:
            string.removeAll()
            reading.text.withSpan { string.string($0) }
            string.bytes.withBorrowedText(ofFirst: string.bytes.count) { text.append($0) }
        }
        text.append("\n")
    }

    /// `l:p:v` of each frame as the platform gives them, `!` for a defective one.
    private mutating func write(_ frames: ArraySlice<LegalFrame>) {
        for (index, frame) in frames.enumerated() {
            if index > 0 { text.append(UInt8(ascii: " ")) }
            guard let (label, probability, verdict) = frame.sound else {
                text.append(UInt8(ascii: "!"))
                continue
            }
            text.append(integer: label)
            text.append(UInt8(ascii: ":"))
            write(probability)
            text.append(verdict ? ":true" : ":false")
        }
    }

    private mutating func write(_ number: Double) {
        if number.bitPattern == 0 { return text.append(UInt8(ascii: "0")) }
        decimals.append(number, to: &text) { $0.append(decimal: number) }
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
}
