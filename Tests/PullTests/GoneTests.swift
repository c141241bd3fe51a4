import TestSupport
import Testing

@testable import Pull

/// IDs of which the service has no task.
// Serialized: `Process.run` fails with too many open descriptors, and each test has its own server.
@Suite(.prompt, .serialized, .timeLimit(.minutes(20)))
struct GoneTests {
    private let archive: TemporaryFolder

    init() throws { archive = try TemporaryFolder() }

    private func run(
        _ arguments: String...,
        answer: @escaping @Sendable (MisbehavingServer.Request) -> [MisbehavingServer.Act]
    ) async throws -> (status: Int, out: String, ids: [String]) {
        let server = try await MisbehavingServer(answer: answer)
        let run = try await CommandRunning.run(
            ["pull", "--archive", archive.path, "--base-url", server.url] + arguments)
        return (run.status, run.out, server.requests.map(\.id).sorted())
    }

    @Test(arguments: [
        (404, "", "HTTP status 404"), (410, "gone", "HTTP status 410"),
        (404, #"{"error":{"message":"no task"}}"#, "HTTP status 404: no task"),
        (
            400, #"{"code":"task_not_exist","message":"no task","data":null}"#,
            "HTTP status 400: task_not_exist: no task"
        ),
        (500, #"{"error":{"code":"not_found","message":"no task"}}"#, "HTTP status 500: not_found: no task"),
        (403, #"{"code":"Task Not Found","message":"x"}"#, "HTTP status 403: Task Not Found: x"),
    ])
    func `an id without a task is gone`(_ status: Int, _ body: String, _ reason: String) async throws {
        let (summary, server) = try await pull(["a", "b"], into: archive) {
            $0.id == "a" ? [.http(body, status: status)] : [.http(Answers.succeeded($0.id))]
        }
        #expect(
            summary.gone == 1 && summary.answered == 1 && summary.missing == 0 && summary.ending == .complete)
        #expect(server.counts == ["a": 1, "b": 1] && archive.lines.count == 1)
        #expect(archive.failures.map { Array($0[0...3]) } == [["a", "\(status)", "1", "gone: \(reason)"]])
    }

    @Test func `an answer with status 200 that says so is archived`() async throws {
        let body = #"{"code":"task_not_exist","message":"no task","data":null}"#
        let (summary, _) = try await pull(["a"], into: archive) { _ in [.http(body)] }
        #expect(summary.gone == 1 && summary.refused == 0 && archive.archivedIDs == ["a"])
        #expect(
            archive.failures.map { Array($0[0...3]) } == [["a", "200", "1", "gone: task_not_exist: no task"]])
    }

    @Test(arguments: [
        (404, "<html>no such page</html>"), (400, #"{"error":{"code":"model_not_found","message":"m"}}"#),
        (400, #"{"code":"invalid","message":"task_not_exist"}"#), (400, #"{"message":"gone"}"#),
    ])
    func `other errors are failures of their id`(_ status: Int, _ body: String) async throws {
        let (summary, _) = try await pull(["a"], into: archive) { _ in [.http(body, status: status)] }
        #expect(summary.failed == 1 && summary.gone == 0 && summary.missing == 1)
        let (_, second) = try await pull(["a"], into: archive) { [.http(Answers.succeeded($0.id))] }
        #expect(second.requests.count == 1 && archive.failures.isEmpty)
    }

    @Test func `ids that are gone are not requested again`() async throws {
        let first = try await run("a", "b", "c") {
            $0.id == "c" ? [.http(Answers.succeeded("c"))] : [.http("", status: 404)]
        }
        #expect(first.status == 0 && first.out.contains("\n2 gone: the service has no such task"))
        let rows = archive.failures.sorted { $0[0] < $1[0] }
        // Runs with other IDs keep the rows.
        for ids in [["a", "b", "c"], ["d"], ["--ids", archive.path + "/failures.csv"]] {
            let server = try await MisbehavingServer { [.http(Answers.succeeded($0.id))] }
            let again = try await CommandRunning.run(
                ["pull", "--archive", archive.path, "--base-url", server.url] + ids)
            #expect(again.status == 0 && server.requests.map(\.id) == (ids == ["d"] ? ["d"] : []))
            #expect(again.out.contains("2 gone") == (ids != ["d"]))
            #expect(archive.failures.sorted { $0[0] < $1[0] } == rows)
        }
        let retried = try await run("a", "c", "--retry-gone") { [.http(Answers.succeeded($0.id))] }
        #expect(retried.status == 0 && retried.ids == ["a"] && !retried.out.contains("gone"))
        #expect(archive.failures.map { $0[0] } == ["b"])
    }

    @Test func `a message cannot make an id gone`() async throws {
        _ = try await pull(["a"], into: archive) { _ in [.http(#"{"message":"gone: gone: x"}"#, status: 400)] }
        let (_, server) = try await pull(["a"], into: archive) { [.http(Answers.succeeded($0.id))] }
        #expect(server.requests.count == 1)
    }

    @Test func `a pending task can be gone later`() async throws {
        let (summary, _) = try await pull(["a"], into: archive, { $0.waits = true }) {
            $0.attempt == 1 ? [.http(Answers.pending("a"))] : [.http("", status: 410)]
        }
        #expect(summary.gone == 1 && summary.pending == 0 && summary.missing == 0 && archive.lines.count == 1)
    }

    @Test(arguments: [
        "", "\"task_id\"\r\n\"a\"\r\n", "\"a\",\"404\",\"1\",\"gone: x",
        "\"a/b\",\"404\",\"1\",\"gone: x\",\"\"\r\n",
    ])
    func `a damaged list of the previous run marks nothing as gone`(_ list: String) async throws {
        try archive.write(list, to: "failures.csv")
        let (summary, server) = try await pull(["a"], into: archive) { [.http(Answers.succeeded($0.id))] }
        #expect(summary.answered == 1 && server.requests.count == 1 && archive.failures.isEmpty)
    }
}
