internal import Policies
internal import Reporting
internal import Utilities

/// A ledger as a CSV table, a row per line (CONTRACT section 15).
package struct LedgerTable: ~Copyable {
    private var rows = TextRows(columns: columns, style: ReportStyle())

    /// The columns, in order.
    static let columns = [
        "seq", "recorded_at", "kind", "reviewer", "final", "decision", "note", "review_key", "sample_key",
        "generation_id", "task_id", "created_at", "band", "rules_flagged", "rules_near", "missing_signals",
        "rule_id",
        "stratum", "signals_sha256", "evidence_sha256", "report_manifest_sha256", "report_as_of",
        "policy_sha256",
        "sheet_name", "sheet_sha256", "sheet_row", "previous",
    ]

    /// Creates a table without rows.
    package init() {}

    /// Adds a line.
    package mutating func add(_ line: LedgerLine) {
        func rules(_ band: Band) -> TextRows.Cell {
            .text(line.findings.filter { $0.band == band }.map(\.ruleID).joined(separator: " "))
        }
        rows.add([
            .integer(Int64(line.seq)), .text(line.recordedAt.text), .text(line.kind.rawValue),
            .text(line.reviewer),
            .flag(line.isFinal), .text(line.decision.rawValue), .text(line.note ?? ""),
            .text(line.reviewKey ?? ""),
            .text(line.question?.sampleKey ?? ""), .text(line.generationID), .text(line.taskID ?? ""),
            .text(line.createdAt ?? ""), .text(line.band?.rawValue ?? ""), rules(.flagged), rules(.near),
            .text(line.missing.joined(separator: " ")), .text(line.question?.ruleID ?? ""),
            .text(line.question?.stratum ?? ""), .text(line.signalsSHA256 ?? ""),
            .text(line.evidenceSHA256 ?? ""),
            .text(line.report?.manifestSHA256 ?? line.question?.sampleManifestSHA256 ?? ""),
            .text(line.report?.asOf ?? ""), .text(line.report?.policySHA256 ?? ""), .text(line.sheet.name),
            .text(line.sheet.sha256), .integer(Int64(line.sheet.row)), .text(line.previous),
        ])
    }

    /// The number of bytes since the last `take()`.
    package var count: Int { rows.count }

    /// The bytes since the last `take()`.
    package mutating func take() -> [UInt8] { rows.take() }
}
