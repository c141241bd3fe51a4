import Glibc
import Reporting
import Utilities

/// The files of a ledger's folder, and their locks.
struct LedgerFolder {
    let path: String

    /// The lines.
    var file: String { "\(path)/decisions.ndjson" }
    /// An empty file that importers lock exclusively and readers shared.
    var lock: String { "\(path)/decisions.lock" }

    /// The seconds that a reader waits for an import to end.
    private static let patience = 30.0

    /// Opens the lines for reading; `/dev/null` if there are none yet.
    /// - Throws: An error if there is no such folder, or no regular file.
    func open() throws(ReportError) -> FileDescriptor {
        // A folder that is missing is an error, so that a mistyped name is not an empty ledger.
        try attempt("read", path) { () throws(SystemError) in _ = try Directory(path: path) }
        do throws(SystemError) {
            let opened = try FileDescriptor(opening: file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
            guard opened.isRegularFile else { throw SystemError(EINVAL) }
            return opened
        } catch {
            guard error.number == ENOENT else {
                throw .failed(action: "read", path: file, errno: error.number)
            }
        }
        return try open("/dev/null", O_RDONLY)
    }

    /// Opens the lines for reading and adding. Creates the file if it is missing.
    func openForWriting() throws(ReportError) -> FileDescriptor {
        let opened = try open(file, O_RDWR | O_CREAT | O_APPEND | O_NOFOLLOW | O_NONBLOCK)
        guard opened.isRegularFile else { throw .failed(action: "write", path: file, errno: EINVAL) }
        return opened
    }

    private func open(_ path: String, _ flags: Int32) throws(ReportError) -> FileDescriptor {
        do throws(SystemError) {
            return try FileDescriptor(opening: path, flags, mode: 0o666)
        } catch {
            throw .failed(action: "open", path: path, errno: error.number)
        }
    }

    /// The size of the lines in bytes; 0 if it is unknown.
    func size(of file: borrowing FileDescriptor) -> Int { (try? file.status()).map { Int($0.st_size) } ?? 0 }

    /// Another descriptor of the lines.
    func copy(of file: borrowing FileDescriptor) throws(ReportError) -> FileDescriptor {
        do throws(SystemError) {
            return try file.duplicate()
        } catch {
            throw .failed(action: "read", path: self.file, errno: error.number)
        }
    }

    /// Takes a shared lock, and waits for an import to end. A folder without a lock has not seen an import.
    /// - Returns: The lock; nil if there is none.
    func lockForReading() throws(ReportError) -> LedgerLock? {
        let lock: FileDescriptor
        do throws(SystemError) {
            lock = try FileDescriptor(opening: self.lock, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        } catch {
            if error.number == ENOENT { return nil }
            throw .failed(action: "read", path: self.lock, errno: error.number)
        }
        let start = MonotonicClock.seconds
        while lock.lock(isShared: true) == .busy {
            if Interruption.isRequested { throw .stopped }
            guard MonotonicClock.seconds - start < Self.patience else {
                throw .refused(
                    path: path, reason: "an import writes to this ledger; try again when it has ended")
            }
            usleep(20_000)
        }
        return LedgerLock(lock)
    }

    /// Creates the folder if it is missing, and takes an exclusive lock. A folder that is sealed is refused.
    func lockForWriting() throws(ReportError) -> LedgerLock {
        if let sealed = SealedReport.place(around: lock) {
            let place = (try? ResolvedPath(path).text) == sealed.path ? "is" : "is in"
            throw .refused(
                path: path,
                reason:
                    "\(place) the folder of a \(sealed.kind), which may hold nothing else; name another folder with "
                    + "--decisions")
        }
        try attempt("create", path) { () throws(SystemError) in try Directory.create(path) }
        let lock = try open(self.lock, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK)
        switch lock.lock() {
        case .taken: return LedgerLock(lock)
        case .busy: throw .refused(path: path, reason: "another import or a scan uses this ledger; try again")
        case .unsupported:
            throw .refused(path: path, reason: "this file system has no locks; name another folder")
        }
    }

    /// Moves the bytes behind the last line to `torn-N.part`.
    /// - Parameter end: The offset behind the last line.
    /// - Returns: The name of the new file; nil if there are no such bytes.
    func moveTornLine(of file: borrowing FileDescriptor, behind end: Int) throws(ReportError) -> String? {
        do throws(SystemError) {
            let size = Int(try file.status().st_size)
            guard size > end else { return nil }
            var number = 1
            while FileSystem.exists("\(path)/torn-\(number).part") { number += 1 }
            let name = "torn-\(number).part"
            let part = try FileDescriptor(
                opening: "\(path)/\(name)", O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o666)
            var start = end
            while start < size {
                let bytes = try file.read(start..<min(size, start + 1 << 20))
                try part.write(bytes[...])
                start += bytes.count
            }
            try part.sync()
            try Directory(path: path).sync()
            // Only now, so that no byte is lost.
            try file.truncate(to: end)
            return name
        } catch {
            throw .failed(action: "move the torn line of", path: self.file, errno: error.number)
        }
    }

    private func attempt(
        _ action: String, _ path: String, _ body: () throws(SystemError) -> Void
    ) throws(ReportError) {
        do throws(SystemError) { try body() } catch {
            throw .failed(action: action, path: path, errno: error.number)
        }
    }
}

extension Ledger {
    /// Whether a folder holds a ledger.
    package static func isThere(in folder: String) -> Bool {
        let folder = LedgerFolder(path: folder)
        return FileSystem.exists(folder.lock) || FileSystem.exists(folder.file)
    }
}

/// A lock of a ledger, which ends with this value.
struct LedgerLock: ~Copyable {
    private let file: FileDescriptor

    init(_ file: consuming FileDescriptor) { self.file = file }

    deinit { file.unlock() }
}
