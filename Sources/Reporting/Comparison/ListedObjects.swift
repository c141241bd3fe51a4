import Digests
import Glibc
package import Responses
import Utilities

/// Reads the objects of a report's `generations.json`, one per line, from start to end.
package struct ListedObjects: ~Copyable {
    /// The path of the file.
    package let file: String
    private let descriptor: FileDescriptor
    private let isDigested: Bool
    private var digest = SHA256Stream()
    /// The bytes that are read and not yet returned. `position` is the offset after the last returned byte.
    private var buffer = OutputBuffer()
    private var position = 0
    /// The offset of the buffer's first byte in the file.
    private var offset = 0
    private var lines = 0

    private static let chunk = 1 << 20

    /// Opens the file. A symbolic link is refused, because the manifest covers the folder's own files.
    /// - Parameter isDigested: Whether `sha256` is called at the end.
    package init(of report: String, isDigested: Bool = false) throws(ReportError) {
        file = "\(report)/\(ReportFileName.generations)"
        self.isDigested = isDigested
        do throws(SystemError) {
            descriptor = try FileDescriptor(opening: file, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        } catch {
            throw .failed("read", file, error)
        }
    }

    /// The next object and its range in the file, valid until the next call; nil after the last object.
    package mutating func next() throws(ReportError) -> (object: BorrowedText, place: Range<Int>)? {
        if lines == 0 {
            guard let opening = try nextLine(), buffer.text.slice(opening) == GenerationsJSON.opening else {
                throw unreadable()
            }
        }
        if Interruption.isRequested { throw .stopped }
        guard let line = try nextLine(), !line.isEmpty else { throw unreadable() }
        if buffer.text[line.lowerBound] == UInt8(ascii: "]") { return nil }
        let end = buffer.text[line.upperBound - 1] == UInt8.comma ? line.upperBound - 1 : line.upperBound
        let range = line.lowerBound..<end
        return (buffer.text.slice(range), range.lowerBound + offset..<range.upperBound + offset)
    }

    /// The SHA-256 of the whole file.
    package mutating func sha256() throws(ReportError) -> String {
        position = buffer.count
        while try fill() { position = buffer.count }
        return digest.finish()
    }

    /// The open file, for reading objects by their places.
    func duplicate() throws(ReportError) -> FileDescriptor {
        do throws(SystemError) { return try descriptor.duplicate() } catch {
            throw .failed("read", file, error)
        }
    }

    /// The error for a line that is not an object.
    package func unreadable() -> ReportError {
        .refused(path: file, reason: "line \(lines) is not as a report has it")
    }

    /// The next line in the buffer, without its line feed; nil at the end of the file.
    private mutating func nextLine() throws(ReportError) -> Range<Int>? {
        var searched = position
        while true {
            if let end = buffer.text.firstOffset(of: .lineFeed, from: searched) {
                defer { position = end + 1 }
                lines += 1
                return position..<end
            }
            searched = buffer.count - position
            if try !fill() { return nil }
        }
    }

    /// Removes the bytes before `position` and reads more. Returns false at the end of the file.
    private mutating func fill() throws(ReportError) -> Bool {
        buffer.removeFirst(position)
        offset += position
        position = 0
        let before = buffer.count
        let count: Int
        do throws(SystemError) {
            count = try buffer.append(from: descriptor, upTo: Self.chunk)
        } catch {
            throw .failed("read", file, error)
        }
        if isDigested { buffer.text.slice(before..<buffer.count).withSpan { digest.update($0) } }
        return count > 0
    }
}
