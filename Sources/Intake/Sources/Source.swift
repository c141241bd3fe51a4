import Glibc
import Utilities

/// A stream of bytes: a file, standard input, or the output of a decompressor.
///
/// Every implementation follows the same contract. The bytes come in order. A count of 0 means the end and is final.
/// An error comes after all readable bytes and ends the source.
protocol Source: AnyObject {
    /// Bytes taken from the file so far: compressed bytes if the file is compressed.
    var bytesRead: Int { get }

    /// Fills the front of `buffer` and returns the number of bytes, at least one; 0 at the end.
    func read(into buffer: UnsafeMutableRawBufferPointer) throws(InputFailure) -> Int

    /// The SHA-256 of the bytes taken from the file, 64 lower-case hexadecimal digits; nil if it is not computed.
    func finishDigest() -> String?
}

/// What a source does beside reading.
struct SourceOptions {
    /// Whether the bytes of the file are digested.
    var digests = false
    /// Called ten times a second while a stream has no bytes, with the bytes taken from it so far.
    var whileWaiting: ((_ bytesRead: Int) -> Void)?
}

/// Opens the source of an input.
enum SourceOpening {
    /// Opens a regular file. The name's ending decides how the file is compressed.
    static func file(
        _ path: [UInt8], _ options: SourceOptions = SourceOptions()
    ) throws(InputFailure) -> any Source {
        try decompressed(FileSource(path: path, options), FileEnding.compression(of: path))
    }

    /// Opens a FIFO or a device. The name's ending decides how it is compressed, else the first bytes.
    static func stream(
        _ path: [UInt8], _ options: SourceOptions = SourceOptions()
    ) throws(InputFailure) -> any Source {
        let source = try FileSource(path: path, options)
        let named = FileEnding.compression(of: path)
        return try decompressed(source, named == nil ? compression(of: source) : named)
    }

    /// Opens standard input. The first bytes decide how it is compressed.
    static func standardInput(
        _ options: SourceOptions = SourceOptions()
    ) throws(InputFailure) -> any Source {
        let source = FileSource(borrowing: STDIN_FILENO, options)
        return try decompressed(source, compression(of: source))
    }

    /// The decompressed bytes of `source`; `source` itself if `compression` is nil.
    static func decompressed(
        _ source: FileSource, _ compression: Compression?
    ) throws(InputFailure) -> any Source {
        switch compression {
        case nil: source
        case .gzip: try GzipSource(source)
        case .zstd: try ZstdSource(source)
        }
    }

    /// The compression that the first four bytes show. They stay in the source.
    static func compression(of source: FileSource) throws(InputFailure) -> Compression? {
        switch FileSignature(of: try source.peek(4)) {
        case .gzip: .gzip
        case .zstd: .zstd
        default: nil
        }
    }
}
