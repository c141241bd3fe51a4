import Foundation
import TestSupport
import Testing

/// One finding decides: the CSV, the JSON, the page and `explain` name the same one (CONTRACT section 5).
@Suite struct DecidingFindingTests {
    private struct Numbers: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return state ^ (state >> 29)
        }
    }

    /// The policy with every kind of rule, with other severities and an order of its own.
    private func writePolicy(seed: UInt64, to file: URL) throws {
        var numbers = Numbers(state: seed)
        let text = try String(
            contentsOf: Command.root.appending(path: "fixtures/policies/audit.yaml"), encoding: .utf8)
        let parts = text.components(separatedBy: "\n  - id: ")
        let rules = parts.dropFirst().map { rule in
            rule.replacing(#/severity: \w+/#) { _ in
                "severity: \(["low", "medium", "high", "critical"].randomElement(using: &numbers) ?? "low")"
            }
        }.shuffled(using: &numbers)
        try Data(([parts[0]] + rules).joined(separator: "\n  - id: ").utf8).write(to: file)
    }

    @Test(arguments: [1, 3, 4] as [UInt64])
    func `the CSV, the JSON, the page and explain name the same deciding finding`(seed: UInt64) async throws {
        let scratch = try TemporaryFolder()
        let policy = scratch.url.appending(path: "policy.yaml"), report = scratch.file("report")
        try writePolicy(seed: seed, to: policy)
        let scan = try await Command.run(
            "modaudit",
            [
                "scan", "fixtures/responses", "--policy", policy.path, "--csv", "data", "--output", report,
                "--quiet",
            ],
            scratch: scratch)
        #expect(scan.status == 4)
        let json = try #require(
            JSONSerialization.jsonObject(with: Data(contentsOf: URL(filePath: report + "/generations.json")))
                as? [String: Any])
        let objects = try #require(json["generations"] as? [[String: Any]])
        let page = try String(contentsOfFile: report + "/report.html", encoding: .utf8)
        let csv = try await Command.run(
            "python3", ["-c", Self.columns, report + "/generations.csv"], scratch: scratch
        ).stdout.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
        try #require(csv.count == objects.count && objects.count > 50)
        var above = 0
        for (index, object) in objects.enumerated() {
            let rule = object["top_rule"] as? String ?? "", severity = object["severity"] as? String ?? ""
            #expect(csv[index] == "\(rule)\t\(severity)\t\(object["near_severity"] as? String ?? "")")
            try check(object)
            let ranks = ["", "low", "medium", "high", "critical"]
            let near = ranks.firstIndex(of: object["near_severity"] as? String ?? "") ?? 0
            if near > ranks.firstIndex(of: severity) ?? 0 { above += 1 }
            guard !rule.isEmpty, let id = object["generation_id"] as? String, object["revision"] is NSNull
            else { continue }
            #expect(Self.leads(page, id).contains("\(severity) \(rule)"), "\(id): \(Self.leads(page, id))")
            if index % 12 == 0 {
                let said = try await Command.run(
                    "modaudit", ["explain", id, "--input", "fixtures/responses", "--policy", policy.path],
                    scratch: scratch
                ).stdout
                #expect(said.contains("\n  decided by \(rule) (\(severity))\n"), "\(id)\n\(said)")
            }
        }
        #expect(above > 0, "no generation shows a near finding above the deciding one")
    }

    /// The top columns, by the contract's sentence from the object's own findings.
    private func check(_ object: [String: Any]) throws {
        let findings = try #require(object["findings"] as? [[String: Any]])
        let decision = object["decision"] as? String ?? "", ranks = ["low", "medium", "high", "critical"]
        func rank(_ finding: [String: Any]) -> (Int, Double) {
            (
                ranks.firstIndex(of: finding["severity"] as? String ?? "") ?? -1,
                finding["margin"] as? Double ?? -.infinity
            )
        }
        var top: [String: Any]?
        for finding in findings where finding["band"] as? String == decision {
            if let top, rank(finding) <= rank(top) { continue }
            top = finding
        }
        #expect(object["top_rule"] as? String == top?["rule_id"] as? String)
        #expect(object["severity"] as? String == top?["severity"] as? String)
        #expect(object["top_signal"] as? String == top?["signal"] as? String)
        #expect(object["top_margin"] as? Double == top?["margin"] as? Double)
        let near = findings.filter { $0["band"] as? String == "near" }.max { rank($0).0 < rank($1).0 }
        let expected = decision == "flagged" ? near?["severity"] as? String : nil
        #expect(object["near_severity"] as? String == expected)
    }

    /// What the closed cards of an id say: severity and rule.
    private static func leads(_ page: String, _ id: String) -> [String] {
        page.components(separatedBy: "<details").dropFirst().filter {
            $0.contains("<code>\(id)</code> ")
        }.compactMap { card in
            guard let rule = card.firstMatch(of: #/<span class="h">([^:<]+)/#),
                let severity = card.firstMatch(of: #/<span class="sev">(\w+)</span>/#)
            else { return nil }
            return "\(severity.1) \(rule.1)"
        }
    }

    private static let columns = """
        import csv, sys
        for row in csv.DictReader(open(sys.argv[1], newline="", encoding="utf-8")):
            print(row["top_rule"], row["severity"], row["near_severity"], sep="\\t")
        """
}
