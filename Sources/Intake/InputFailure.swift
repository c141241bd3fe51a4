import Utilities

/// Why a part of the input could not be read. The run continues: the failure becomes an `unreadable` row at its place
/// in the input order (CONTRACT section 5).
package enum InputFailure: Error, Sendable, Equatable {
    /// A file or folder could not be opened, with the value of `errno`.
    case unopened(errno: Int32)
    /// A read failed, with the value of `errno`.
    case unread(errno: Int32)
    /// The run was cancelled before the end of the input.
    case stopped
    /// A symbolic link leads to a folder that contains the link.
    case loop
    /// The folder was read before in the run, under another path.
    case again
    /// The folder is a report folder.
    case report
    /// The file contains no JSON text.
    case nothing
    /// A JSON text of `bytes` bytes is larger than `--max-response`, `limit` bytes.
    case oversize(bytes: Int, limit: Int)
    /// Compressed data is damaged. `byte` is the offset in the compressed file at which the decompressor stopped.
    case damaged(Compression, byte: Int)
    /// Compressed data ends before its end mark.
    case cutShort(Compression)
    /// The decompressor could not allocate memory.
    case noMemory(Compression)
}

/// A compression that inputs can have.
package enum Compression: String, Sendable {
    case gzip, zstd
}

extension InputFailure: CustomStringConvertible {
    /// The reason in `unaudited.csv`.
    package var description: String {
        switch self {
        case .unopened(let number): "cannot be opened: \(SystemError(number))"
        case .unread(let number): "cannot be read: \(SystemError(number))"
        case .stopped: "stopped before the end"
        case .loop: "a symbolic link that leads back to a folder it lies in"
        case .again: "a folder that was read before in this run; its files are audited once"
        case .report: "a report folder of modaudit, which is not read; name the responses that it was made from"
        case .nothing: "nothing in it, not one JSON text"
        case .oversize(let bytes, let limit):
            "larger than --max-response (\(limit) bytes); it has \(bytes) bytes"
        case .damaged(let compression, let byte): "\(compression.rawValue): damaged at byte \(byte)"
        case .cutShort(let compression): "\(compression.rawValue): ends early"
        case .noMemory(let compression): "\(compression.rawValue): not enough memory to decompress"
        }
    }
}
