import Foundation
import Policies
import Reporting
import Reviews
import TestSupport
import Testing
import Utilities

@testable import Audit

/// Reports of several nights with one ledger, and the decisions between them.
struct ReviewNights {
    let folder: TemporaryFolder
    static let policy = """
        policy: nights
        version: "1"
        missing: ignore
        review: {escalated_for: 7d, dismissals_needed: {critical: 2}}
        rules:
          - {id: ip, severity: high, why: A protected figure?, signal: legal.ip.score, flag_at: 0.9, near_at: 0.5}
          - {id: face, severity: medium, signal: legal.face.score, flag_at: 0.9, near_at: 0.5}
          - {id: sexual, severity: critical, handling: restricted, signal: moderation_api.global.S1, flag_at: 0.5}

        """

    init() throws {
        folder = try TemporaryFolder()
        try FileManager.default.createDirectory(atPath: ledger, withIntermediateDirectories: true)
    }

    var ledger: String { folder.file("ledger") }

    /// Scans texts on 2026-11-`day`.
    func scan(
        _ day: Int, _ texts: [String], policy text: String = Self.policy, waivers: String? = nil,
        after: Int? = nil, hasLedger: Bool = true
    ) async throws -> Summary {
        try folder.write(texts.joined(separator: "\n") + "\n", to: "input-\(day)/a.ndjson")
        let policy = try PolicyFile.read(Array(text.utf8), named: "p.yaml")
        var request = ScanRequest(
            inputs: [folder.file("input-\(day)")], policy: policy, output: folder.file("\(day)"),
            style: ReportStyle(csv: .data), asOf: Self.moment(day), toolVersion: "test",
            previous: after.map { .report(folder.file("\($0)")) })
        let read = try waivers.map { try WaiverReader.read(Array($0.utf8), named: "w.yaml", for: policy) }
        request.dispositions = try ReportDispositions(
            decisions: hasLedger ? ledger : nil, waivers: read, policy: policy, asOf: request.asOf)
        return try await Scan(request).run()
    }

    /// Midnight of a day of November 2026.
    static func moment(_ day: Int) -> Int64 { 1_793_491_200 + 86_400 * Int64(day - 1) }

    /// Records decisions about generations as the report of a day has them, at 09:00 of that day.
    func decide(
        _ day: Int, _ reviewer: String, _ decisions: KeyValuePairs<String, ReviewDecision>,
        isFinal: Bool = false
    ) throws {
        let listed = try generations(day)
        let data = Data(try folder.bytes("\(day)/summary.json"))
        let summary = try #require(try JSONSerialization.jsonObject(with: data) as? [String: Any])
        let rules = try #require(summary["rules"] as? [[String: Any]])
        let meanings = Dictionary(
            uniqueKeysWithValues: rules.map {
                ($0["id"] as? String ?? "", $0["meaning_sha256"] as? String ?? "")
            })
        var writer = try LedgerWriter(in: ledger)
        for (id, decision) in decisions {
            let row = try #require(listed.first { $0["generation_id"] as? String == "gen_\(id)" })
            let sha256 = String(repeating: "0", count: 64)
            var line = LedgerLine(
                decision, of: "gen_\(id)", by: reviewer, at: UTCTime(seconds: Self.moment(day) + 32_400),
                in: ReviewedSheet(name: "sheet.csv", sha256: sha256, row: 2))
            line.isFinal = isFinal
            line.reviewKey = row["review_key"] as? String
            line.createdAt = row["created_at"] as? String
            line.band = (row["decision"] as? String).flatMap { Decision(rawValue: $0) }
            line.report = ReviewedReport(manifestSHA256: sha256, asOf: "2026-11-\(day)", policySHA256: sha256)
            line.findings = (row["findings"] as? [[String: Any]] ?? []).map { finding in
                let rule = finding["rule_id"] as? String ?? ""
                var reviewed = ReviewedFinding(
                    rule, meaning: meanings[rule] ?? "",
                    severity: (finding["severity"] as? String).flatMap { Severity(rawValue: $0) } ?? .low,
                    band: finding["band"] as? String == "flagged" ? .flagged : .near,
                    value: (finding["value"] as? Double).map { .number($0) })
                reviewed.signal = finding["signal"] as? String
                reviewed.label = (finding["label"] as? Int).map { Int64($0) }
                return reviewed
            }
            try writer.append(line)
        }
        try writer.finish()
    }

    /// The listed generations in the report of a day.
    func generations(_ day: Int) throws -> [[String: Any]] {
        let json = try JSONSerialization.jsonObject(with: Data(folder.bytes("\(day)/generations.json")))
        return try #require((json as? [String: Any])?["generations"] as? [[String: Any]])
    }

    /// `id disposition reasons` of each listed generation, sorted.
    func dispositions(_ day: Int) throws -> [String] {
        try generations(day).map { row in
            let id = (row["generation_id"] as? String ?? "-").replacing("gen_", with: "")
            let reasons = row["reopened_because"] as? [String] ?? []
            return ([id, row["disposition"] as? String ?? "-"] + reasons).joined(separator: " ")
        }.sorted()
    }
}
