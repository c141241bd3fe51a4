import Foundation
import TestSupport
import Testing

@testable import Pull

/// The key is not in any output.
@Suite(.prompt, .timeLimit(.minutes(20)))
struct SecretTests {
    private let archive: TemporaryFolder

    init() throws { archive = try TemporaryFolder() }

    /// Searches all output of a command for the key.
    private func expectNoKey(_ texts: String...) {
        for text in texts + archive.entries.map({ archive.content($0) }) + archive.entries {
            #expect(!text.contains(PullRunning.key))
        }
    }

    @Test func `no exit shows the key`() async throws {
        let elsewhere = try await MisbehavingServer { [.http(Answers.succeeded($0.id))] }
        let target = elsewhere.url
        let server = try await MisbehavingServer { request in
            switch request.id {
            case "moved": [.http("", status: 302, "Location: \(target)/x")]
            case "gone": [.http("no", status: 404)]
            case "page": [.http("<html>")]
            case "garbage": [.send("garbage\r\n\r\n"), .hangUp]
            case "reset": [.reset]
            case "slow": [.pause(.seconds(60))]
            default: [.http(Answers.succeeded(request.id))]
            }
        }
        let ids = ["a", "moved", "gone", "page", "garbage", "reset", "slow"]
        let arguments = ["pull", "--archive", archive.path, "--attempts", "2", "--timeout", "1"] + ids
        let run = try await CommandRunning.run(arguments + ["--base-url", server.url])
        #expect(run.status == 75 && archive.failures.count == 6)
        expectNoKey(run.out, run.error)
        #expect(elsewhere.requests.isEmpty)
        let denied = try await MisbehavingServer { _ in [.http("", status: 401)] }
        let refused = try await CommandRunning.run(arguments + ["--base-url", denied.url])
        #expect(refused.status == 77)
        expectNoKey(refused.out, refused.error)
    }

    @Test func `a crash does not show the key`() async throws {
        let server = try await MisbehavingServer { _ in [.pause(.seconds(900))] }
        let command = try CommandRunning(
            ["pull", "a", "--archive", archive.path, "--base-url", server.url],
            environment: ["SWIFT_BACKTRACE": "enable=yes,interactive=no,color=no"])
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        command.signal(SIGSEGV)
        let patience = ContinuousClock.now + .seconds(600)
        while !command.error.contains("Backtrace took"), ContinuousClock.now < patience {
            try await Task.sleep(for: .milliseconds(50))
        }
        // The process continues after a signal from outside once the backtrace is written, so it is killed.
        command.signal(SIGKILL)
        try await command.wait()
        #expect(command.error.contains("crashed"))
        expectNoKey(command.out, command.error)
        // The backtrace contains memory in hexadecimal.
        let hex = PullRunning.key.utf8.prefix(8).map { String($0, radix: 16) }.joined(separator: " ")
        #expect(!command.error.contains(hex))
    }

    @Test func `keys from files work and are not shown`() async throws {
        let server = try await MisbehavingServer { _ in [.http("", status: 403)] }
        let path = try archive.write(PullRunning.key + "\n", to: "key")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: path)
        let run = try await CommandRunning.run(
            ["pull", "a", "--archive", archive.path + "/in", "--base-url", server.url, "--key-file", path],
            environment: ["MODAUDIT_API_KEY": "another"])
        #expect(run.status == 77 && run.error.contains(path) && !run.error.contains(PullRunning.key))
        #expect(server.requests[0].headers.contains("Bearer \(PullRunning.key)\r\n"))
    }

    @Test func `only a credential may be readable by its group`() throws {
        let path = try archive.write(PullRunning.key + "\n", to: "key")
        func read(mode: Int, credentials: String?) throws -> Bool {
            try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: path)
            return (try? APIKey.read(path, credentials: credentials)) != nil
        }
        #expect(try read(mode: 0o400, credentials: nil) && read(mode: 0o600, credentials: "/nowhere"))
        #expect(
            try read(mode: 0o440, credentials: archive.path)
                && read(mode: 0o640, credentials: archive.path + "/"))
        for folder in [nil, "", "/", "/nowhere", archive.path + "/..", path] {
            #expect(try !read(mode: 0o440, credentials: folder))
        }
        for mode in [0o404, 0o444, 0o420, 0o402, 0o450] {
            #expect(try !read(mode: mode, credentials: archive.path), "\(String(mode, radix: 8))")
        }
    }

    @Test func `the description of a key does not show it`() throws {
        let key = try APIKey(PullRunning.key, from: "the test")
        var dumped = ""
        dump(key, to: &dumped)
        #expect(
            !"\(key)".contains("secret") && !String(reflecting: key).contains("secret")
                && !dumped.contains("secret"))
    }
}
