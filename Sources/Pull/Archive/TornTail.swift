import Glibc
import Utilities

/// The incomplete last line that a killed pull leaves in a file.
enum TornTail {
    /// Moves the bytes after the last line end of a file to a new file, `torn-1.part`.
    /// - Parameters:
    ///   - name: The file's name in `folder`.
    ///   - names: The names of the folder's entries.
    /// - Returns: The file's size afterwards, in bytes.
    static func setAside(
        of file: borrowing FileDescriptor, named name: String, in folder: borrowing ArchiveFolder,
        _ names: [String]
    ) throws(PullError) -> Int {
        let path = "\(folder.path)/\(name)"
        let size = Int(lseek(file.number, 0, SEEK_END))
        guard size >= 0 else { throw .failed("read", path, .last) }
        let end = try lineEnd(of: file, size, path)
        guard end < size else { return size }

        let number = (names.compactMap(number(of:)).max() ?? 0) + 1
        let part = try folder.open("torn-\(number).part", O_WRONLY | O_CREAT | O_EXCL)
        let partPath = "\(folder.path)/torn-\(number).part"
        var start = end
        while start < size {
            let chunk = try read(file, start..<min(size, start + 1 << 20), path)
            try PullError.wrap("write", partPath) { () throws(SystemError) in try part.write(chunk[...]) }
            start += chunk.count
        }
        // The tail is removed only when its copy is on the disk.
        try PullError.wrap("write", partPath) { () throws(SystemError) in try part.sync() }
        try folder.sync()
        guard ftruncate(file.number, off_t(end)) == 0 else { throw .failed("truncate", path, .last) }
        return end
    }

    /// The offset after the last line feed.
    private static func lineEnd(
        of file: borrowing FileDescriptor, _ size: Int, _ path: String
    ) throws(PullError) -> Int {
        var end = size
        while end > 0 {
            let start = max(0, end - 1 << 16)
            if let found = try read(file, start..<end, path).lastIndex(of: .lineFeed) {
                return start + found + 1
            }
            end = start
        }
        return 0
    }

    /// The bytes of a range. A short read is an error: with fewer bytes, complete lines would be cut off.
    private static func read(
        _ file: borrowing FileDescriptor, _ range: Range<Int>, _ path: String
    ) throws(PullError) -> [UInt8] {
        do throws(SystemError) {
            return try file.read(range)
        } catch {
            throw .failed("read", path, error)
        }
    }

    private static func number(of name: String) -> Int? {
        name.hasPrefix("torn-") && name.hasSuffix(".part") ? Int(name.dropFirst(5).dropLast(5)) : nil
    }
}
