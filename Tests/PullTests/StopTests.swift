import Digests
import Foundation
import TestSupport
import Testing

@testable import Pull

/// Pulls that are stopped before the first request, and files that would block them.
@Suite(.prompt, .timeLimit(.minutes(20)))
struct StopTests {
    private let archive: TemporaryFolder

    init() throws { archive = try TemporaryFolder() }

    private func line(_ id: String) -> String {
        let body = Answers.succeeded(id).replacing("\n", with: " ")
        return
            "{\"url\":\"https://h/sora/v1/videos/\(id)\",\"sha256\":\"\(SHA256Digest.hex(of: Array(body.utf8)))\","
            + "\"response\":\(body)}\n"
    }

    @Test func `a stop ends the index`() throws {
        let path = try archive.write((0..<100).map { line("task_\($0)") }.joined(), to: "responses-0001.ndjson")
        var questions = 0
        let index = try ArchiveIndex([path], maxResponse: 1 << 20) {
            questions += 1
            return questions > 10
        }
        #expect(1..<20 ~= index.finished.count)
        #expect(try ArchiveIndex([path], maxResponse: 1 << 20).finished.count == 100)
    }

    @Test func `no request is made after a stop`() async throws {
        let server = try await MisbehavingServer { [.http(Answers.succeeded($0.id))] }
        try archive.write(line("done"), to: "responses-0001.ndjson")
        let running = try PullRunning(["done", "new"], from: server.url, into: archive)
        let control = PullControl()
        let pull = try Pull(running.request, control)
        control.stop()
        let summary = try await pull.run()
        #expect(summary.ending == .interrupted && summary.missing == 1 && server.requests.isEmpty)
        #expect(archive.failures.map { $0[0] } == ["new"])
    }

    @Test func `a stop after the last answer has no effect`() async throws {
        let control = PullControl()
        let server = try await MisbehavingServer { request in
            control.stop()
            return [.http(Answers.succeeded(request.id))]
        }
        let summary = try await PullRunning(["a"], from: server.url, into: archive).run(control)
        #expect(summary.ending == .complete && summary.missing == 0)
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `a signal ends the reading of the archive`(_ number: Int32) async throws {
        let server = try await MisbehavingServer { [.http(Answers.succeeded($0.id))] }
        let file = try archive.write(
            (0..<3000).map { line("task_\($0)") }.joined(), to: "responses-0001.ndjson")
        // The archive is larger than a minute of reading.
        for number in 2..<5000 {
            try FileManager.default.linkItem(
                atPath: file, toPath: archive.path + "/" + ArchiveFile(number: number).name)
        }
        let command = try CommandRunning(["pull", "new", "--archive", archive.path, "--base-url", server.url])
        while !archive.entries.contains("pull.lock") { try await Task.sleep(for: .milliseconds(5)) }
        try await Task.sleep(for: .milliseconds(100))
        command.signal(number)
        #expect(try await command.wait() == 75)
        #expect(command.error.contains("1 of 1 id is missing") && server.requests.isEmpty)
        #expect(archive.failures.map { $0[0] } == ["new"])
    }

    @Test func `a pipe as the file of authorities does not block the pull`() async throws {
        let path = archive.path + "/authorities.pem"
        let outcome = unsafe mkfifo(path, 0o600)
        try #require(outcome == 0)
        let run = try await CommandRunning.run([
            "pull", "a", "--archive", archive.path + "/in", "--base-url", "https://127.0.0.1:9", "--ca-file",
            path,
        ])
        #expect(run.status == 64 && run.error == "modaudit: \(path): must be a regular file\n")
    }

    @Test(arguments: ["pull.lock", ".failures.csv.new", "failures.csv", "responses-0001.ndjson"])
    func `a pipe in the archive does not block the pull`(_ name: String) async throws {
        let server = try await MisbehavingServer { [.http(Answers.succeeded($0.id))] }
        let outcome = unsafe mkfifo(archive.path + "/" + name, 0o600)
        try #require(outcome == 0)
        try archive.write("", to: "responses-0002.ndjson")
        let command = try CommandRunning(["pull", "a", "--archive", archive.path, "--base-url", server.url])
        let status = try await command.wait()
        // The list of failures replaces any file with its name.
        let isList = name.hasSuffix(".new") || name == "failures.csv"
        #expect(status == (isList ? 0 : 1))
        #expect(isList || command.error.contains("\(name): must be a regular file"))
    }
}
