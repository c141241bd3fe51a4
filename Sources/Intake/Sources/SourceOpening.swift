import Glibc

/// Opens what an input names.
enum SourceOpening {
    /// A regular file, compressed if its name says so.
    static func file(_ path: [UInt8]) throws(InputFailure) -> any Source {
        try decompressed(FileSource(path: path), FileEnding.compression(of: path))
    }

    /// A FIFO or device: compressed if its name or its first bytes say so.
    static func stream(_ path: [UInt8]) throws(InputFailure) -> any Source {
        let source = try FileSource(path: path)
        let named = FileEnding.compression(of: path)
        return try decompressed(source, named == nil ? compression(of: source) : named)
    }

    /// Standard input: compressed if its first bytes say so.
    static func standardInput() throws(InputFailure) -> any Source {
        let source = FileSource(borrowing: STDIN_FILENO)
        return try decompressed(source, compression(of: source))
    }

    static func decompressed(
        _ source: FileSource, _ compression: Compression?
    ) throws(InputFailure) -> any Source {
        switch compression {
        case nil: source
        case .gzip: try GzipSource(source)
        case .zstd: try ZstdSource(source)
        }
    }

    static func compression(of source: FileSource) throws(InputFailure) -> Compression? {
        let start = try source.peek(4)
        if start.starts(with: [0x1F, 0x8B]) { return .gzip }
        if start == [0x28, 0xB5, 0x2F, 0xFD] { return .zstd }
        return nil
    }
}
