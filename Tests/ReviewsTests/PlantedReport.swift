import Digests
import Foundation
import TestSupport
import Utilities

@testable import Reviews

/// A report or a sample with chosen rows, as an import reads it.
struct PlantedReport {
    /// A listed generation.
    struct Row {
        var id: String
        var severity = "high"
        var decision = "flagged"
        var rule = "ip-max"
        var value = "0.97"

        /// The key that the tests use: not that of CONTRACT section 15, which the import does not compute.
        var key: String { ReadableKey.text("rk", SHA256Digest.bytes(of: Array("\(id) \(value)".utf8))) }
        var sampleKey: String { ReadableKey.text("sk", SHA256Digest.bytes(of: Array("\(id) \(rule)".utf8))) }
    }

    static let meaning = String(repeating: "a", count: 64), signals = String(repeating: "b", count: 64)
    static let evidence = String(repeating: "c", count: 64), policy = String(repeating: "d", count: 64)

    let scratch: TemporaryFolder
    let rows: [Row]
    let asOf: String
    var report: String { scratch.file("report") }
    var sample: String { scratch.file("sample") }
    var ledger: String { scratch.file("decisions") }

    /// `review` of the summary, as JSON.
    private let review: String

    /// - Parameter asOf: The time of the report. In a folder with another one, a later report takes its place.
    init(
        _ rows: [Row], in scratch: TemporaryFolder? = nil, asOf: String = "2026-11-25T00:00:00Z",
        review: String = "null"
    ) throws {
        self.rows = rows
        self.asOf = asOf
        self.review = review
        self.scratch = try scratch ?? TemporaryFolder()
        try writeReport()
        try writeSample()
    }

    /// A report of ordinary generations with these ids.
    init(ids: [String]) throws { try self.init(ids.map { Row(id: $0) }) }

    private func writeReport() throws {
        let objects = rows.map { row in
            let finding = """
                {"band":"\(row.decision)","severity":"\(row.severity)","rule_id":"\(row.rule)","signal":"legal.ip.score",\
                "statistic":"max","value":\(row.value),"label":42,"matched":[]}
                """
            return """
                {"decision":"\(row.decision)","severity":"\(row.severity)","generation_id":\(Self.json(row.id)),\
                "task_id":"task \(row.rule)","created_at":"2026-11-20T08:00:00Z","missing_signals":["legal.face.score"],\
                "evidence_sha256":"\(Self.evidence)","signals_sha256":"\(Self.signals)","review_key":"\(row.key)",\
                "prompt":"PROMPT","title":"=TITLE","user_id":"USER","change":"new","why":"\(row.rule): why","link":"https://a.example/x",\
                "rules_flagged":["\(row.rule)"],"rules_near":[],"top_rule":"\(row.rule)","top_value":\(row.value),\
                "platform":"passed","findings":[\(finding)]}
                """
        }
        let generations =
            "{\"generations\": [" + (objects.isEmpty ? "" : "\n") + objects.joined(separator: ",\n")
            + "\n], \"summary\": {}}\n"
        let rules = Set(rows.map(\.rule)).sorted().map { rule in
            let severity = rows.first { $0.rule == rule }?.severity ?? ""
            return "{\"id\":\"\(rule)\",\"severity\":\"\(severity)\",\"meaning_sha256\":\"\(Self.meaning)\"}"
        }
        let summary = """
            {"policy":{"sha256":"\(Self.policy)"},"as_of":"\(asOf)","review":\(review),"rules":[\(rules.joined(separator: ","))]}
            """
        try write(
            [
                "generations.csv": "edited\n", "generations.json": generations, "summary.json": summary,
                "policy.yaml": policyText,
            ], to: "report")
    }

    /// A policy with the rules of the rows. `child` is restricted.
    private var policyText: String {
        let rules = Set(rows.map(\.rule)).union(["ip-max"]).sorted().map { rule in
            let severity = rows.first { $0.rule == rule }?.severity ?? "high"
            let handling = rule == "child" ? ", handling: restricted" : ""
            return """
                  - {id: \(rule), severity: \(severity), why: Is it \(rule)?, signal: legal.ip.score, flag_at: 0.9\(handling)}

                """
        }
        return "policy: tests\nversion: 1\nrules:\n" + rules.joined()
    }

    private func writeSample() throws {
        let header = [
            "sample_key", "sheets", "rule_id", "stratum", "population", "meaning_sha256", "signals_sha256",
            "evidence_sha256", "generation_id", "task_id", "created_at", "source",
        ]
        let cells = rows.map { row in
            [
                row.sampleKey, "1", row.rule, "near", "12", Self.meaning, Self.signals, Self.evidence, row.id,
                "task",
                "2026-11-20T08:00:00Z", "a.json:1",
            ]
        }
        let key = ([header] + cells).map { $0.map { "\"\($0)\"" }.joined(separator: ",") + "\r\n" }.joined()
        try write(["sample.json": "{\"tool\":{}}\n", "key.csv": key], to: "sample")
    }

    private func write(_ files: [String: String], to folder: String) throws {
        var manifest = ""
        for (name, text) in files.sorted(by: { $0.key < $1.key }) {
            try scratch.write(text, to: "\(folder)/\(name)")
            manifest += "\(SHA256Digest.hex(of: Array(text.utf8)))  \(name)\n"
        }
        try scratch.write(manifest, to: "\(folder)/manifest-sha256.txt")
    }

    private static func json(_ text: String) -> String {
        String(decoding: (try? JSONEncoder().encode(text)) ?? Data(), as: UTF8.self)
    }

    /// The text of a sheet with these cells behind the key of each row.
    func sheet(_ cells: [(row: Int, decision: String, note: String)]) -> String {
        "review_key,generation_id,review_decision,review_note\n"
            + cells.map { "\(rows[$0.row].key),\(rows[$0.row].id),\($0.decision),\($0.note)\n" }.joined()
    }
}

extension PlantedReport {
    /// Imports sheets that are given by their text.
    @discardableResult
    func run(
        _ sheets: [String], by reviewer: String = "anna", fromSample: Bool = false,
        _ change: (inout SheetImport) -> Void = { _ in }
    ) throws -> SheetImport.Result {
        let paths = try sheets.enumerated().map { try scratch.write($1, to: "sheet-\($0).csv") }
        var work = SheetImport(
            sheets: paths, source: fromSample ? .sample(sample) : .report(report), ledger: ledger,
            reviewer: reviewer,
            recordedAt: Self.moment)
        change(&work)
        return try work.run { path, bytes in
            _ = FileManager.default.createFile(atPath: path, contents: Data(bytes))
        }
    }

    /// The error of an import; nil if there is none.
    func error(
        _ sheets: [String], fromSample: Bool = false, _ change: (inout SheetImport) -> Void = { _ in }
    ) throws -> ReviewError? {
        do {
            try run(sheets, fromSample: fromSample, change)
            return nil
        } catch let error as ReviewError { return error }
    }

    /// The lines of the ledger.
    func lines() throws -> [LedgerLine] {
        var lines: [LedgerLine] = []
        try Ledger(in: ledger).forEachLine { line in
            lines.append(line)
            return true
        }
        return lines
    }

    /// The cells of a file of rejected rows, without its header.
    func rejected(_ name: String = "sheet-0.csv.rejected.csv") throws -> [[String]] {
        let text = try scratch.text(name)
        return text.split(separator: "\r\n").dropFirst().map { line in
            line.dropFirst().dropLast().components(separatedBy: "\",\"")
        }
    }

    static let moment = UTCTime(seconds: 1_764_147_600)
}
