import Foundation
import TestSupport
import Testing

/// Restricted generations beside others without an ID, with the same ID, and with IDs that look the same.
@Suite struct RestrictedAnswerTests {
    private static let answers = [
        PlannedAnswer(id: nil, title: "SECRET unnamed", isChild: true),
        PlannedAnswer(id: "gen_b", title: "SECRET first", isChild: true),
        PlannedAnswer(id: "gen_c", title: "other"),
        PlannedAnswer(id: nil, title: "unnamed"),
        PlannedAnswer(id: "gen_b", title: "SECRET first", isChild: true),
        PlannedAnswer(id: "gen_b", title: "revision"),
        PlannedAnswer(id: "gen_d", title: "first of d"),
        PlannedAnswer(id: "gen_d", title: "first of d"),
        PlannedAnswer(id: "gen_d", title: "SECRET revision", isChild: true),
        PlannedAnswer(id: "cafe\u{301}", title: "SECRET form", isChild: true),
        PlannedAnswer(id: "caf\u{E9}", title: "form"),
    ]

    @Test func `the rows of restricted generations are omitted, and no other row`() async throws {
        let bench = try await Bench(input: "fixtures/envelopes/relay.json")
        try await bench.scan([PlannedAnswer(id: "gen_c", title: "other")], to: "before")
        try await bench.scan(
            Self.answers, options: ["--scores", "all", "--previous", bench.scratch.file("before")])
        try bench.writeOpenProfile()
        let outcome = try await bench.share(bench.scratch.file("open.yaml"))
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let dropped = try #require(bench.shared()["rows_dropped"] as? [String: Int])
        #expect(dropped["generations"] == 4 && dropped["findings"] == 12 && dropped["restricted"] == 4)
        // The duplicate of `gen_b` is one of a restricted generation, and that of `gen_d` is not.
        #expect(dropped["unaudited"] == 1)
        #expect(try bench.rows("unaudited", of: "copy").map { $0["generation_id"] } == ["gen_d"])
        for table in ["generations", "findings", "changes"] {
            let before = try bench.rows(table, of: "report"), after = try bench.rows(table, of: "copy")
            let isSecret = { (row: [String: String]) in row["prompt"]?.hasPrefix("SECRET") == true }
            #expect(before.contains(where: isSecret), "\(table)")
            let column = table == "findings" ? "prompt" : "title"
            #expect(after.map { $0[column] } == before.filter { !isSecret($0) }.map { $0[column] }, "\(table)")
            #expect(dropped[table] == before.count(where: isSecret), "\(table)")
        }
        for (file, bytes) in try bench.scratch.contents(of: "copy") {
            #expect(!String(decoding: bytes, as: UTF8.self).contains("SECRET"), "\(file)")
        }
        // Scores have nothing but the ID.
        let named = try bench.rows("scores", of: "copy").map { Array(($0["generation_id"] ?? "").utf8) }
        #expect(Set(named) == [Array("gen_c".utf8), Array("caf\u{E9}".utf8)])
    }

    @Test func `a generation that was restricted in the report before is one in the changes`() async throws {
        let bench = try await Bench(input: "fixtures/envelopes/relay.json")
        try await bench.scan([PlannedAnswer(id: "gen_a", title: "SECRET", isChild: true)], to: "before")
        try await bench.scan(
            [
                PlannedAnswer(id: "gen_a", title: "SECRET", isFlagged: false),
                PlannedAnswer(id: "gen_b", title: "b"),
            ],
            options: ["--previous", bench.scratch.file("before")])
        #expect(try bench.rows("changes", of: "report").map { $0["title"] } == ["b", "SECRET"])
        #expect(try await bench.share("internal").status == 0)
        #expect(try bench.rows("changes", of: "copy").map { $0["title"] } == ["b", ""])
        #expect(try !bench.scratch.names("copy").contains("report.html"))
        #expect(try await bench.share("regulator").status == 0)
        #expect(
            try bench.shared()["rows_dropped"] as? [String: Int] == [
                "generations": 0, "findings": 0, "unaudited": 0, "restricted": 0, "changes": 1,
            ])
    }

    @Test func `a report with a restricted rule and no restricted generation keeps its page`() async throws {
        let bench = try await Bench(input: "fixtures/envelopes/relay.json")
        try await bench.scan([PlannedAnswer(id: "gen_a", title: "a")])
        #expect(try await bench.share("internal").status == 0)
        #expect(try bench.scratch.names("copy").contains("report.html"))
    }

    @Test func `long ids of restricted generations are found where scores cut them`() async throws {
        let bench = try await Bench(input: "fixtures/envelopes/relay.json")
        let id = "gen_" + String(repeating: "\u{E9}", count: 100)
        try await bench.scan(
            [PlannedAnswer(id: id, title: "SECRET", isChild: true), PlannedAnswer(id: "gen_b", title: "b")],
            options: ["--scores", "all"])
        try bench.writeOpenProfile()
        #expect(try await bench.share(bench.scratch.file("open.yaml")).status == 0)
        #expect(Set(try bench.rows("scores", of: "copy").compactMap { $0["generation_id"] }) == ["gen_b"])
    }

    @Test func `ids in two forms of a letter have two pseudonyms, and each is found`() async throws {
        let bench = try await Bench(input: "fixtures/envelopes/relay.json")
        let ids = ["caf\u{E9}", "cafe\u{301}"]
        try await bench.scan(ids.map { PlannedAnswer(id: $0, title: "a") })
        #expect(try await bench.share("external").status == 0)
        let pseudonyms = try bench.rows("generations", of: "copy").compactMap { $0["generation_id"] }
        #expect(Set(pseudonyms).count == 2)
        for (id, pseudonym) in zip(ids, pseudonyms) {
            let found = try await bench.run(
                "share", "--find", pseudonym, "$T/report", "--profile", "external", "--recipient", "bafin",
                "--key-file", "$T/key")
            #expect(Array(found.stdout.utf8) == Array("\(id)\n".utf8), "\(found.stderr)")
        }
    }
}
