import Policies
import Testing
import Utilities

@testable import Reviews

/// Generations, decisions and policies for the tests of dispositions.
enum Reviewing {
    static let meaning = String(repeating: "a", count: 64), otherMeaning = String(repeating: "b", count: 64)
    static let created = "2026-11-20T08:00:00Z"

    static func time(_ text: String) throws -> UTCTime { try #require(UTCTime(text)) }

    static let policyText = """
        policy: p
        review: {expires_after: 180d, dismissals_needed: {critical: 2}}
        rules:
        - {id: ip, severity: high, signal: legal.ip.score, flag_at: 0.9}
        - {id: mark, severity: medium, signal: legal.trademark.score, flag_at: 0.9, rise: 0.05}
        - {id: filter, severity: low, signal: output.type, not_in: [passed]}
        - {id: child, severity: critical, signal: u18.is_child, is: true}
        - {id: secret, severity: low, handling: restricted, signal: u18.is_realistic, is: true}

        """

    static func policy(_ text: String = policyText) throws -> Policy {
        try PolicyFile.read(Array(text.utf8), named: "policy.yaml")
    }

    static func finding(
        _ rule: String = "ip", _ value: ReviewedValue? = .number(0.97), _ severity: Severity = .high,
        band: Band = .flagged, label: Int64? = 42
    ) -> ReviewedFinding {
        var finding = ReviewedFinding(rule, meaning: meaning, severity: severity, band: band, value: value)
        finding.signal = "legal.\(rule).score"
        finding.label = label
        return finding
    }

    static func subject(_ findings: [ReviewedFinding], _ decision: Decision = .flagged) -> ReviewSubject {
        ReviewSubject(identity: "gen_01", createdAt: created, decision: decision, findings: findings)
    }

    /// A decision on the first of December about the same findings.
    static func line(
        _ decision: ReviewDecision, by reviewer: String = "anna", at time: String = "2026-12-01T09:00:00Z",
        on findings: [ReviewedFinding] = [finding()]
    ) throws -> LedgerLine {
        var line = LedgerLine(
            decision, of: "gen_01", by: reviewer, at: try Self.time(time),
            in: ReviewedSheet(name: "a.csv", sha256: meaning, row: 2))
        line.createdAt = created
        line.findings = findings
        line.band = .flagged
        return line
    }

    /// The outcome of a flagged generation with `finding()`.
    static func outcome(_ lines: [LedgerLine]) throws -> ReviewOutcome {
        try outcome(subject([finding()]), lines)
    }

    static func outcome(
        _ subject: ReviewSubject, _ lines: [LedgerLine], asOf: String = "2026-12-02T00:00:00Z",
        waivers: String? = nil, policy text: String = policyText
    ) throws -> ReviewOutcome {
        let policy = try policy(text)
        let waivers = try waivers.map {
            try WaiverReader.read(Array($0.utf8), named: "waivers.yaml", for: policy)
        }
        return DispositionRules(policy, waivers: waivers, asOf: try time(asOf)).outcome(of: subject, lines)
    }
}
