import Glibc
package import Reporting
package import Responses
import Utilities

/// A ledger that is read (CONTRACT section 15). Its chain was checked when it was opened; later lines do not count.
///
/// Memory holds the offsets of the lines. The lines are read from the file when they are needed.
package struct Ledger: ~Copyable, Sendable {
    /// The path of the file with the lines.
    package let path: String
    /// The number of lines.
    package let entries: Int
    /// SHA-256 of the last line without its line feed; 64 zeros of an empty ledger.
    package let lastSHA256: String
    /// SHA-256 of all lines, each with its line feed.
    package let sha256: String
    /// SHA-256 of the watched line; nil if the ledger is shorter.
    package let watchedSHA256: String?
    private let folder: LedgerFolder
    private let file: FileDescriptor
    private let index: LedgerIndex

    /// Opens the ledger in a folder, and checks its chain. An empty folder is an empty ledger. If an import writes to the
    /// ledger, waits for its end.
    /// - Parameter watched: The number of the line that `watchedSHA256` is of; 0 for none, of 64 zeros.
    /// - Throws: An error that names the line where the chain breaks. `refused` or `failed`; `stopped` after a signal.
    package init(in folder: String, watching watched: Int = 0) throws(ReportError) {
        let folder = LedgerFolder(path: folder), path = folder.file
        // Lines are only added, so that the lock is needed no longer when they are checked.
        let lock = try folder.lockForReading()
        let opened = try folder.open()
        var chain = LedgerChain(
            try folder.copy(of: opened), size: folder.size(of: opened), path: path, digests: true)
        var watchedSHA256 = watched == 0 ? chain.last : nil
        while try chain.advance() { watchedSHA256 = watchedSHA256 ?? chain.sha256(ofLine: watched) }
        _ = consume lock
        self.folder = folder
        self.path = path
        file = opened
        entries = chain.entries
        lastSHA256 = chain.last
        sha256 = chain.finish()
        self.watchedSHA256 = watchedSHA256
        index = chain.index
    }

    /// The lines of a generation, in the order of the ledger.
    package func lines(
        of identity: BorrowedText, _ reader: inout LedgerLineReader
    ) throws(ReportError) -> [LedgerLine] {
        try reader.lines(of: identity, index, in: file, path: path)
    }

    /// Passes each line to `body`, in the order of the ledger.
    /// - Parameter body: Returns whether to continue.
    package func forEachLine(_ body: (LedgerLine) throws(ReportError) -> Bool) throws(ReportError) {
        var stream = LedgerStream(try folder.open(), path: path), reader = LedgerLineReader()
        var rest = entries
        while rest > 0, try stream.advance() {
            for line in 0..<min(rest, stream.batch.count) {
                guard let line = reader.line(stream.batch.bytes[stream.batch[line]]) else {
                    throw .refused(path: path, reason: "changed while it was read; run again")
                }
                if try !body(line) { return }
            }
            rest -= stream.batch.count
        }
    }

    /// Whether a line was imported from a sheet with this SHA-256, in 64 lower-case hexadecimal digits.
    package func hasSheet(_ sha256: String) throws(ReportError) -> Bool {
        var found = false
        try forEachLine { line throws(ReportError) in
            found = line.sheet.sha256 == sha256
            return !found
        }
        return found
    }
}
