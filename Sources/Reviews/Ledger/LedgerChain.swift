import Digests
import Dispatch
import Reporting
import Responses
import Utilities

/// Checks the lines of a ledger in their order: JSON, keys, `seq` and `previous` (CONTRACT section 15).
///
/// Each of the two digests takes half as long as the reading of the lines, so they are computed at the same time.
struct LedgerChain: ~Copyable {
    private let path: String
    private var stream: LedgerStream
    private let lines: LineReading
    private let digests = LineDigests()
    private let whole = WholeDigest()
    private let parts: [any LedgerWork]

    /// The lines of batches that have fewer are checked on one thread, which takes less time than to wake another.
    private static let few = 64

    /// - Parameters:
    ///   - file: Its position is the start of the file.
    ///   - size: The size of the file in bytes, as far as it is known.
    ///   - digests: Whether `finish` is called.
    init(_ file: consuming FileDescriptor, size: Int, path: String, digests isDigested: Bool) {
        self.path = path
        stream = LedgerStream(file, path: path)
        lines = LineReading(fileSize: size)
        parts = [lines] + (isDigested ? [whole] : []) + [digests]
    }

    /// The number of lines so far.
    var entries: Int { lines.entries }

    /// SHA-256 of the last line; 64 zeros before the first one.
    var last: String { digests.last }

    /// The places of the lines so far.
    var index: LedgerIndex { lines.index }

    /// SHA-256 of all lines so far, each with its line feed. Nothing may be checked afterwards.
    func finish() -> String { whole.finish() }

    /// Checks more lines. Returns false at the end of the file.
    /// - Throws: An error that names the first line that is wrong.
    mutating func advance() throws(ReportError) -> Bool {
        let before = entries
        guard try stream.advance() else { return false }
        let batch = stream.batch, parts = parts
        if batch.count < Self.few {
            for part in parts { part.add(batch) }
        } else {
            // Each part changes only its own values.
            DispatchQueue.concurrentPerform(iterations: parts.count) { parts[$0].add(batch) }
        }
        if let line = firstUnchained {
            throw broken(
                before + line + 1,
                "has another `previous` than SHA-256 of the line before it: one of them was edited")
        }
        if let reason = lines.fault { throw broken(entries + 1, reason) }
        return true
    }

    /// SHA-256 of a line of the last batch; nil if it is in another one.
    /// - Parameter number: From 1, in the ledger.
    func sha256(ofLine number: Int) -> String? {
        let place = stream.batch.count - (entries - number)
        return number <= entries && place > 0 ? digests.text(place) : nil
    }

    /// The first line of the batch, from 0, with another `previous` than the digest of the line before it.
    private var firstUnchained: Int? {
        let count = lines.previous.count
        let isChained = lines.previous.withBorrowedText(ofFirst: count) { given in
            digests.digits.withBorrowedText(ofFirst: count) { given == $0 }
        }
        if isChained { return nil }
        return (0..<count / 64).first { line in
            let place = 64 * line..<64 * line + 64
            return lines.previous[place] != digests.digits[place]
        }
    }

    private func broken(_ line: Int, _ reason: String) -> ReportError {
        .refused(path: path, reason: "the ledger is broken: line \(line) \(reason); restore it from a copy")
    }
}

/// Work on the lines of a ledger in their order. Different works use one batch at the same time.
///
/// The works are `@unchecked Sendable`, because `LedgerChain.advance` waits for all of them, so that one thread at a time
/// uses each.
private protocol LedgerWork: AnyObject, Sendable {
    func add(_ batch: LedgerBatch)
}

/// Reads the lines, up to the first one that is wrong by itself.
private final class LineReading: LedgerWork, @unchecked Sendable {
    private(set) var index: LedgerIndex
    /// The number of sound lines.
    private(set) var entries = 0
    /// `previous` of each sound line of the batch, 64 bytes each.
    private(set) var previous: [UInt8] = []
    /// What is wrong with the line after the sound ones.
    private(set) var fault: String?
    private var json = JSONTexts()

    init(fileSize size: Int) { index = LedgerIndex(fileSize: size) }

    func add(_ batch: LedgerBatch) {
        previous.removeAll(keepingCapacity: true)
        batch.bytes.withBorrowedText(ofFirst: batch.size) { text in
            for line in 0..<batch.count where fault == nil {
                let place = batch[line]
                fault = add(text.slice(place), endingAt: batch.offset + place.upperBound + 1)
            }
        }
    }

    /// Returns what is wrong.
    private func add(_ line: BorrowedText, endingAt end: Int) -> String? {
        // The next line or the end of the batch's bytes follows.
        guard let root = try? json.root(ofPadded: line), !json.wasRepaired else { return "is not JSON" }
        let view = LedgerView(root)
        if let fault = view.fault { return "is not as the ledger has it: `\(fault)`" }
        if view.seq != entries + 1 { return "has `seq` \(view.seq): a line was added or removed" }
        if entries == LedgerIndex.limit { return "is one line too many" }
        entries += 1
        previous += view.previous
        index.add(IDKey(view.generationID), endingAt: end)
        return nil
    }
}

/// Computes the digest of each line.
private final class LineDigests: LedgerWork, @unchecked Sendable {
    /// The digest of the line before the batch, and then of each line of the batch, 64 digits each.
    private(set) var digits = Array(LedgerLine.noPrevious.utf8)
    private var stream = SHA256Stream()

    /// The digest of the last line.
    var last: String { text(digits.count / 64 - 1) }

    /// The digest at a place in `digits`.
    func text(_ place: Int) -> String { String(decoding: digits[64 * place..<64 * place + 64], as: UTF8.self) }

    func add(_ batch: LedgerBatch) {
        digits.removeSubrange(..<(digits.count - 64))
        batch.bytes.withBorrowedText(ofFirst: batch.size) { text in
            for line in 0..<batch.count {
                text.slice(batch[line]).withSpan { stream.update($0) }
                stream.finish(into: &digits)
            }
        }
    }
}

/// Computes the digest of all lines together.
private final class WholeDigest: LedgerWork, @unchecked Sendable {
    private var stream = SHA256Stream()

    func add(_ batch: LedgerBatch) {
        batch.bytes.withBorrowedText(ofFirst: batch.size) { text in text.withSpan { stream.update($0) } }
    }

    func finish() -> String { stream.finish() }
}
