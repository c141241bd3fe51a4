import Glibc
import Utilities

/// The files that a pull appends answers to, as whole lines (CONTRACT section 9). A file has at most `fileLimit` bytes,
/// unless its only line is larger.
struct Archive: ~Copyable {
    /// The default limit of a file, in bytes.
    static let fileLimit = 256_000_000

    let folder: ArchiveFolder
    /// Paths of the files that existed at the start, in order.
    let olderFiles: [String]
    private let fileLimit: Int
    /// The number of the current file, or of the last file if none is open. 0 if there is none.
    private var number: Int
    private var file: FileDescriptor?
    /// Bytes of the current file.
    private var size: Int
    private let sync: DiskSync

    /// Locks the archive at `path`, and moves an incomplete last line to a file of its own.
    init(at path: String, fileLimit: Int = Self.fileLimit) throws(PullError) {
        let folder = try ArchiveFolder(path)
        let names = try folder.names()
        let files = names.compactMap(ArchiveFile.init(name:)).sorted { $0.number < $1.number }
        for file in files where !folder.isFile(file.name) { throw .notAFile(path: "\(path)/\(file.name)") }
        if let last = files.last, !last.isCompressed {
            let file = try folder.open(last.name, O_RDWR | O_APPEND)
            size = try TornTail.setAside(of: file, named: last.name, in: folder, names)
            self.file = consume file
        } else {
            size = 0
            file = nil
        }
        number = files.last?.number ?? 0
        olderFiles = files.map { "\(path)/\($0.name)" }
        sync = DiskSync(path: path)
        self.fileLimit = fileLimit
        self.folder = folder
    }

    /// Appends a line with its line end, in one write.
    mutating func append(_ line: ArraySlice<UInt8>) throws(PullError) {
        if file == nil || size > 0 && size + line.count > fileLimit { try beginFile() }
        do throws(SystemError) {
            try file?.write(line)
        } catch {
            throw takenBack(error)
        }
        size += line.count
        if sync.isDue() { try syncFile() }
        try sync.check()
    }

    /// Returns when all lines are on the disk.
    func finish() throws(PullError) {
        try syncFile()
        try sync.finish()
        try folder.sync()
    }

    private func syncFile() throws(PullError) {
        switch file {
        case .some(let file): try sync.sync(file)
        case .none: break
        }
    }

    private mutating func beginFile() throws(PullError) {
        let next = try folder.open(ArchiveFile(number: number + 1).name, O_RDWR | O_APPEND | O_CREAT | O_EXCL)
        try syncFile()
        file = consume next
        number += 1
        size = 0
        try folder.sync()
    }

    /// Removes the part of a line that a failed write left. If that fails too, the next pull moves the part away.
    private func takenBack(_ error: SystemError) -> PullError {
        switch file {
        case .some(let file): ftruncate(file.number, off_t(size))
        case .none: break
        }
        return .failed("write to the archive", folder.path, error)
    }
}
