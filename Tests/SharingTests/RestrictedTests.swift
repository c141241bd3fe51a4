import Foundation
import TestSupport
import Testing

/// Tables of changes and of restricted generations, which only some reports have.
@Suite struct RestrictedTests {
    private static let columns = [
        "rule_id", "band", "severity", "generation_id", "task_id", "created_at", "user_id", "disposition",
        "source",
    ]

    /// A report in which the rule `face-verdict` is restricted.
    private func bench() async throws -> (bench: Bench, ids: Set<String>) {
        let bench = try await Bench(input: "fixtures/responses", options: ["--scores", "all"])
        let rows = try bench.rows("findings", of: "report").filter { $0["rule_id"] == "face-verdict" }
        let ids = Set(rows.compactMap { $0["generation_id"] }.filter { !$0.isEmpty })
        try #require(ids.count > 1)
        try bench.add("restricted", Self.columns, rows.map { row in Self.columns.map { row[$0] ?? "" } })
        try bench.add(
            "changes",
            ["change", "cause", "why", "prompt", "generation_id", "top_rule", "first_listed", "was_source"],
            [
                [
                    "new", "input", "a", "MARKPROMPT", ids.sorted()[0], "face-verdict", "2026-11-22T00:00:00Z",
                    "MARKFILE",
                ],
                [
                    "cleared", "input", "b", "MARKPROMPT", "gen_gone", "ip-max", "2026-10-02T00:00:00Z",
                    "MARKFILE",
                ],
            ])
        return (bench, ids)
    }

    @Test(arguments: ["regulator", "external"])
    func `rows of restricted generations are omitted from every table and counted`(profile: String) async throws
    {
        let (bench, ids) = try await bench()
        let outcome = try await bench.share(profile)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let dropped = try #require(bench.shared()["rows_dropped"] as? [String: Int])
        for table in ["generations", "findings", "unaudited", "restricted", "changes"] {
            let before = try bench.rows(table, of: "report"), after = try bench.rows(table, of: "copy")
            #expect(before.count == after.count + (dropped[table] ?? -1), "\(table)")
            let expected =
                table == "restricted" ? before.count : before.count { ids.contains($0["generation_id"] ?? "") }
            #expect(dropped[table] == expected, "\(table)")
        }
        #expect(dropped["generations"] == ids.count && dropped["changes"] == 1)
        let text = try bench.scratch.text("copy/generations.json")
        #expect(
            !text.contains("face-verdict\",\"signal") && !text.contains("\"rules_flagged\":[\"face-verdict"))
        #expect(try await bench.verify().stdout.contains("shared    holds"))
        let changes = try #require(bench.rows("changes", of: "copy").first)
        #expect(changes["first_listed"] == (profile == "external" ? "2026-10" : "2026-10-02"))
        #expect(changes["prompt"] == nil && changes["was_source"] == nil)
    }

    @Test func `the internal copy has restricted rows without texts and no page`() async throws {
        let (bench, ids) = try await bench()
        #expect(try await bench.share("internal").status == 0)
        #expect(try !bench.scratch.names("copy").contains("report.html"))
        let before = try bench.rows("generations", of: "report")
        for (old, new) in zip(before, try bench.rows("generations", of: "copy")) {
            let isRestricted = ids.contains(old["generation_id"] ?? "")
            #expect(new["prompt"] == (isRestricted ? "" : old["prompt"]))
            #expect(new["generation_id"] == old["generation_id"] && new["why"] == old["why"])
        }
        #expect(before.contains { ids.contains($0["generation_id"] ?? "") && $0["prompt"] != "" })
        let changes = try bench.rows("changes", of: "copy")
        #expect(changes.map { $0["prompt"] } == ["", "MARKPROMPT"])
        let objects = try #require(
            try bench.json("generations.json", of: "copy")["generations"] as? [[String: Any]])
        for object in objects where ids.contains(object["generation_id"] as? String ?? "") {
            #expect(object["prompt"] is NSNull && object["title"] is NSNull)
        }
    }
}
