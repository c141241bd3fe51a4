import Glibc
import TestSupport
import Testing

@testable import Intake

/// The kinds of source, each made of bytes that it is to give out.
enum SourceKind: CaseIterable {
    case file, fifo, gzip, gzipMembers, gzipFifo, zstd, zstdFrames, zstdFifo

    func open(_ content: [UInt8], in folder: TemporaryFolder) throws -> any Source {
        let half = content.count / 2
        let (front, back) = (Array(content[..<half]), Array(content[half...]))
        switch self {
        case .file: return try file(content, "a.json", folder)
        case .gzip: return try file(IntakeTests.gzip(content), "a.gz", folder)
        case .gzipMembers: return try file(IntakeTests.gzip(front) + IntakeTests.gzip(back), "a.gz", folder)
        case .zstd: return try file(IntakeTests.zstd(content), "a.zst", folder)
        case .zstdFrames: return try file(IntakeTests.zstd(front) + IntakeTests.zstd(back), "a.zst", folder)
        case .fifo: return try fifo(content, folder)
        case .gzipFifo: return try fifo(IntakeTests.gzip(content), folder)
        case .zstdFifo: return try fifo(IntakeTests.zstd(content), folder)
        }
    }

    private func file(_ bytes: [UInt8], _ name: String, _ folder: TemporaryFolder) throws -> any Source {
        try SourceOpening.file(Array(folder.write(bytes, to: name).utf8))
    }

    /// Only for what fits into a pipe's own buffer: there is no reader while this writes.
    private func fifo(_ bytes: [UInt8], _ folder: TemporaryFolder) throws -> any Source {
        let path = folder.path + "/fifo"
        #expect(unsafe mkfifo(path, 0o600) == 0)
        // Opened for both first, so that neither side waits for the other.
        let both = unsafe Glibc.open(path, O_RDWR)
        #expect(unsafe write(both, bytes, bytes.count) == bytes.count)
        let writer = unsafe Glibc.open(path, O_WRONLY)
        defer { close(writer) }
        // The reader peeks while a writer is there; closing both afterwards lets it see the end.
        defer { close(both) }
        if bytes.count < 4 {
            let source = try FileSource(path: Array(path.utf8))
            return source
        }
        return try SourceOpening.stream(Array(path.utf8))
    }
}

@Suite struct SourceContractTests {
    private func bytes(_ count: Int) -> [UInt8] {
        var dice = SeededGenerator(seed: UInt64(count))
        return (0..<count).map { _ in UInt8.random(in: 32...90, using: &dice) }
    }

    private func drain(_ source: any Source, room: Int) throws -> [UInt8] {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: room)
        while true {
            let result: Result<Int, InputFailure> = unsafe buffer.withUnsafeMutableBytes { target in
                Result { () throws(InputFailure) in try unsafe source.read(into: target) }
            }
            let count = try result.get()
            if count == 0 { return all }
            all += buffer.prefix(count)
        }
    }

    @Test(arguments: SourceKind.allCases)
    func `every source gives all bytes in order, then the end at each further read`(kind: SourceKind) throws {
        for count in [0, 1, 3, 4, 1000, 60_000] {
            for room in [1, 7, 4096, 1 << 20] where room * 10_000 > count {
                let folder = try TemporaryFolder()
                let content = bytes(count)
                let source = try kind.open(content, in: folder)
                #expect(try drain(source, room: room) == content)
                #expect(try drain(source, room: room).isEmpty)
            }
        }
    }

    @Test(arguments: [SourceKind.file, .gzip, .zstd])
    func `every source counts the bytes of the file as stored`(kind: SourceKind) throws {
        let content = bytes(50_000)
        let source = try kind.open(content, in: TemporaryFolder())
        _ = try drain(source, room: 4096)
        let sizes = [SourceKind.file: content.count, .gzip: gzip(content).count, .zstd: zstd(content).count]
        #expect(source.bytesRead == sizes[kind])
    }

    @Test(arguments: [0, 3, 5000])
    func `a borrowed descriptor is read to its end and stays open`(count: Int) throws {
        let content = bytes(count)
        let folder = try TemporaryFolder()
        let descriptor = unsafe open(try folder.write(content, to: "a"), O_RDONLY)
        defer { close(descriptor) }
        do {
            let source = FileSource(borrowing: descriptor)
            #expect(try source.peek(4) == Array(content.prefix(4)))
            #expect(try drain(source, room: 3) == content)
        }
        #expect(fcntl(descriptor, F_GETFD) >= 0)
    }

    @Test func `a file that cannot be opened gives the reason`() {
        #expect(throws: InputFailure.unopened(errno: ENOENT)) {
            try FileSource(path: Array("/nowhere/at/all".utf8))
        }
    }

    @Test func `a folder opened as a file is a failure`() throws {
        let source = try FileSource(path: Array("/".utf8))
        #expect(throws: InputFailure.unread(errno: EISDIR)) { try drain(source, room: 10) }
    }

    @Test func `a file that shrinks while it is read ends earlier`() throws {
        let folder = try TemporaryFolder()
        let path = try folder.write(bytes(10_000), to: "a.json")
        let source = try SourceOpening.file(Array(path.utf8))
        var buffer = [UInt8](repeating: 0, count: 4000)
        let first = try unsafe buffer.withUnsafeMutableBytes { try unsafe source.read(into: $0) }
        #expect(first == 4000)
        #expect(unsafe truncate(path, 5000) == 0)
        #expect(try drain(source, room: 4096).count == 1000)
    }
}
