import Glibc

/// The files that answers are kept in: append-only, whole lines, each file at most `fileLimit` bytes.
struct Archive: ~Copyable {
    /// Bytes of a file, unless its only line is larger.
    static let fileLimit = 256_000_000

    let folder: ArchiveFolder
    /// Paths of the files that were there at the start, in order.
    let olderFiles: [String]
    private let fileLimit: Int
    /// Of the file at work, or the last one there was.
    private var number: Int
    private var file: OpenFile
    private var size: Int
    private let sync: DiskSync

    /// Locks the archive, and sets a torn last line aside.
    init(at path: String, fileLimit: Int = Self.fileLimit) throws(PullError) {
        let folder = try ArchiveFolder(path)
        let names = try folder.names()
        let files = names.compactMap(ArchiveFile.init(name:)).sorted { $0.number < $1.number }
        for file in files where !folder.isFile(file.name) { throw .notAFile(path: "\(path)/\(file.name)") }
        var size = 0
        var file = OpenFile(-1)
        if let last = files.last, !last.isCompressed {
            file = try folder.open(last.name, O_RDWR | O_APPEND)
            size = try TornTail.setAside(of: file.descriptor, named: last.name, in: folder, names)
        }
        number = files.last?.number ?? 0
        olderFiles = files.map { "\(path)/\($0.name)" }
        sync = DiskSync(path: path)
        self.fileLimit = fileLimit
        self.size = size
        self.file = file
        self.folder = folder
    }

    /// Appends a line, its line end included, with one write.
    mutating func append(_ line: ArraySlice<UInt8>) throws(PullError) {
        if file.descriptor < 0 || size > 0 && size + line.count > fileLimit { try beginFile() }
        guard file.write(line) else { throw takenBack(errno) }
        size += line.count
        if sync.isDue() { try sync.sync(file) }
        try sync.check()
    }

    /// Returns when all lines are on the disk.
    func finish() throws(PullError) {
        if file.descriptor >= 0 { try sync.sync(file) }
        try sync.finish()
        try folder.sync()
    }

    private mutating func beginFile() throws(PullError) {
        let next = try folder.open(ArchiveFile(number: number + 1).name, O_RDWR | O_APPEND | O_CREAT | O_EXCL)
        if file.descriptor >= 0 { try sync.sync(file) }
        file = next
        number += 1
        size = 0
        try folder.sync()
    }

    /// What a failed write left of its line is removed; where that fails too, the next pull sets it aside.
    private func takenBack(_ number: Int32) -> PullError {
        ftruncate(file.descriptor, off_t(size))
        return .failed(action: "write to the archive", path: folder.path, errno: number)
    }
}
