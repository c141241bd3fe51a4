import Foundation
import TestSupport
import Testing

/// An answer with one generation.
struct PlannedAnswer {
    /// Nil for a generation without an ID.
    var id: String?
    var title: String
    /// Whether the rule `child` flags it, which is restricted.
    var isChild = false
    /// Whether the rules `ip` and `sexual` flag it.
    var isFlagged = true

    var json: [String: Any] {
        let filters: [String: Any] = [
            "moderation_api": ["type": "passed", "metadata": ["global": ["S1": isFlagged ? 0.6 : 0.0]]]
        ]
        var generation: [String: Any] = [
            "task_id": "task", "title": title, "prompt": title, "user": ["id": "user-1"],
            "legal_classifier_result": ["ip": [["l": 42, "p": isFlagged ? 0.95 : 0.1, "v": false]]],
            "output_moderation_result": [
                "is_flagged": false, "type": "passed", "filter_results": filters,
                "mapper_metadata": ["u18": ["is_child": isChild, "is_realistic": false]],
            ],
        ]
        generation["id"] = id
        return ["id": "task", "status": "succeeded", "prompt": title, "generations": [generation]]
    }

    static let policy = """
        policy: ours
        version: "1"
        rules:
          - {id: ip, severity: high, signal: legal.ip.score, flag_at: 0.9}
          - {id: sexual, severity: high, signal: moderation_api.*.S1, flag_at: 0.5}
          - {id: child, severity: critical, handling: restricted, why: "Is it a child?", signal: u18.is_child, is: true}

        """
}

extension Bench {
    /// Writes a report of answers, by a policy with a restricted rule.
    func scan(_ answers: [PlannedAnswer], to folder: String = "report", options: [String] = []) async throws {
        var lines = Data()
        for answer in answers {
            lines +=
                try JSONSerialization.data(withJSONObject: answer.json, options: .sortedKeys) + Data("\n".utf8)
        }
        try scratch.write(Array(lines), to: "\(folder).ndjson")
        try scratch.write(PlannedAnswer.policy, to: "policy.yaml")
        let scan = try await Command.run(
            "modaudit",
            [
                "scan", scratch.file("\(folder).ndjson"), "--policy", scratch.file("policy.yaml"), "--as-of",
                "2026-11-22", "--output", scratch.file(folder), "--quiet",
            ] + options, scratch: scratch)
        try #require(scan.status == 0, "\(scan.stderr)")
    }

    /// Writes a profile that keeps everything but the rows of restricted generations.
    func writeOpenProfile(_ restricted: String = "drop") throws {
        try scratch.write(
            "profile: open\ncolumns: [{column: '*', do: keep}]\nscores: keep\nrestricted: \(restricted)\n",
            to: "open.yaml")
    }
}
