import Foundation
import Testing

@testable import Utilities

/// Descriptors, folders and paths of a scratch folder.
@Suite final class FileTests {
    private let folder = NSTemporaryDirectory() + "modaudit-tests-" + UUID().uuidString

    init() throws { try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true) }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    private func open(_ name: String, _ flags: Int32) throws(SystemError) -> FileDescriptor {
        try FileDescriptor(opening: "\(folder)/\(name)", flags)
    }

    @Test func `a range that the file does not have is an error`() throws {
        try open("a", O_WRONLY | O_CREAT).write(Array("0123456789".utf8)[...])
        let file = try open("a", O_RDONLY)
        #expect(try file.read(2..<5) == Array("234".utf8))
        #expect(throws: SystemError(EIO)) { try file.read(5..<11) }
    }

    @Test(arguments: [0, 1, 9, 10, 11, .max])
    func `reading stops at the limit`(limit: Int) throws {
        try open("a", O_WRONLY | O_CREAT).write(Array("0123456789".utf8)[...])
        #expect(try open("a", O_RDONLY).readAll(limit: limit) == Array("0123456789".utf8.prefix(limit)))
    }

    @Test func `a write waits for a full pipe that does not block`() async throws {
        var ends: [Int32] = [0, 0]
        try #require(unsafe pipe(&ends) == 0)
        for end in ends { try #require(fcntl(end, F_SETFL, O_NONBLOCK) == 0) }
        let (reader, writer) = (ends[0], ends[1])
        let bytes = [UInt8](repeating: 7, count: 1 << 20)
        let writing = Task.detached { try FileDescriptor(owning: writer).write(bytes[...]) }
        let source = FileDescriptor(owning: reader)
        var count = 0
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            do throws(SystemError) {
                let read = try source.read(into: &chunk)
                if read == 0 { break }
                count += read
            } catch {
                try #require(error.number == EAGAIN)
                await Task.yield()
            }
        }
        try await writing.value
        #expect(count == bytes.count)
    }

    @Test func `missing folders are created and existing ones stay`() throws {
        let path = "\(folder)/a/b//c/"
        try Directory.create(path)
        try Directory.create(path)
        #expect(try Directory(path: "\(folder)/a/b").names() == ["c"])
    }

    @Test func `a folder below a file cannot be created`() throws {
        _ = try open("a", O_WRONLY | O_CREAT)
        #expect(throws: SystemError(ENOTDIR)) { try Directory.create("\(folder)/a/b") }
    }

    @Test func `a folder that cannot be listed is not empty`() throws {
        _ = try open("a", O_WRONLY | O_CREAT)
        let file = try open("a", O_RDONLY)
        #expect(throws: SystemError(ENOTDIR)) { try Directory(file.duplicate()).entries() }
    }

    @Test func `all contents are removed, links without their targets`() throws {
        try Directory.create("\(folder)/all/in")
        try Directory.create("\(folder)/other")
        _ = try open("other/kept", O_WRONLY | O_CREAT)
        // A name that is not UTF-8.
        try Directory.create("\(folder)/all/in/deep")
        let name = Array("\(folder)/all/in/deep/".utf8) + [0xFF]
        #expect(unsafe name.withCString { unsafe mkdir($0, 0o777) } == 0)
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/all/link", withDestinationPath: "\(folder)/other")
        try Directory(path: "\(folder)/all").removeContents()
        #expect(try Directory(path: "\(folder)/all").names() == [])
        #expect(try Directory(path: "\(folder)/other").names() == ["kept"])
    }

    @Test func `a path is within a folder by its components`() throws {
        try Directory.create("\(folder)/a/b")
        let root = try ResolvedPath("/"), a = try ResolvedPath("\(folder)/a")
        let b = try ResolvedPath("\(folder)/a/./b/../b")
        let sibling = try ResolvedPath(ofMissing: "\(folder)/ab/c")
        #expect(b.isWithin(a) && b.isEntry(of: a) && b.isWithin(root) && !b.isEntry(of: root))
        #expect(!a.isWithin(a) && !a.isWithin(b) && !sibling.isWithin(a))
        #expect(sibling.text.hasSuffix("/ab/c") && sibling.text.hasPrefix("/"))
    }

    @Test func `links are resolved, also above a missing file`() throws {
        try Directory.create("\(folder)/real")
        try FileManager.default.createSymbolicLink(
            atPath: "\(folder)/link", withDestinationPath: "\(folder)/real")
        let real = try ResolvedPath("\(folder)/real")
        #expect(try ResolvedPath("\(folder)/link") == real)
        #expect(try ResolvedPath(ofMissing: "\(folder)/link/x/y").isWithin(real))
    }

    @Test(
        arguments: [
            ([0x1F, 0x8B], FileSignature.gzip), ([0x28, 0xB5, 0x2F, 0xFD], .zstd),
            ([0x50, 0x4B, 3, 4, 20], .zip),
            ([0xD0, 0xCF, 0x11, 0xE0], .compoundDocument), ([0xFF, 0xFE, 0x7B], .utf16),
            ([0xFE, 0xFF], .utf16),
            ([0x7B, 0x22], nil), ([0x1F], nil), ([], nil),
        ] as [([UInt8], FileSignature?)])
    func `the first bytes show the format`(bytes: [UInt8], signature: FileSignature?) {
        #expect(FileSignature(of: bytes) == signature)
    }
}
