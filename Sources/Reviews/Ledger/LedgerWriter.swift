import Digests
import Glibc
package import Reporting
package import Responses
import Utilities

/// A ledger that an import adds lines to (CONTRACT section 15). It holds the exclusive lock.
///
/// Lines that are added and not finished are whole lines of the ledger, or are lost with the process.
package struct LedgerWriter: ~Copyable {
    /// The path of the file with the lines.
    package let path: String
    /// The number of lines.
    package private(set) var entries: Int
    /// SHA-256 of the last line; 64 zeros of an empty ledger.
    package private(set) var lastSHA256: String
    /// The name of the file with the bytes of a torn last line; nil if no line was torn.
    package let tornPart: String?

    private let folder: LedgerFolder
    private let lock: FileDescriptor
    private let file: FileDescriptor
    private var index: LedgerIndex
    private var reader = LedgerLineReader()
    /// The bytes of lines that are not written yet. `written` is the offset of the first one in the file.
    private var buffer: [UInt8] = []
    private var written: Int

    /// Opens the ledger in a folder, which is created if it is missing. Checks the chain, and moves a torn last line to
    /// `torn-N.part`.
    /// - Throws: `refused` if another process uses the ledger or the chain is broken, and `failed` for failed system calls.
    package init(in path: String) throws(ReportError) {
        let folder = LedgerFolder(path: path)
        let lock = try folder.lockForWriting()
        let file = try folder.openForWriting()
        var chain = LedgerChain(
            try folder.copy(of: file), size: folder.size(of: file), path: folder.file, digests: false)
        while try chain.advance() {}
        let index = chain.index
        tornPart = try folder.moveTornLine(of: file, behind: index.end)
        self.folder = folder
        self.path = folder.file
        self.lock = lock
        self.file = file
        self.index = index
        written = index.end
        entries = chain.entries
        lastSHA256 = chain.last
    }

    /// The lines of a generation, in the order of the ledger; added lines are among them.
    package mutating func lines(of identity: BorrowedText) throws(ReportError) -> [LedgerLine] {
        if let last = index.places(of: IDKey(identity)).last, last.upperBound > written { try flush() }
        return try reader.lines(of: identity, index, in: file, path: path)
    }

    /// The last line of a reviewer on a key.
    /// - Parameters:
    ///   - key: `review_key`, or of a label `sample_key`.
    ///   - identity: The generation.
    package mutating func lastLine(
        by reviewer: String, on key: String, of identity: BorrowedText
    ) throws(ReportError) -> LedgerLine? {
        try lines(of: identity).last { $0.reviewer == reviewer && $0.key == key }
    }

    /// Adds a line behind the last one. Sets its `seq` and `previous`.
    /// - Throws: `refused` if a text of the line is not as the ledger has it.
    package mutating func append(_ line: LedgerLine) throws(ReportError) {
        var line = line
        line.seq = entries + 1
        line.previous = lastSHA256
        let bytes = line.bytes
        // A line that cannot be read would make the whole ledger unusable.
        guard bytes.count <= LedgerStream.longestLine, reader.line(bytes) == line else {
            throw .refused(path: path, reason: "a row of the report does not fit into a line of the ledger")
        }
        entries += 1
        lastSHA256 = SHA256Digest.hex(of: bytes)
        buffer += bytes
        buffer.append(.lineFeed)
        var identity = line.generationID
        index.add(identity.withBorrowedText { IDKey($0) }, endingAt: written + buffer.count)
        if buffer.count >= 1 << 20 { try flush() }
    }

    /// Writes all added lines to the disk, and ends the lock.
    package consuming func finish() throws(ReportError) {
        try flush()
        do throws(SystemError) {
            try file.sync()
            try Directory(path: folder.path).sync()
        } catch {
            throw .failed(action: "write", path: path, errno: error.number)
        }
    }

    private mutating func flush() throws(ReportError) {
        do throws(SystemError) {
            try file.write(buffer[...])
        } catch {
            throw .failed(action: "write", path: path, errno: error.number)
        }
        written += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }
}

extension LedgerLine {
    /// The key of the row that the line is about: `review_key`, or of a label `sample_key`.
    package var key: String? { question?.sampleKey ?? reviewKey }

    /// Whether the line gives the same answer as an earlier line of its reviewer on its key.
    package func repeats(_ earlier: LedgerLine) -> Bool {
        kind == earlier.kind && decision == earlier.decision && isFinal == earlier.isFinal
            && note == earlier.note
    }
}
