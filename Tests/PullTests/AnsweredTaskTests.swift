import TestSupport
import Testing

@testable import Pull

/// The answer of another task is a failure.
@Suite(.prompt, .timeLimit(.minutes(20)))
struct AnsweredTaskTests {
    private let archive: TemporaryFolder

    init() throws { archive = try TemporaryFolder() }

    @Test(arguments: [
        Answers.succeeded("b"), Answers.pending("b"), Answers.relay("b", status: "failed", generations: ""),
        "{\"code\":\"success\",\"data\":{\"task_id\":\"b\",\"status\":\"failed\"}}",
        "{\"id\":\"b\",\"status\":\"succeeded\",\"generations\":[{\"id\":\"a\",\"prompt\":\"a\"}]}",
        "{\"task_responses\":[{\"id\":\"b\",\"status\":\"failed\",\"generations\":[]}]}",
    ])
    func `the answer of another task is a failure`(_ body: String) async throws {
        let (summary, server) = try await pull(["a"], into: archive) { _ in [.http(body)] }
        #expect(summary.failed == 1 && archive.lines.isEmpty && server.requests.count == 1)
        #expect(archive.failures.map { $0[3] } == ["the answer belongs to another task"])
    }

    @Test(arguments: [
        Answers.succeeded("a"),
        // The relay's ID and the platform's own ID, in both orders.
        "{\"code\":\"success\",\"data\":{\"task_id\" : \"a\",\"data\":{\"id\":\"x\",\"status\":\"failed\",\"generations\":[]}}}",
        "{\"code\":\"success\",\"data\":{\"task_id\":\"x\",\"data\":{\"id\":\"a\",\"status\":\"failed\",\"generations\":[]}}}",
        "{\"code\":\"success\",\"data\":{\"status\":\"failed\",\"fail_reason\":\"no\"}}",
        "{\"task_responses\":[{\"id\":\"x\",\"status\":\"failed\",\"generations\":[]},"
            + "{\"id\":\"a\",\"status\":\"failed\",\"generations\":[]}]}",
    ])
    func `an answer with the task's id or no id is accepted`(_ body: String) async throws {
        let (summary, server) = try await pull(["a"], into: archive) { _ in [.http(body)] }
        #expect(summary.answered == 1 && archive.failures.isEmpty)
        var again = try PullRunning(["a"], from: server.url, into: archive)
        again.request.concurrency = 1
        let second = try await again.run()
        #expect(second.finished == 1)
    }
}
