import Foundation
import TestSupport
import Testing

@testable import Pull

/// Commands that are killed at any time and run again.
@Suite(.prompt, .timeLimit(.minutes(20)))
struct KillTests {
    @Test func `after the last resume the archive has every id once`() async throws {
        let archive = try TemporaryFolder(), lists = try TemporaryFolder()
        let filler = String(repeating: "x", count: 30_000)
        let server = try await MisbehavingServer { request in
            [
                .http(
                    Answers.relay(
                        request.id, status: "succeeded", generations: "{\"id\":\"g\",\"prompt\":\"\(filler)\"}")
                )
            ]
        }
        let ids = (0..<1500).map { "task_\($0)" }
        let list = try lists.write(ids.joined(separator: "\n"), to: "ids")
        let arguments = ["pull", "--ids", list, "--archive", archive.path, "--base-url", server.url]
        var generator = SystemRandomNumberGenerator(), kills = 0
        while kills < 20 {
            let before = server.requests.count
            let command = try CommandRunning(arguments)
            // The command is killed while it starts, reads the archive, requests or writes.
            let wanted = Int.random(in: 0...60, using: &generator)
            let patience = ContinuousClock.now + .milliseconds(300)
            while server.requests.count < before + wanted, ContinuousClock.now < patience {
                try await Task.sleep(for: .milliseconds(1))
            }
            try await Task.sleep(for: .microseconds(Int.random(in: 0...3000, using: &generator)))
            command.signal(SIGKILL)
            try await command.wait()
            kills += 1
        }
        #expect(try await CommandRunning.run(arguments).status == 0)
        #expect(archive.archivedIDs.sorted() == ids.sorted())
        // Every line is complete.
        let index = try ArchiveIndex(try Archive(at: archive.path).olderFiles, maxResponse: 1 << 20)
        #expect(index.finished.count == ids.count)
        let again = server.requests.count
        #expect(try await CommandRunning.run(arguments).status == 0)
        #expect(server.requests.count == again)
    }

    @Test func `a line torn at any byte is requested again`() async throws {
        let whole = try TemporaryFolder()
        _ = try await pull(["a"], into: whole) { [.http(Answers.succeeded($0.id))] }
        let line = Array(whole.content("responses-0001.ndjson").utf8)
        let server = try await MisbehavingServer { [.http(Answers.succeeded($0.id))] }
        for cut in stride(from: 0, to: line.count, by: 17) + [line.count - 1] {
            let archive = try TemporaryFolder()
            try archive.write(line + line[..<cut], to: "responses-0001.ndjson")
            let running = try PullRunning(["a", "b"], from: server.url, into: archive)
            try await running.run()
            #expect(archive.archivedIDs == ["a", "b"], "cut at \(cut)")
        }
    }
}

private func + (stride: StrideTo<Int>, more: [Int]) -> [Int] { Array(stride) + more }
