import Responses

/// Why a stretch of the input could not be read. A finding, not an error of the run: it becomes an `unreadable` row at
/// its place in the order (CONTRACT section 5).
package enum InputFailure: Error, Sendable, Equatable {
    /// A file or folder could not be opened; the system's error number.
    case unopened(errno: Int32)
    /// Reading failed on the way; the system's error number.
    case unread(errno: Int32)
    /// The run was stopped while it waited for a stream.
    case stopped
    /// A symbolic link leads back to a folder that it lies in.
    case loop
    /// The file ends without a text.
    case nothing
    /// A single text has more bytes than allowed.
    case oversize(bytes: Int, limit: Int)
    /// Compressed data is damaged; the byte of the compressed file at which that showed.
    case damaged(Compression, byte: Int)
    /// Compressed data ends before its end mark.
    case cutShort(Compression)
    /// The decompressor could not get its memory.
    case noMemory(Compression)
}

/// How a file is compressed.
package enum Compression: String, Sendable {
    case gzip, zstd
}

extension InputFailure: CustomStringConvertible {
    /// The reason in words, as `unaudited.csv` shows it.
    package var description: String {
        switch self {
        case .unopened(let number): "cannot be opened: \(SystemCall.words(of: number))"
        case .unread(let number): "cannot be read: \(SystemCall.words(of: number))"
        case .stopped: "stopped before the end"
        case .loop: "a symbolic link that leads back to a folder it lies in"
        case .nothing: "nothing in it, not one JSON text"
        case .oversize(let bytes, let limit):
            "larger than --max-response (\(limit) bytes); it has \(bytes) bytes"
        case .damaged(let compression, let byte): "\(compression.rawValue): damaged at byte \(byte)"
        case .cutShort(let compression): "\(compression.rawValue): ends early"
        case .noMemory(let compression): "\(compression.rawValue): not enough memory to decompress"
        }
    }
}
