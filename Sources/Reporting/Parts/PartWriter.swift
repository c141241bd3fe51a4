package import Responses
import Utilities

/// Writes a part file, and beside it the file with the keys of its generations (CONTRACT section 17). Both files replace
/// existing ones when they are finished; if `finish` does not return, nothing of them remains.
package struct PartWriter: ~Copyable, Sendable {
    private let path: String
    private let style: ReportStyle
    private var part: ReportFile
    private var keys: ReportFile
    private var encoder = PartEncoder()
    /// The keys of the next rows: with outcomes for the file of keys, and the IDs alone for the part.
    private var keyBytes = PartEncoder(), idBytes = PartEncoder()
    private var cards = Shortlist<DrawnCard>()
    private var disagreements = Disagreements()
    private var standing = true

    /// Starts the files at `path` and at `path` with the ending `.keys`.
    package static func create(_ path: String, _ header: PartHeader) throws(ReportError) -> PartWriter {
        let suffix = ".modaudit-\(String(UInt64.random(in: 0 ... .max), radix: 16))"
        let part = try ReportFile(path: path + suffix)
        let keys = try file(path + PartChunk.keysEnding + suffix, beside: path + suffix)
        var writer = PartWriter(path, header.style, part, keys)
        try writer.part.append(PartChunk.signature)
        header.write(to: &writer.encoder)
        try writer.writeChunk(.header)
        return writer
    }

    private init(
        _ path: String, _ style: ReportStyle, _ part: consuming ReportFile, _ keys: consuming ReportFile
    ) {
        self.path = path
        self.style = style
        self.part = part
        self.keys = keys
    }

    private static func file(_ path: String, beside other: String) throws(ReportError) -> ReportFile {
        do throws(ReportError) {
            return try ReportFile(path: path)
        } catch {
            FileSystem.remove(other)
            throw error
        }
    }

    deinit {
        if standing {
            FileSystem.remove(part.path)
            FileSystem.remove(keys.path)
        }
    }

    /// Adds the key of the next generation.
    /// - Parameters:
    ///   - key: Nil for a generation without an ID.
    ///   - outcome: The bands of all rules.
    package mutating func add(_ key: IDKey?, outcome: UInt64) {
        keyBytes.key(key ?? .none)
        keyBytes.fixed(key == nil ? 0 : outcome)
        if let key { idBytes.key(key) }
    }

    /// Writes the rows of the next batch, and the keys that were added.
    package mutating func append(_ rows: borrowing BatchRows) throws(ReportError) {
        guard rows.style == style else { throw .contradiction("rows of another style") }
        try keys.append(keyBytes.text)
        rows.write(to: &encoder, ids: idBytes.text)
        try writeChunk(.rows)
        keyBytes.removeAll()
        idBytes.removeAll()
        cards.add(rows.cards)
        disagreements.add(rows.disagreements)
    }

    /// The cut-offs of the HTML report for later rows.
    package var cutoffs: ListingCutoffs { ListingCutoffs(cards: cards.floor, disagreements) }

    /// Writes the rest of the part, and puts both files at their places.
    /// - Parameters:
    ///   - totals: Writes the totals.
    ///   - tasks: The tasks with a final answer, ascending.
    package mutating func finish(
        totals: (inout PartEncoder) -> Void, tasks: [IDKey]
    ) throws(ReportError) {
        totals(&encoder)
        try writeChunk(.totals)
        cards.write(to: &encoder) { $1.write(to: &$0) }
        disagreements.policyOnly.write(to: &encoder) { $1.write(to: &$0) }
        disagreements.platformOnly.write(to: &encoder) { $1.write(to: &$0) }
        try writeChunk(.cards)
        for task in tasks { encoder.key(task) }
        try writeChunk(.tasks)
        let digest = try part.seal().sha256
        digest.utf8.forEach { encoder.byte($0) }
        try writeChunk(.footer)
        _ = try part.seal()
        _ = try keys.seal()
        if Interruption.isRequested { throw .stopped }
        do throws(SystemError) {
            try FileSystem.rename(keys.path, to: path + PartChunk.keysEnding)
            try FileSystem.rename(part.path, to: path)
        } catch {
            throw .failed("write", path, error)
        }
        standing = false
    }

    /// Writes the encoder's values as a chunk.
    private mutating func writeChunk(_ kind: PartChunk) throws(ReportError) {
        var head = OutputBuffer()
        head.append(kind.rawValue)
        head.append(UInt64(encoder.text.count).littleEndian, count: 8)
        try part.append(head.text)
        try part.append(encoder.text)
        encoder.removeAll()
    }
}
