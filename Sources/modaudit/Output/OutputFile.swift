import Glibc
import Reporting
import Utilities

/// A file that a command writes. It replaces the file at its path when it is finished. What is no regular file, such as
/// `/dev/null`, is written itself.
struct OutputFile: ~Copyable {
    private let path: String
    private let descriptor: FileDescriptor
    /// The path of the unfinished file; nil where there is none.
    private var unfinished: String?

    /// Standard output.
    static var standard: OutputFile { OutputFile() }

    private init() {
        path = "standard output"
        descriptor = FileDescriptor(borrowing: STDOUT_FILENO)
    }

    /// - Parameters:
    ///   - reports: Report folders, which may hold nothing but a report.
    ///   - ledger: The folder of a ledger, so that no file of it is replaced.
    init(path wanted: String, outside reports: [String], ledger: String? = nil) throws(ReportError) {
        for report in reports where Self.isWithin(wanted, report) {
            throw .refused(
                path: wanted,
                reason: "is in the folder of a report, which may hold nothing else; name another file")
        }
        if let ledger, Self.isWithin(wanted, ledger) {
            throw .refused(path: wanted, reason: "is in the folder of the ledger; name another file")
        }
        do throws(SystemError) {
            let resolved = try ResolvedPath(ofMissing: wanted).text
            if let status = try? FileSystem.status(of: resolved), status.st_mode & S_IFMT != S_IFREG {
                descriptor = try FileDescriptor(opening: resolved, O_WRONLY)
            } else {
                let name = "\(resolved).modaudit-\(getpid())"
                descriptor = try FileDescriptor(opening: name, O_WRONLY | O_CREAT | O_TRUNC)
                unfinished = name
            }
            path = resolved
        } catch {
            throw .failed(action: "write", path: wanted, errno: error.number)
        }
    }

    private static func isWithin(_ path: String, _ folder: String) -> Bool {
        guard let path = try? ResolvedPath(ofMissing: path), let folder = try? ResolvedPath(folder) else {
            return false
        }
        return path.isWithin(folder)
    }

    deinit { if let unfinished { FileSystem.remove(unfinished) } }

    /// Writes bytes. A closed pipe is no error.
    func append(_ bytes: Span<UInt8>) throws(ReportError) {
        do throws(SystemError) {
            try descriptor.write(bytes)
        } catch {
            if error.number == EPIPE { return }
            throw .failed(action: "write", path: path, errno: error.number)
        }
    }

    /// Puts the file at its path.
    mutating func finish() throws(ReportError) {
        guard let done = unfinished else { return }
        do throws(SystemError) {
            try descriptor.sync()
            try FileSystem.rename(done, to: path)
        } catch {
            throw .failed(action: "write", path: path, errno: error.number)
        }
        unfinished = nil
    }
}
