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

    /// Starts a file at a place that `OutputPlace` permits. The parameters are those of `OutputPlace`.
    init(
        path wanted: String, ledger: String? = nil, replacesSheets: Bool = false
    ) throws(ReportError) {
        try OutputPlace.require(wanted, ledger: ledger, replacesSheets: replacesSheets)
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
