import Foundation
import TestSupport
import Testing

@testable import Pull

/// A pull with the IDs of `failures.csv` requests every missing ID, after any end of the previous run.
@Suite(.prompt, .timeLimit(.minutes(20)))
struct FailureListTests {
    private let archive: TemporaryFolder

    init() throws { archive = try TemporaryFolder() }

    private func listed() throws -> [String] {
        var ids = TaskIDs()
        _ = try TaskIDFile.read(archive.path + "/failures.csv", into: &ids)
        return (0..<ids.count).map { ids[$0] }.sorted()
    }

    @Test func `a stopped pull lists the ids it did not request`() async throws {
        let ids = (0..<100).map { "task_\($0)" }, control = PullControl()
        let server = try await MisbehavingServer { request in
            if request.id == "task_20" { control.stop() }
            return [.http(Answers.succeeded(request.id))]
        }
        let running = try PullRunning(ids, from: server.url, into: archive)
        let summary = try await running.run(control)
        #expect(summary.ending == .interrupted && summary.missing > 0)
        #expect(try listed() == Set(ids).subtracting(archive.archivedIDs).sorted())
        #expect(Set(archive.failures.map { $0[3] }) == ["not requested"])
    }

    @Test func `a denied pull lists all ids`() async throws {
        let (summary, _) = try await pull(["a", "b", "c"], into: archive, { $0.concurrency = 1 }) { _ in
            [.http("", status: 401)]
        }
        #expect(summary.ending == .denied(status: 401))
        #expect(try listed() == ["a", "b", "c"])
        #expect(
            archive.failures.map { [$0[1], $0[2], $0[3]] } == [
                ["401", "1", "HTTP status 401: the key is not allowed"], ["", "0", "not requested"],
                ["", "0", "not requested"],
            ])
    }

    @Test func `an exhausted pull lists all ids`() async throws {
        let ids = (0..<50).map { "task_\($0)" }
        let (summary, _) = try await pull(ids, into: archive, { $0.retries.giveUpAfter = .milliseconds(300) }) {
            _ in
            [.http("", status: 429)]
        }
        #expect(summary.ending == .throttled(wait: nil) && archive.failures.count == summary.missing)
        #expect(try listed() == ids.sorted())
    }

    @Test func `the list has a row per missing id`() async throws {
        let (summary, _) = try await pull(
            ["a", "b", "c", "d"], into: archive,
            { $0.unusableIDs = [.init(line: 7, shown: "x?")] }
        ) { request in
            switch request.id {
            case "a": [.http(Answers.pending("a"))]
            case "b": [.http("", status: 400)]
            case "c": [.http(Answers.refused("c"))]
            default: [.http(Answers.succeeded("d"))]
            }
        }
        #expect(summary.ids == 5 && summary.left == 0 && summary.missing == 3)
        #expect(archive.failures.map { $0[0] }.sorted() == ["a", "b", "x?"])
    }

    @Test func `a killed pull leaves the old list`() async throws {
        let list = "\"task_id\",\"status\"\r\n\"a\",\"\"\r\n\"b\",\"\"\r\n"
        try archive.write(list, to: "failures.csv")
        let server = try await MisbehavingServer {
            $0.id == "a" ? [.http(Answers.succeeded("a"))] : [.pause(.seconds(900))]
        }
        let arguments = [
            "pull", "--ids", archive.path + "/failures.csv", "--archive", archive.path, "--base-url",
            server.url,
        ]
        let command = try CommandRunning(arguments)
        while archive.archivedIDs.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        command.signal(SIGKILL)
        try await command.wait()
        #expect(archive.content("failures.csv") == list)
        // Files of the killed run do not affect the next one.
        let before = server.counts["b"] ?? 0
        let second = try CommandRunning(arguments)
        while server.counts["b"] ?? 0 == before { try await Task.sleep(for: .milliseconds(5)) }
        second.signal(SIGINT)
        #expect(try await second.wait() == 75)
        #expect(try listed() == ["b"] && server.counts["a"] == 1)
        #expect(!archive.entries.contains(".failures.csv.new"))
    }
}
