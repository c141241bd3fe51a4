import Foundation
import Reporting
import Responses
import Testing

/// The rows of texts that cannot be read (CONTRACT sections 1 and 5).
@Suite struct UnreadableTextTests {
    private let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "fixtures/answers/not-json")

    @Test(arguments: [
        ("html.json", ["line 1, column 1: HTML, not JSON"], []),
        ("nan.json", ["column N: not JSON (`NaN` is not a number)"], []),
        ("infinity.json", ["column N: not JSON (`Infinity` is not a number)"], []),
        ("pyrepr.json", ["line 1, column 2: a Python literal, not JSON; write it with json.dumps"], []),
        (
            "sse.json",
            [
                "line 1, column 1: a server-sent event, not JSON; keep what is behind data:",
                "line 3, column 1: a server-sent event, not JSON; keep what is behind data:",
            ], []
        ),
        ("trunc.json", ["column N: cut off: the text ends within"], []),
        ("trailing.json", ["column N: not JSON (`}` behind a comma or colon)"], []),
        ("double.json", ["no known envelope (a text): it holds JSON as a text; decode it once more"], []),
        ("psdepth.json", ["/data: no known envelope (a text): PowerShell cut it off"], []),
        (
            "curl-i.json",
            [
                "line 1, column 1: the head of an HTTP answer, not JSON; keep the body alone",
                "line 2, column 1: not JSON (`date` is no value)",
                "line 3, column 1: not JSON (`content-type` is no value)",
            ], ["gen_curli"]
        ),
    ])
    func `the reason for an invalid file has the position and the fault`(
        name: String, words: [String], ids: [String]
    )
        async throws
    {
        let workplace = try Workplace()
        try workplace.write(
            String(contentsOf: folder.appending(path: name), encoding: .utf8), to: name)
        let report = try await workplace.scan()
        let reasons = try report.rows(of: "unaudited.csv").map { $0["reason"] ?? "" }
        #expect(reasons.count == words.count)
        for (reason, words) in zip(reasons, words) {
            let parts = words.components(separatedBy: "column N")
            #expect(parts.count == 1 ? reason.hasPrefix(words) : reason.contains(parts[1]), "\(reason)")
        }
        #expect(report.summary.counts.generations == ids.count)
    }

    @Test func `an indented line after a broken one is audited`() async throws {
        let workplace = try Workplace()
        let lines = [
            #"{"id": "broken"#, #"    {"id": "t", "generations": [{"id": "gen_1"}]}"#,
            "\t" + #"{"id": "t", "generations": [{"id": "gen_2"}]}"#,
        ]
        try workplace.write(lines.joined(separator: "\n"), to: "a.ndjson")
        let report = try await workplace.scan()
        #expect(report.summary.counts.generations == 2)
        #expect(
            try report.rows(of: "unaudited.csv").map { $0["reason"] } == [
                "line 1, column 15: cut off: the text ends within a string"
            ])
    }

    @Test func `an unreadable capture has the id of the task that was asked for`() async throws {
        let workplace = try Workplace()
        let head =
            #"{"fetched_at":"2026","url":"https://h/sora/v1/videos/task_9","status":200,"attempts":1,"sha256":"0","#
        let lines = [
            head + #""response":{"id":"task_8","generations":[]}}"#, head + #""response":{}}"#,
            head + #""respo"#,
        ]
        try workplace.write(lines.joined(separator: "\n"), to: "a.ndjson")
        let rows = try await workplace.scan().rows(of: "unaudited.csv")
        #expect(rows.map { $0["task_id"] } == ["task_8", "task_9", "task_9"])
        #expect(rows.map { $0["kind"] } == ["unreadable", "unreadable", "unreadable"])
    }

    @Test func `defects, moderation and withheld generations of tasks without generations are counted`()
        async throws
    {
        let workplace = try Workplace()
        let task = #"""
            {"id":"t","status":"failed","width":1,"created_at":[],"x_moderation_result":{"a":1},
            "num_unsafe_generations":2,"moderation_result":{"type":"blocked","code":"c"},"generations":[]}
            """#
        try workplace.write(task, to: "a.json")
        let report = try await workplace.scan()
        #expect(report.summary.defective == 1 && report.summary.counts.withheld == 2)
        #expect(report.summary.unrecognised == ["task/x_moderation_result": 1])
        let row = try #require(try report.rows(of: "unaudited.csv").first)
        #expect(
            row["kind"] == "rejected" && row["moderation_type"] == "blocked" && row["moderation_code"] == "c")
        #expect(row["reason"] == "moderation: blocked, c; 2 generations withheld by the platform")
    }

    @Test func `ids with different halves of a surrogate pair are not duplicates`() async throws {
        let workplace = try Workplace()
        try workplace.write(#"{"id":"t","generations":[{"id":"g\ud800"},{"id":"g\udfff"}]}"#, to: "a.json")
        let counts = try await workplace.scan().summary.counts
        #expect(counts.generations == 2 && counts.duplicates == 0)
    }
}
