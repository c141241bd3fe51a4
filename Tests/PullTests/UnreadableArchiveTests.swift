import Foundation
import TestSupport
import Testing
import Utilities

@testable import Pull

/// A file that cannot be read does not count as empty, so that nothing is requested again or truncated.
@Suite(.prompt, .timeLimit(.minutes(20)))
struct UnreadableArchiveTests {
    private let archive: TemporaryFolder

    init() throws { archive = try TemporaryFolder() }

    /// A file that can be opened and has an unreadable first byte.
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

    /// The superuser can read every file.
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

    @Test func `a sync that cannot start is a failure`() throws {
        let sync = DiskSync(path: "it")
        let reason = PullError.failed(action: "write to the archive", path: "it", errno: EBADF)
        // An invalid descriptor cannot be duplicated.
        #expect(throws: reason) { try sync.sync(FileDescriptor(borrowing: 1 << 30)) }
        #expect(throws: reason) { try sync.finish() }
    }

    @Test(arguments: ["summary.json", "manifest-sha256.txt"])
    func `a report folder is not an archive`(_ name: String) async throws {
        try archive.write("{}", to: name)
        let server = try await MisbehavingServer { [.http(Answers.succeeded($0.id))] }
        let run = try await CommandRunning.run([
            "pull", "a", "--archive", archive.path, "--base-url", server.url,
        ])
        #expect(run.status == 64 && run.error.contains("\(archive.path): contains a report"))
        #expect(server.requests.isEmpty && archive.entries == [name])
    }
}
