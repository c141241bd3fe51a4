import Glibc

/// What a pull that was killed left of a line at the end of a file.
enum TornTail {
    /// Moves bytes behind the last line end of a file into a file of their own, `torn-1.part`.
    /// - Parameter names: of the folder's entries.
    /// - Returns: the file's size then.
    static func setAside(
        of file: Int32, named name: String, in folder: borrowing ArchiveFolder, _ names: [String]
    ) throws(PullError) -> Int {
        let path = "\(folder.path)/\(name)"
        let size = Int(lseek(file, 0, SEEK_END))
        guard size >= 0 else { throw .failed(action: "read", path: path, errno: errno) }
        let end = try lineEnd(of: file, size, path)
        guard end < size else { return size }

        let number = (names.compactMap(number(of:)).max() ?? 0) + 1
        let part = try folder.open("torn-\(number).part", O_WRONLY | O_CREAT | O_EXCL)
        var start = end
        while start < size {
            let chunk = try read(file, start..<min(size, start + 1 << 20), path)
            guard part.write(chunk[...]) else {
                throw .failed(action: "write", path: "\(folder.path)/torn-\(number).part", errno: errno)
            }
            start += chunk.count
        }
        // Only when its copy is on the disk may the tail go.
        guard fsync(part.descriptor) == 0 else {
            throw .failed(action: "write", path: "\(folder.path)/torn-\(number).part", errno: errno)
        }
        try folder.sync()
        guard ftruncate(file, off_t(end)) == 0 else { throw .failed(action: "cut", path: path, errno: errno) }
        return end
    }

    /// The offset behind the last line feed.
    private static func lineEnd(of file: Int32, _ size: Int, _ path: String) throws(PullError) -> Int {
        var end = size
        while end > 0 {
            let start = max(0, end - 1 << 16)
            if let found = try read(file, start..<end, path).lastIndex(of: UInt8(ascii: "\n")) {
                return start + found + 1
            }
            end = start
        }
        return 0
    }

    /// All of a range, or nothing: on the strength of half of it, sound lines would be cut off.
    static func read(_ file: Int32, _ range: Range<Int>, _ path: String) throws(PullError) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: range.count)
        let count = unsafe pread(file, &bytes, bytes.count, off_t(range.lowerBound))
        guard count == bytes.count else {
            throw .failed(action: "read", path: path, errno: count < 0 ? errno : EIO)
        }
        return bytes
    }

    private static func number(of name: String) -> Int? {
        name.hasPrefix("torn-") && name.hasSuffix(".part") ? Int(name.dropFirst(5).dropLast(5)) : nil
    }
}
