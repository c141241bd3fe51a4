import Foundation
import TestSupport
import Testing

/// A report with many rows, and texts that a spreadsheet could read as formulas.
@Suite struct LargeReportTests {
    @Test func `memory does not grow with the rows`() async throws {
        let bench = try await Bench(input: "fixtures/responses")
        let few = try await megabytes(bench)
        let rows = 150_000
        try bench.reseal { files, _ in
            let row =
                "\"failed\",\"in.ndjson:1\",\"0\",\"task_000000\",\"\",\"failed\",\"\",\"\",\"\",\"words\"\r\n"
            let added = (0..<rows).map { row.replacing("000000", with: "\($0)") }.joined()
            files["unaudited.csv"]?.append(Data(added.utf8))
            let summary = String(decoding: files["summary.json"] ?? Data(), as: UTF8.self)
            let count = try #require(summary.firstMatch(of: #/"failed": ([0-9]+)/#).flatMap { Int($0.1) })
            files["summary.json"] = Data(
                summary.replacing("\"failed\": \(count)", with: "\"failed\": \(count + rows)").utf8)
        }
        let many = try await megabytes(bench)
        #expect(many < few + 30, "\(few) and \(many) MB")
        #expect(try bench.rows("unaudited", of: "copy").count >= rows)
    }

    /// Makes the copy for an authority.
    /// - Returns: The peak memory use of `modaudit`.
    private func megabytes(_ bench: Bench) async throws -> Int {
        let outcome = try await Command.run(
            "python3",
            [
                "-c",
                """
                import os,sys
                pid = os.spawnvp(os.P_NOWAIT, 'modaudit', sys.argv[1:])
                _, status, usage = os.wait4(pid, 0)
                print('peak', usage.ru_maxrss // 1024)
                sys.exit(os.waitstatus_to_exitcode(status) % 256)
                """, "modaudit", "share", bench.scratch.file("report"), "-o", bench.scratch.file("copy"),
                "--profile",
                "regulator", "--recipient", "bafin", "--key-file", bench.scratch.file("key"),
            ], scratch: bench.scratch)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let peak = outcome.stdout.split(separator: "\n").last { $0.hasPrefix("peak ") }
        return try #require(peak.flatMap { Int($0.dropFirst(5)) })
    }

    @Test(arguments: [",", ";"])
    func `a copy has no cell that a spreadsheet reads as a formula`(delimiter: String) async throws {
        let scratch = try TemporaryFolder()
        let texts = ["=1+1", "a;=1+1", "a,\"=1+1\"", "+1", "@SUM(1)", " =1", "x\t=1+1"]
        let tasks: [[String: Any]] = texts.enumerated().map { index, text in
            [
                "id": "\(text)task", "status": "succeeded", "prompt": text, "model": text,
                "generations": [["id": "\(text)gen_\(index)", "title": text]],
            ]
        }
        try scratch.write(Array(JSONSerialization.data(withJSONObject: tasks)), to: "in.json")
        let bench = try await Bench(input: scratch.file("in.json"), options: ["--delimiter", delimiter])
        for profile in Bench.profiles {
            #expect(try await bench.share(profile).status == 0)
            let files = ["generations", "findings", "unaudited"].map { bench.scratch.file("copy/\($0).csv") }
            let outcome = try await Command.run(
                "python3",
                ["Tests/ReportChecks/open-in-spreadsheet.py", scratch.file("office"), delimiter, "34"] + files,
                scratch: scratch)
            #expect(outcome.status == 0, "\(profile)\n\(outcome.stdout)\(outcome.stderr)")
        }
        // An ID that a spreadsheet could read as a formula has the same pseudonym in the table and in the JSON.
        #expect(try await bench.share("regulator").status == 0)
        let objects = try #require(
            try bench.json("generations.json", of: "copy")["generations"] as? [[String: Any]])
        let ids = objects.map { $0["generation_id"] as? String ?? "" }
        #expect(Set(ids).count == texts.count)
        if delimiter == "," {
            #expect(try bench.rows("generations", of: "copy").map { $0["generation_id"] ?? "" } == ids)
        }
    }
}
