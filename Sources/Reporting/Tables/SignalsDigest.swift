import Digests
package import Responses

/// Computes `signals_sha256` (CONTRACT section 6): a digest of the signals that the platform reported for a generation.
///
/// It is of lines, each ended by a line feed: `modaudit signals 1`, and one line for each signal, in byte order of the
/// names. It keeps its storage, and the order of the last generation's signals: the next one mostly has the same.
package struct SignalsDigest: ~Copyable {
    /// The beginning of a signal's line, up to its value.
    private struct Head {
        /// The range in `heads`.
        let range: Range<Int>
        let kind: SignalKind
        let isUnusable: Bool
    }

    /// By `SignalID.index`, as far as seen.
    private var headOfSignal: [Head?] = []
    private var heads = OutputBuffer()
    /// The signals of the last generation in document order, and the order of their lines without those of verdicts, which
    /// are in the lines of their scores.
    private var signals: [SignalID] = []
    private var order: [Int] = []
    private var text = OutputBuffer()
    private var string = CanonicalJSON()
    private var decimals = DecimalCache()
    private var digest = SHA256Stream()

    /// Creates a digest without storage.
    package init() {}

    /// The signals belong to another table from now on.
    package mutating func beginSignals() {
        headOfSignal.removeAll(keepingCapacity: true)
        heads.removeAll()
        signals.removeAll(keepingCapacity: true)
    }

    /// The digest of a generation's signals, its task's among them, in 64 lower-case hexadecimal digits.
    /// - Parameter signals: By `SignalID.index`.
    package mutating func hex(
        of generation: GenerationRecord, of records: ResponseRecords, signals: [Signal]
    ) -> String {
        let readings = records.readings[generation.readings]
        if !(readings.count == self.signals.count && zip(readings, self.signals).allSatisfy { $0.signal == $1 })
        {
            arrange(readings, signals)
        }
        text.removeAll()
        text.append("modaudit signals 1\n")
        var last = 0..<0
        for offset in order {
            let start = text.count
            write(readings[readings.startIndex + offset], frames: records.frames)
            let line = start..<text.count
            // A block that comes twice and cannot be used is one line.
            if text.text.slice(line) == text.text.slice(last) { text.truncate(to: start) } else { last = line }
        }
        text.text.withSpan { digest.update($0) }
        return digest.finish()
    }

    /// Sets the order of the lines. No byte of a name is below the tab behind it, so the order of the heads is that of the
    /// names, and no two signals have the same name.
    private mutating func arrange(_ readings: ArraySlice<SignalReading>, _ signals: [Signal]) {
        self.signals.removeAll(keepingCapacity: true)
        order.removeAll(keepingCapacity: true)
        for (offset, reading) in readings.enumerated() {
            self.signals.append(reading.signal)
            let head = head(of: reading.signal, signals)
            if head.kind != .verdicts { order.append(offset) }
        }
        let heads = heads.text, headOfSignal = headOfSignal, ordered = self.signals
        func name(_ offset: Int) -> BorrowedText {
            headOfSignal[ordered[offset].index].map { heads.slice($0.range) } ?? BorrowedText("")
        }
        order.sort { left, right in
            name(left).precedes(name(right)) || !name(right).precedes(name(left)) && left < right
        }
    }

    private mutating func head(of signal: SignalID, _ signals: [Signal]) -> Head {
        while headOfSignal.count <= signal.index { headOfSignal.append(nil) }
        if let known = headOfSignal[signal.index] { return known }
        let signal = (index: signal.index, value: signals[signal.index]), start = heads.count
        heads.append(signal.value.name)
        if signal.value.kind == .scores { heads.truncate(to: heads.count - ".score".utf8.count) }
        heads.append(Self.kind(of: signal.value))
        let head = Head(
            range: start..<heads.count, kind: signal.value.kind, isUnusable: signal.value.origin == .unusable)
        headOfSignal[signal.index] = head
        return head
    }

    /// Writes the line of a reading with a known head.
    private mutating func write(_ reading: SignalReading, frames: [LegalFrame]) {
        guard let head = headOfSignal[reading.signal.index] else { return }
        text.append(heads.text.slice(head.range))
        if reading.state == .missing || head.isUnusable { return text.append("-\n") }
        switch head.kind {
        case .scores, .verdicts: write(frames[reading.frames])
        case .number: write(reading.number)
        case .boolean: text.append(reading.number != 0 ? "true" : "false")
        case .text:
            string.removeAll()
            string.string(reading.text)
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
