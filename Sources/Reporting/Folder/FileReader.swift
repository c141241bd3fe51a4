import Digests
import Glibc
import Utilities

/// Reads a file of a finished report from start to end.
package struct FileReader: ~Copyable {
    private let path: String
    private let descriptor: FileDescriptor
    private var chunk = [UInt8](repeating: 0, count: 1 << 16)

    /// A link is refused, because the manifest covers the folder's own files.
    package init(path: String) throws(ReportError) {
        do throws(SystemError) {
            descriptor = try FileDescriptor(opening: path, O_RDONLY | O_NOFOLLOW | O_NONBLOCK)
        } catch {
            throw .failed("read", path, error)
        }
        self.path = path
    }

    /// The next bytes; empty at the end.
    package mutating func next() throws(ReportError) -> ArraySlice<UInt8> {
        do throws(SystemError) {
            return chunk[..<(try descriptor.read(into: &chunk))]
        } catch {
            throw .failed("read", path, error)
        }
    }

    /// All bytes of a file.
    package static func bytes(of path: String) throws(ReportError) -> [UInt8] {
        var reader = try FileReader(path: path)
        var bytes: [UInt8] = []
        while true {
            let more = try reader.next()
            if more.isEmpty { return bytes }
            bytes += more
        }
    }

    static func sha256(of path: String) throws(ReportError) -> String {
        var reader = try FileReader(path: path)
        var digest = SHA256Stream()
        while true {
            if Interruption.isRequested { throw .stopped }
            let more = try reader.next()
            if more.isEmpty { return digest.finish() }
            digest.update(more.span)
        }
    }
}
