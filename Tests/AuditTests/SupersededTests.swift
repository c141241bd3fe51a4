import Reporting
import Responses
import Testing

@testable import Audit

/// Answers of a task that has a final answer in the input (CONTRACT section 5).
@Suite struct SupersededTests {
    private static let final = #"{"id": "task_a", "generations": [{"id": "gen_a"}]}"#
    private static let pending =
        #"{"code": "success", "data": {"task_id": "task_a", "status": "QUEUED", "data": null}}"#
    private static let failed =
        #"{"code": "success", "data": {"task_id": "task_a", "status": "FAILURE", "data": null}}"#
    private static let refused = #"{"code": "busy", "data": {"task_id": "task_a", "status": "", "data": null}}"#
    private static let empty =
        #"{"code": "success", "data": {"task_id": "task_a", "status": "SUCCESS", "data": null}}"#

    private func report(_ texts: [String], batchSize: Int = 1 << 20, allowsDuplicates: Bool = false)
        async throws
        -> Report
    {
        let workplace = try Workplace()
        try workplace.write(texts.joined(separator: "\n"), to: "all.ndjson")
        return try await workplace.scan(jobs: 3, batchSize: batchSize, allowsDuplicates: allowsDuplicates)
    }

    private func kinds(_ report: Report) throws -> [String?] {
        try report.rows(of: "unaudited.csv").map { $0["kind"] }
    }

    @Test(arguments: [1, 1 << 20], [0, 1, 2, 3, 4])
    func `the final answer may come first, last or in between`(batchSize: Int, place: Int) async throws {
        var texts = [Self.pending, Self.failed, Self.refused, Self.empty]
        texts.insert(Self.final, at: place)
        let report = try await report(texts, batchSize: batchSize)
        #expect(try kinds(report) == ["superseded", "superseded", "superseded", "empty"])
        #expect(report.summary.unaudited.filter { $0.value > 0 } == [.superseded: 3, .empty: 1])
        #expect(report.summary.counts.generations == 1)
    }

    @Test func `a superseded answer does not cause status 4`() async throws {
        let clear = """
            {"id": "task_a", "generations": [{"id": "gen_a", "moderation_result": {"type": "passed"}}]}
            """
        let refused = try await report([Self.refused, clear]).summary
        #expect(refused.shortfalls.allSatisfy { !$0.contains("api_error") })
        #expect(try await report([Self.refused]).summary.shortfalls.contains { $0.contains("api_error") })
    }

    @Test func `without a final answer of the same task nothing is superseded`() async throws {
        let other = #"{"id": "task_b", "generations": [{"id": "gen_b"}]}"#
        #expect(try kinds(await report([Self.pending, other, Self.refused])) == ["pending", "api_error"])
        // The task is pending and already has a generation.
        let under = #"{"id": "task_a", "status": "queued", "generations": [{"id": "gen_a"}]}"#
        #expect(try kinds(await report([Self.failed, under])) == ["failed"])
        #expect(try kinds(await report([Self.failed, Self.empty])) == ["failed", "empty"])
    }

    @Test func `the relay's id of a task counts as well as the task's own`() async throws {
        let final = """
            {"code": "success", "data": {"task_id": "task_a", "status": "SUCCESS", \
            "data": {"id": "other", "generations": [{"id": "gen_a"}]}}}
            """
        #expect(try kinds(await report([Self.pending, final])) == ["superseded"])
    }

    @Test func `a rejection supersedes by the relay's id as well`() async throws {
        let rejected = """
            {"code": "success", "data": {"task_id": "task_a", "status": "SUCCESS", \
            "data": {"id": "other", "status": "rejected"}}}
            """
        #expect(try kinds(await report([Self.pending, rejected])) == ["superseded", "rejected"])
    }

    @Test(arguments: [#""failure_reason": {"code": "x"}"#, #""error": "x""#])
    func `a task with a reason of its failure has ended`(reason: String) async throws {
        let ended = #"{"id": "task_a", "status": "running", \#(reason), "generations": [{"id": "gen_a"}]}"#
        #expect(try kinds(await report([Self.pending, ended])) == ["superseded"])
    }

    @Test func `answers without a task's id are never superseded`() async throws {
        let pending = #"{"code": "success", "data": {"status": "QUEUED", "data": null}}"#
        let final = #"{"generations": [{"id": "gen_a"}]}"#
        #expect(try kinds(await report([pending, final])).contains("pending"))
    }

    @Test func `no answer is superseded if duplicates are allowed`() async throws {
        #expect(try kinds(await report([Self.pending, Self.final], allowsDuplicates: true)) == ["pending"])
    }

    @Test func `a duplicate is a final answer too`() async throws {
        let again = #"{"id": "task_c", "generations": [{"id": "gen_a"}]}"#
        let pending = Self.pending.replacing("task_a", with: "task_c")
        #expect(try kinds(await report([Self.final, again, pending])) == ["duplicate", "superseded"])
    }
}
