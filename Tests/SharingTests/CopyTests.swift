import Foundation
import TestSupport
import Testing

@Suite struct CopyTests {
    @Test(arguments: Bench.profiles)
    func `two copies have the same bytes, and their counts are those of the report`(profile: String)
        async throws
    {
        let bench = try await Bench(options: ["--scores", "hits"])
        let first = try await bench.share(profile)
        #expect(first.status == 0 && first.stderr.isEmpty, "\(first.stderr)")
        #expect(try await bench.share(profile, to: "again").status == 0)
        #expect(try bench.scratch.contents(of: "copy") == bench.scratch.contents(of: "again"))
        let report = try bench.json("summary.json", of: "report"),
            copy = try bench.json("summary.json", of: "copy")
        for key in ["counts", "unaudited", "agreement", "tool", "as_of", "defective", "skipped_files"] {
            #expect(report[key] as? NSObject == copy[key] as? NSObject, "\(key)")
        }
        for table in ["generations", "findings", "unaudited"] {
            #expect(
                try bench.rows(table, of: "copy").count == bench.rows(table, of: "report").count, "\(table)")
        }
        let objects = try bench.json("generations.json", of: "copy")
        #expect((objects["generations"] as? [Any])?.count == (try bench.rows("generations", of: "copy").count))
        #expect(objects["summary"] as? NSObject == copy as NSObject)
        let check = try await bench.run("verify", "$T/copy")
        #expect(check.status == 0, "\(check.stdout)")
    }

    @Test func `the copy for colleagues has the bytes of the report`() async throws {
        let bench = try await Bench(options: ["--scores", "all", "--csv", "data", "--delimiter", ";"])
        #expect(try await bench.share("internal").status == 0)
        let report = try bench.scratch.contents(of: "report"), copy = try bench.scratch.contents(of: "copy")
        #expect(Set(report.keys) == Set(copy.keys))
        for name in report.keys where name.hasSuffix(".csv") || ["policy.yaml", "report.html"].contains(name) {
            #expect(report[name] == copy[name], "\(name)")
        }
        #expect(report["datapackage.json"] == copy["datapackage.json"])
    }

    @Test func `the files of a copy have the same pseudonym for a generation with any id`() async throws {
        let bench = try await Bench(input: "fixtures/responses")
        #expect(try await bench.share("regulator").status == 0)
        let objects = try #require(
            try bench.json("generations.json", of: "copy")["generations"] as? [[String: Any]])
        let rows = try bench.rows("generations", of: "copy")
        #expect(objects.map { $0["generation_id"] as? String ?? "" } == rows.map { $0["generation_id"] })
        #expect(objects.map { $0["user_id"] as? String ?? "" } == rows.map { $0["user_id"] })
        let ids = Set(rows.compactMap { $0["generation_id"] })
        #expect(try bench.rows("findings", of: "copy").allSatisfy { ids.contains($0["generation_id"] ?? "-") })
        #expect(ids.contains { $0.hasPrefix("G-") } && rows.allSatisfy { $0["created_at"]?.count ?? 0 <= 10 })
    }

    @Test func `a value becomes the band of its comparison`() async throws {
        let bench = try await Bench()
        #expect(try await bench.share("external").status == 0)
        for row in try bench.rows("generations", of: "copy") {
            let expected = row["decision"] == "incomplete" ? "" : row["decision"]
            #expect(row["top_value"] == expected || row["top_value"] == "")
        }
        let findings = try bench.rows("findings", of: "copy")
        #expect(findings.allSatisfy { $0["value"] == $0["band"] || $0["value"] == "" })
        #expect(Set(findings.map { $0["value"] }).isSuperset(of: ["flagged", "near"]))
    }

    @Test func `two recipients have different pseudonyms, and two reports to one recipient the same`()
        async throws
    {
        let bench = try await Bench()
        for (recipient, folder) in [("bafin", "a"), ("bafin", "b"), ("ofcom", "c")] {
            #expect(try await bench.share("regulator", to: folder, recipient: recipient).status == 0)
        }
        let users = try ["a", "b", "c"].map {
            try bench.rows("generations", of: $0).compactMap { $0["user_id"] }
        }
        #expect(users[0] == users[1])
        #expect(Set(users[0]).intersection(users[2]).subtracting([""]) == [])
    }

    @Test func `a custom profile is used, and a column that it does not name is an error`()
        async throws
    {
        let bench = try await Bench()
        try bench.scratch.write(
            "profile: ours\ncolumns:\n  - {column: [title, prompt], do: length}\n  - {column: source, do: blank}\n"
                + "  - {column: '*', do: keep}\nthresholds: keep\n", to: "ours.yaml")
        let outcome = try await bench.run(
            "share", "$T/report", "-o", "$T/copy", "--profile", "$T/ours.yaml", "--recipient", "x")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let rows = try bench.rows("generations", of: "copy"),
            report = try bench.rows("generations", of: "report")
        #expect(rows.allSatisfy { $0["source"] == "" })
        let prompt = try #require(report.first { $0["prompt"]?.isEmpty == false }?["prompt"])
        #expect(rows.first { $0["prompt"]?.isEmpty == false }?["prompt"] == "\(prompt.unicodeScalars.count)")
        try bench.scratch.write(
            "profile: ours\ncolumns:\n  - {column: [title, prompt], do: drop}\n", to: "ours.yaml")
        let refused = try await bench.run(
            "share", "$T/report", "-o", "$T/other", "--profile", "$T/ours.yaml", "--recipient", "x")
        #expect(refused.status == 78)
        #expect(
            refused.stderr.contains("`generations.decision`") && refused.stderr.contains(" more; add one"))
        #expect(!FileManager.default.fileExists(atPath: bench.scratch.file("other")))
    }

    @Test func `a column that no profile names is an error`() async throws {
        let bench = try await Bench()
        try bench.add("changes", ["change", "generation_id", "mood"], [["new", "gen_1", "MARK"]])
        for profile in Bench.profiles {
            let outcome = try await bench.share(profile)
            #expect(outcome.status == 78 && outcome.stderr.contains("`changes.mood`"), "\(outcome.stderr)")
            #expect(!FileManager.default.fileExists(atPath: bench.scratch.file("copy")))
        }
    }

    @Test func `an unknown file in the report is an error`() async throws {
        let bench = try await Bench()
        try bench.reseal { files, _ in files["notes.txt"] = Data("MARK".utf8) }
        let outcome = try await bench.share("internal")
        #expect(outcome.status == 65 && outcome.stderr.contains("notes.txt is no file that a copy can hold"))
    }

    @Test func `an unknown key of the summary is an error`() async throws {
        let bench = try await Bench()
        try bench.reseal { files, _ in
            let text = String(decoding: files["summary.json"] ?? Data(), as: UTF8.self)
            files["summary.json"] = Data(
                text.replacing("{\n  \"tool\"", with: "{\"mood\": 1,\n  \"tool\"").utf8)
        }
        let outcome = try await bench.share("internal")
        #expect(outcome.status == 65 && outcome.stderr.contains("`mood`"), "\(outcome.stderr)")
    }

    @Test(arguments: ["generations.csv", "policy.yaml"])
    func `a report that was changed is not shared`(file: String) async throws {
        let bench = try await Bench()
        try bench.scratch.write(bench.scratch.bytes("report/\(file)") + Array("x".utf8), to: "report/\(file)")
        let outcome = try await bench.share("internal")
        #expect(outcome.status == 65 && outcome.stderr.contains("\(file): changed"), "\(outcome.stderr)")
        #expect(!FileManager.default.fileExists(atPath: bench.scratch.file("copy")))
    }

    @Test func `a report with rows that its summary does not count is not shared`() async throws {
        let bench = try await Bench()
        try bench.reseal { files, _ in
            let text = String(decoding: files["unaudited.csv"] ?? Data(), as: UTF8.self)
            files["unaudited.csv"] = Data(
                text.split(separator: "\r\n").dropLast().joined(separator: "\r\n").utf8)
        }
        let outcome = try await bench.share("regulator")
        #expect(outcome.status == 65 && outcome.stderr.contains("does not add up"), "\(outcome.stderr)")
    }

    @Test func `a copy is not shared again, and a report is not replaced by its copy`() async throws {
        let bench = try await Bench()
        #expect(try await bench.share("internal").status == 0)
        let again = try await bench.share("regulator", to: "again", of: "copy")
        #expect(again.status == 65 && again.stderr.contains("is a copy"), "\(again.stderr)")
        let before = try bench.scratch.contents(of: "report")
        for folder in ["report", "report/copy", "copy/../report"] {
            #expect(try await bench.share("external", to: folder).status == 64)
        }
        #expect(try bench.scratch.contents(of: "report") == before)
    }

    @Test func `the parts of a split table remain separate files`() async throws {
        let bench = try await Bench()
        try bench.reseal { files, resources in
            let text = String(decoding: files["findings.csv"] ?? Data(), as: UTF8.self)
            let lines = text.split(separator: "\r\n")
            let second = [lines[0]] + lines[11...]
            files["findings.csv"] = Data((lines[..<11].joined(separator: "\r\n") + "\r\n").utf8)
            files["findings-2.csv"] = Data((second.joined(separator: "\r\n") + "\r\n").utf8)
            let index = try #require(resources.firstIndex { $0["name"] as? String == "findings" })
            resources[index]["path"] = ["findings.csv", "findings-2.csv"]
            resources[index]["bytes"] = nil
            resources[index]["hash"] = nil
            resources[index]["modaudit:parts"] = [[String: Any]]()
        }
        #expect(try await bench.share("regulator").status == 0)
        #expect(try bench.rows("findings", of: "copy").count == 10)
        #expect(try bench.scratch.names("copy").contains("findings-2.csv"))
        let check = try await Command.run(
            Command.root.appending(path: ".build/python/bin/python").path,
            ["Tests/ReportChecks/check-package.py", bench.scratch.file("copy")])
        #expect(check.status == 0, "\(check.stderr)")
    }

    @Test(arguments: Bench.profiles, ["excel", "data"])
    func `frictionless and DuckDB load the copy`(profile: String, style: String) async throws {
        let bench = try await Bench(options: ["--csv", style, "--scores", "hits"])
        #expect(try await bench.share(profile).status == 0)
        let check = try await Command.run(
            Command.root.appending(path: ".build/python/bin/python").path,
            ["Tests/ReportChecks/check-package.py", bench.scratch.file("copy")])
        #expect(check.status == 0, "\(check.stderr)")
    }

    @Test(arguments: Bench.profiles)
    func `a report with a comparison is shared with its changes`(profile: String) async throws {
        let bench = try await Bench(input: "fixtures/responses/2026-11-20.ndjson")
        let scan = try await bench.run(
            "scan", "fixtures/responses/2026-11-21.ndjson", "--policy", "fixtures/policies/audit.yaml",
            "--as-of",
            "2026-11-23", "--previous", "$T/report", "--digest-inputs", "--output", "$T/next", "--quiet")
        #expect([0, 4].contains(scan.status), "\(scan.stderr)")
        let outcome = try await bench.share(profile, of: "next")
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let before = try bench.rows("changes", of: "next"), after = try bench.rows("changes", of: "copy")
        #expect(!before.isEmpty && before.map { $0["change"] } == after.map { $0["change"] })
        let report = try bench.json("summary.json", of: "next"),
            copy = try bench.json("summary.json", of: "copy")
        for key in ["changes", "causes", "policy_changes", "signal_changes"] {
            #expect(report[key] as? NSObject == copy[key] as? NSObject, "\(key)")
        }
        let text = try bench.scratch.text("copy/summary.json") + bench.scratch.text("copy/changes.csv")
        let input = try #require((report["inputs"] as? [[String: Any]])?.first?["sha256"] as? String)
        #expect(text.contains(input) == (profile != "external"))
        #expect(text.contains("2026-11-21.ndjson") == (profile == "internal"))
        let previous = try #require(copy["previous"] as? [String: Any])
        #expect((previous["manifest_sha256"] == nil) == (profile == "external"))
        #expect((previous["policy_sha256"] == nil) == (profile == "external"))
    }
}
