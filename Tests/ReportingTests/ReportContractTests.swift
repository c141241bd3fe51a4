import Foundation
import TestSupport
import Testing

@testable import Policies
@testable import Reporting
@testable import Responses

/// What must hold for every file of a report, in every style.
@Suite struct ReportContractTests {
    static let headers = [
        "generations.csv": [
            "decision", "severity", "change", "first_listed", "disposition", "why", "title", "prompt", "link",
            "generation_id", "review_decision", "review_note", "reopened_because", "disposition_by",
            "disposition_since", "disposition_until", "task_id", "created_at", "user_id", "top_rule",
            "top_signal", "top_value",
            "top_flag_at", "top_margin", "rules_flagged", "rules_near", "near_severity", "missing_signals",
            "defects", "platform", "agreement", "output_type", "output_is_flagged", "output_risk_level",
            "moderation_type", "task_moderation_type", "u18_is_child", "u18_is_realistic", "face_verdicts",
            "ip_verdicts", "trademark_verdicts", "model", "operation", "width", "height", "n_frames",
            "is_public", "relay_task_id", "revision", "source", "evidence_sha256",
            "signals_sha256", "review_key",
        ],
        "findings.csv": [
            "band", "severity", "rule_id", "generation_id", "task_id", "created_at", "user_id", "model",
            "signal",
            "statistic", "value", "op", "flag_at", "near_at", "margin", "label", "frame", "frames_hit",
            "frames_total", "platform", "agreement", "source", "prompt",
            "waiver_id",
        ],
        "unaudited.csv": [
            "kind", "source", "byte_offset", "task_id", "generation_id", "status", "moderation_type",
            "moderation_code", "is_output_rejection", "reason",
        ],
        "scores.csv": [
            "generation_id", "kind", "source", "scope", "frame", "label", "category", "score", "verdict",
            "type",
        ],
    ]

    static let styles = ReportStyle.CSV.allCases.flatMap { csv in
        ReportStyle.Delimiter.allCases.map { ReportStyle(scores: .all, csv: csv, delimiter: $0) }
    }

    /// A finished report with nasty free texts.
    private func report(_ style: ReportStyle, listed: Int) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        var random = SeededGenerator(seed: 99)
        var report = try ReportFolder(at: folder.path + "/out", style: style)
        var pages = BatchRows(style: style)
        for _ in 0..<listed {
            pages.clear()
            let sample = Sample(text: random.nastyText())
            pages.list(sample.listed)
            pages.addUnreadable(reason: random.nastyText(), place: sample.place)
            try report.append(&pages)
        }
        var summary = Sample.summary(listed: listed)
        summary.unaudited[.unreadable] = listed
        try report.finish(summary)
        return folder
    }

    private func rows(_ bytes: [UInt8], _ style: ReportStyle) -> [[String]] {
        var bytes = bytes[...]
        if style.csv == .excel {
            #expect(bytes.starts(with: [0xEF, 0xBB, 0xBF]))
            bytes = bytes.dropFirst(3)
        }
        return CSVReader.strings(Array(bytes), delimiter: style.delimiter.rawValue)
    }

    @Test(arguments: styles, [0, 1, 40])
    func `every row has as many cells as the header`(_ style: ReportStyle, _ listed: Int) throws {
        let folder = try report(style, listed: listed)
        for (name, header) in Self.headers {
            let rows = rows(try folder.bytes("out/" + name), style)
            #expect(rows.first == header)
            #expect(rows.allSatisfy { $0.count == header.count }, "\(name)")
            #expect(rows.count > 1 || listed == 0)
        }
    }

    @Test(arguments: ReportStyle.CSV.allCases)
    func `Python and libcsv read the same cells`(_ csv: ReportStyle.CSV) async throws {
        let style = ReportStyle(scores: .all, csv: csv)
        let folder = try report(style, listed: 40)
        let script = """
            import csv, json, sys
            csv.field_size_limit(1 << 30)
            for name in sys.argv[2:]:
                text = open(name, encoding="utf-8-sig" if sys.argv[1] == "excel" else "utf-8", newline="")
                print(json.dumps(list(csv.reader(text, strict=True))))
            """
        for name in Self.headers.keys {
            let path = "\(folder.path)/out/\(name)"
            let output = try await python(["-c", script, csv.rawValue, path])
            let read = try #require(try JSONSerialization.jsonObject(with: Data(output.utf8)) as? [[String]])
            let own = rows(try folder.bytes("out/" + name), style)
            // Foundation's strings are equal by canonical equivalence; ours must be equal by scalar.
            #expect(read.map { $0.map { Array($0.utf8) } } == own.map { $0.map { Array($0.utf8) } })
        }
    }

    @Test(arguments: [0, 1, 40])
    func `the JSON files are strict JSON`(_ listed: Int) async throws {
        let folder = try report(ReportStyle(), listed: listed)
        let script = """
            import json, sys
            def refuse(name): raise ValueError(name)
            report, summary = (json.loads(open(name, encoding="utf-8").read(), parse_constant=refuse)
                               for name in sys.argv[1:])
            assert report["summary"] == summary
            print(len(report["generations"]))
            """
        let paths = ["generations.json", "summary.json"].map { "\(folder.path)/out/\($0)" }
        #expect(try await python(["-c", script] + paths) == "\(listed)\n")
        let lines = String(decoding: try folder.bytes("out/generations.json"), as: UTF8.self)
            .split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines[0] == "{\"generations\": [")
        #expect(lines[listed + 1].hasPrefix("], \"summary\": {"))
        for line in lines[1..<(listed + 1)] { #expect(line.hasPrefix("{\"decision\":")) }
    }

    @Test(arguments: ReportStyle.Scores.allCases)
    func `scores are written only on request`(_ scores: ReportStyle.Scores) throws {
        let folder = try report(ReportStyle(scores: scores), listed: 1)
        let names = [
            "datapackage.json", "findings.csv", "generations.csv", "generations.json", "manifest-sha256.txt",
            "policy.yaml", "report.html", "summary.json", "unaudited.csv",
        ]
        #expect(try folder.names("out") == (scores == .none ? names : names + ["scores.csv"]).sorted())
    }

    @Test func `the JSON object has the columns of the table`() throws {
        let folder = try report(ReportStyle(), listed: 1)
        let data = Data(try folder.bytes("out/generations.json"))
        let json = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let objects = try #require(json["generations"] as? [[String: Any]])
        #expect(Set(objects[0].keys) == Set((Self.headers["generations.csv"] ?? []) + ["findings"]))
    }

    /// The output of a Python script.
    private func python(_ arguments: [String]) async throws -> String {
        let outcome = try await Command.run("python3", arguments)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        return outcome.stdout
    }
}
