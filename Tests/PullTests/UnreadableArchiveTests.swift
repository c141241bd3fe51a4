import Foundation
import TestSupport
import Testing

@testable import Pull

/// What can't be read is not taken for empty, so that nothing is asked for again or cut off for it.
@Suite(.timeLimit(.minutes(20)))
struct UnreadableArchiveTests {
    private let archive: TemporaryFolder

    init() throws { archive = try TemporaryFolder() }

    /// A file that can be opened, and whose first byte can't be read.
    private func linkUnreadable(_ name: String) throws -> String {
        let path = archive.path + "/" + name
        try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: "/proc/self/mem")
        return path
    }

    @Test func `a file that cannot be read ends the pull`() async throws {
        let file = try linkUnreadable("responses-0001.ndjson")
        try archive.write("", to: "responses-0002.ndjson")
        let server = try await MisbehavingServer { [.http(Answers.succeeded($0.id))] }
        let run = try await CommandRunning.run([
            "pull", "a", "--archive", archive.path, "--base-url", server.url,
        ])
        #expect(run.status == 1 && run.error == "modaudit: cannot read \(file): Input/output error\n")
        #expect(server.requests.isEmpty)
    }

    @Test func `the error names the file and the reason`() throws {
        let file = try linkUnreadable("responses-0001.ndjson")
        let sound = try archive.write("{}\n", to: "responses-0002.ndjson")
        let reason = PullError.failed(action: "read", path: file, errno: EIO)
        #expect(throws: reason) { try ArchiveIndex([sound, file, sound], maxResponse: 1 << 20) }
    }

    /// The superuser may read all.
    @Test(.enabled(if: getuid() != 0))
    func `a file without read permission is reported`() throws {
        let file = try archive.write("{}\n", to: "responses-0001.ndjson")
        try FileManager.default.setAttributes([.posixPermissions: 0o200], ofItemAtPath: file)
        let reason = PullError.failed(action: "read", path: file, errno: EACCES)
        #expect(throws: reason) { try ArchiveIndex([file], maxResponse: 1 << 20) }
    }

    @Test func `a file that disappears is not wrong usage`() {
        let file = archive.path + "/responses-0001.ndjson"
        let reason = PullError.unreadable(archive: "\(file): No such file or directory")
        #expect(throws: reason) { try ArchiveIndex([file], maxResponse: 1 << 20) }
    }

    @Test(arguments: ["gz", "zst"])
    func `a damaged file gives no ids`(_ ending: String) throws {
        let file = try archive.write("no \(ending)", to: "responses-0001.ndjson.\(ending)")
        #expect(try ArchiveIndex([file], maxResponse: 1 << 20).finished.isEmpty)
    }

    @Test func `a folder that cannot be listed is not taken as empty`() throws {
        let file = OpenFile(unsafe open(try archive.write("", to: "file"), O_RDONLY | O_CLOEXEC))
        let reason = PullError.failed(action: "read", path: "it", errno: ENOTDIR)
        #expect(throws: reason) { try ArchiveFolder.names(in: file, "it") }
    }

    @Test func `an incomplete read is a failure`() throws {
        let path = try archive.write("{}\n{\"torn", to: "responses-0001.ndjson")
        let file = OpenFile(unsafe open(path, O_RDONLY | O_CLOEXEC))
        #expect(try TornTail.read(file.descriptor, 0..<9, path).count == 9)
        let reason = PullError.failed(action: "read", path: path, errno: EIO)
        #expect(throws: reason) { try TornTail.read(file.descriptor, 0..<10, path) }
    }

    @Test func `a sync that cannot start is a failure`() throws {
        let sync = DiskSync(path: "it")
        let reason = PullError.failed(action: "write to the archive", path: "it", errno: EBADF)
        // No descriptor, and so no copy of it.
        #expect(throws: reason) { try sync.sync(OpenFile(1 << 30)) }
        #expect(throws: reason) { try sync.finish() }
    }

    @Test(arguments: ["summary.json", "manifest-sha256.txt"])
    func `a report folder is not an archive`(_ name: String) async throws {
        try archive.write("{}", to: name)
        let server = try await MisbehavingServer { [.http(Answers.succeeded($0.id))] }
        let run = try await CommandRunning.run([
            "pull", "a", "--archive", archive.path, "--base-url", server.url,
        ])
        #expect(run.status == 64 && run.error.contains("\(archive.path): holds a report"))
        #expect(server.requests.isEmpty && archive.entries == [name])
    }
}
