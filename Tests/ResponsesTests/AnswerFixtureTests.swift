import Foundation
import TestSupport
import Testing

@testable import Responses

/// The answers of public clients, relays and tools in `fixtures/answers`, with the records of each.
@Suite struct AnswerFixtureTests {
    /// One line for each generation (`id of task`) and each row (`kind task status: reason`), in document order.
    private func given(_ name: String) throws -> [String] {
        let text = try Fixtures.text("answers/\(name)")
        let texts = name.hasSuffix(".ndjson") ? text.split(separator: "\n").map(String.init) : [text]
        return try texts.flatMap { try reading($0) { flattener in Self.lines(of: flattener.records) } }
    }

    private static func lines(of records: ResponseRecords) -> [String] {
        let words = { (text: BorrowedText?) in text.map(String.init) ?? "-" }
        var lines: [String] = [], rows = records.unaudited[...]
        func addRows(before generation: Int) {
            while let row = rows.first, row.generationsBefore <= generation {
                lines.append("\(row.kind.rawValue) \(words(row.taskID)) \(words(row.status)): \(row.reason)")
                rows.removeFirst()
            }
        }
        for (index, generation) in records.generations.enumerated() {
            addRows(before: index)
            lines.append("\(words(generation.id)) of \(words(generation.taskID))")
        }
        addRows(before: .max)
        return lines
    }

    @Test func `a wrapper's task is read, and the wrapper's id and status replace missing ones`() throws {
        #expect(
            try given("wrapper-detail.ndjson") == [
                "pending task_01k6x processing: ", "empty task_01k6y completed: ",
                "pending sora-2:task_01k6z pending: ", "gen_01k70 of task_01k70",
            ])
    }

    @Test func `video objects have rows with id, status and reason`() throws {
        let completed = "empty video_aa completed: a video object, which has no moderation results"
        #expect(
            try given("video-objects.ndjson") == [
                completed,
                "rejected video_ab failed: moderation_blocked: Your request was blocked by our moderation system.",
                "pending video_ac queued: ",
            ])
        #expect(
            try given("video-list.json") == [
                completed, "rejected video_ab failed: moderation_blocked: blocked",
            ])
    }

    @Test func `a relay's object for a task keeps the relay's id`() throws {
        #expect(
            try given("relay-task-dto.ndjson") == [
                "gen_d1 of task_up1",
                "empty video_x completed: a video object, which has no moderation results",
                "rejected video_x failed: moderation_blocked: blocked by moderation",
                "pending task_d4 IN_PROGRESS: ", "pending task_d5 NOT_START: ", "empty task_d6 SUCCESS: ",
                "gen_d7 of task_up7", "empty - -: ", "api_error - -: task_not_exist",
            ])
        let text = try Fixtures.text("answers/relay-task-dto.ndjson")
        try reading(String(text.prefix { $0 != "\n" })) {
            #expect($0.records.tasks.first?.otherRelayID.map(String.init) == "task_d1")
            #expect($0.records.defects.isEmpty)
        }
    }

    @Test(arguments: [("relay-list.json", "l"), ("relay-items.json", "a")])
    func `each task of a relay's page is audited`(name: String, letter: String) throws {
        #expect(
            try given(name) == [
                "gen_\(letter)1 of task_up1", "rejected task_\(letter)2 FAILURE: blocked by moderation",
            ])
    }

    @Test func `with a success code, status and reason determine the row`() throws {
        #expect(
            try given("relay-codes.ndjson") == [
                "gen_task_c1 of task_c1", "gen_task_c2 of task_c2", "gen_task_c3 of task_c3",
                "pending task_c4 IN_PROGRESS: ", "rejected task_c5 FAILURE: blocked by moderation",
                "failed task_c6 FAILURE: blocked",
            ])
        #expect(
            try given("relay-codes-2.ndjson") == [
                "empty t1 success: ", "rejected t2 fail: 400: content policy violation",
                "pending t3 generating: ",
            ])
    }

    @Test func `error bodies are API errors with the platform's texts`() throws {
        #expect(
            try given("error-bodies.ndjson")
                == [
                    "invalid_api_key: Incorrect API key provided: sk-abc***",
                    "This task was not found (request id: 2025)", "Not Found", "heavy load",
                    "Rate limit reached",
                    "无权进行此操作，未登录且未提供 access token", "task not found", "Too Many Requests: Rate limit",
                ].map { "api_error - -: \($0)" })
    }

    @Test func `tasks without a list of generations are tasks`() throws {
        #expect(
            try given("pending-without-generations.json") == [
                "pending task_q0 processing: ", "pending task_q1 queued: ",
                "failed task_q2 failed: some_reason",
            ])
    }

    @Test func `each draft has its own row`() throws {
        #expect(
            try given("drafts.json") == [
                "empty task_1 -: a draft without classifier results",
                "rejected task_2 -: This content may violate our guardrails",
                "failed task_3 -: Something went wrong",
            ])
    }

    @Test func `the word in a status determines the end of a task`() throws {
        let kinds = try given("statuses.json").map { $0.split(separator: " ")[0] }
        #expect(
            kinds == [
                "pending", "pending", "pending", "pending", "rejected", "rejected", "rejected", "rejected",
                "failed",
                "failed", "failed", "empty", "pending", "rejected", "pending", "failed", "failed", "failed",
                "pending",
            ])
    }

    @Test func `a task with only withheld generations is rejected`() throws {
        #expect(
            try given("unsafe-generations.json") == [
                "gen_u1 of task_u1", "gen_u2 of task_u1",
                "rejected task_u2 succeeded: 2 generations withheld by the platform",
            ])
    }

    @Test func `tasks are read in every wrapper`() throws {
        let given = try given("task-variants.ndjson")
        let generations = [
            "gen_a", "gen_img", "gen_nomod", "gen_del", "gen_ms", "gen_float", "gen_str", "gen_noprompt",
            "gen_bigseed", "gen_fseed", "gen_numtask", "-", "gen_wrapped", "gen_w2", "gen_w3", "gen_w4",
            "gen_w5",
            "gen_w6", "gen_w7", "gen_w8", "gen_w9", "gen_bare",
        ]
        #expect(
            given.filter { $0.contains(" of task_") }.map { $0.prefix { $0 != " " } }
                == generations.map { $0[...] })
        #expect(
            given.filter { !$0.contains(" of task_") } == [
                "failed task_null_gens failed: ", "rejected task_fail_obj failed: output_moderation: blocked",
                "failed task_fail_list failed: a, b",
                "unreadable - -: /items/0: no known envelope: an object with `post`, `profile`: "
                    + "a post of a public feed, which has no moderation results",
                "unreadable - -: no known envelope: an object with `log`: "
                    + "a HAR file, which is a browser's log; extract the answers from it",
            ])
    }

    @Test func `seeds keep all their digits`() throws {
        let text = try Fixtures.text("answers/seeds-uint64.json")
        try reading(text) { flattener in
            #expect(
                flattener.records.generations.map { $0.seed?.text } == [
                    "18446744073709551615", "9681940970000000000", "9223372036854775807", nil, nil,
                ])
            #expect(flattener.records.generations.map(\.defects.count) == [0, 0, 0, 1, 1])
        }
    }
}
