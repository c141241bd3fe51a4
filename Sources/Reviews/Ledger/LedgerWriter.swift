import Digests
import Glibc
package import Reporting
package import Responses
import Utilities

/// A ledger that an import adds lines to (CONTRACT section 15). It holds the exclusive lock.
///
/// Lines that are added and not finished are whole lines of the ledger, or are lost with the process. If they cannot be
/// written, the ledger has none of them.
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
    private let lock: LedgerLock
    private let file: FileDescriptor
    private var index: LedgerIndex
    private var reader = LedgerLineReader()
    /// The bytes of lines that are not written yet. `written` is the offset of the first one in the file.
    private var buffer: [UInt8] = []
    private var written: Int
    /// The length of the file before the first line was added, in bytes.
    private let before: Int

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
        before = index.end
        written = before
        entries = chain.entries
        lastSHA256 = chain.last
    }

    /// The lines of a generation, in the order of the ledger; added lines are among them.
    package mutating func lines(of identity: BorrowedText) throws(ReportError) -> [LedgerLine] {
        if let last = index.places(of: IDKey(identity)).last, last.upperBound > written { try flush() }
        return try reader.lines(of: identity, index, in: file, path: path)
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
            throw withdrawal(after: error)
        }
    }

    private mutating func flush() throws(ReportError) {
        do throws(SystemError) {
            try file.write(buffer[...])
        } catch {
            throw withdrawal(after: error)
        }
        written += buffer.count
        buffer.removeAll(keepingCapacity: true)
    }

    /// Withdraws the added lines.
    /// - Returns: The error of the import.
    private func withdrawal(after error: SystemError) -> ReportError {
        withdraw()
        return .failed(action: "write", path: path, errno: error.number)
    }

    /// Removes all added lines from the file.
    func withdraw() { try? file.truncate(to: before) }
}

extension LedgerLine {
    /// The key of the row that the line is about: `review_key`, or of a label `sample_key`.
    package var key: String? { question?.sampleKey ?? reviewKey }

    /// Whether the line would add nothing to what a ledger has: the reviewer's last line on the key has the same answer, and
    /// is of the same sheet, or of the same report and not withdrawn; a label is of the same sample.
    ///
    /// The same answer about a later report is a new one, which renews an answer that has expired.
    /// - Parameter lines: All lines of the generation, in the order of the ledger.
    package func isRecorded(in lines: [LedgerLine]) -> Bool {
        guard let place = lines.lastIndex(where: { $0.reviewer == reviewer && $0.key == key }) else {
            return false
        }
        let last = lines[place]
        guard kind == last.kind, decision == last.decision, isFinal == last.isFinal, note == last.note else {
            return false
        }
        if kind == .label { return question == last.question }
        if sheet.sha256 == last.sheet.sha256 { return true }
        let isWithdrawn = lines[(place + 1)...].contains {
            $0.kind == .decision && ($0.decision == .reopen || $0.isFinal)
        }
        return report == last.report && !isWithdrawn
    }
}
