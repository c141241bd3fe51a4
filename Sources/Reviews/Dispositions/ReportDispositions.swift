package import Policies
package import Reporting
import Responses
import Synchronization
import Utilities

/// The dispositions of a report's generations, from a ledger, waivers or both (CONTRACT section 15).
package struct ReportDispositions: DispositionSource {
    /// The ledger and the waivers.
    package let sources: Summary.Review.Sources
    private let ledger: OpenLedger?
    private let waivers: Waivers?
    private let policy: Policy
    /// `meaning_sha256` of each rule.
    private let meanings: [String]
    private let rules: DispositionRules
    private let asOf: UTCTime
    private var tally: WaiverTally

    /// Opens the ledger and checks its chain.
    /// - Parameters:
    ///   - folder: The path of the ledger's folder; nil without a ledger.
    ///   - asOf: The report's time, in seconds since 1970 (UTC).
    package init(
        decisions folder: String?, waivers: Waivers?, policy: Policy, asOf: Int64
    ) throws(ReportError) {
        ledger = try folder.map { folder throws(ReportError) in try OpenLedger(in: folder) }
        self.waivers = waivers
        self.policy = policy
        self.asOf = UTCTime(seconds: asOf)
        meanings = policy.rules.map { RuleDigests(of: $0, in: policy).meaning }
        rules = DispositionRules(policy, waivers: waivers, asOf: self.asOf)
        tally = WaiverTally(count: waivers?.list.count ?? 0)
        sources = Summary.Review.Sources(
            decisions: ledger?.description,
            waivers: waivers.map { .init(sha256: $0.sha256, entries: $0.list.count) })
    }

    /// The columns of the next generation.
    package mutating func columns(of generation: ReviewedGeneration) throws(ReportError) -> ReviewColumns {
        let subject = subject(generation)
        let lines = try generation.identity.map { identity throws(ReportError) in
            try ledger?.lines(of: identity) ?? []
        }
        let outcome = rules.outcome(of: subject, lines ?? [])
        if waivers != nil { tally.add(outcome, of: subject) }
        var columns = ReviewColumns(
            outcome.disposition, because: outcome.reopenedBecause, by: outcome.by)
        columns.since = outcome.since?.text
        columns.until = outcome.until?.text
        columns.waivers = outcome.waivers
        columns.reviews = outcome.lines.map {
            .init(
                sequence: $0.seq, reviewer: $0.reviewer, decision: $0.decision.rawValue,
                recordedAt: $0.recordedAt.text, note: $0.note)
        }
        return columns
    }

    private func subject(_ generation: ReviewedGeneration) -> ReviewSubject {
        // Without values, no decision and no waiver is known to cover the findings of a brief row.
        let findings = (generation.isBrief ? [] : generation.findings).map { found in
            let rule = policy.rules[found.rule]
            var finding = ReviewedFinding(
                rule.id, meaning: meanings[found.rule], severity: rule.severity, band: found.band,
                value: found.value.map { ReviewedValue($0) })
            finding.signal = found.signal.map { String($0) }
            finding.label = found.label
            return finding
        }
        var subject = ReviewSubject(
            identity: generation.identity.map { String($0) },
            createdAt: generation.createdAt.map { String($0) },
            decision: generation.decision, findings: findings,
            missing: generation.missingSignals.map { String($0) })
        subject.taskID = generation.taskID.map { String($0) }
        subject.userID = generation.userID.map { String($0) }
        subject.model = generation.model.map { String($0) }
        return subject
    }

    /// The rows of `waivers.csv`, in the order of the file.
    package func waiverRows() -> [WaiverRow] {
        guard let waivers else { return [] }
        return waivers.list.enumerated().map { index, waiver in
            let counts = tally.counts[index]
            var row = WaiverRow(
                id: waiver.id, expires: waiver.expires.text, daysLeft: waiver.daysLeft(asOf: asOf))
            row.status = tally.status(of: index, waivers, asOf: asOf)
            row.approver = waiver.approver
            row.reason = waiver.reason
            row.rules = waiver.rules
            row.ticket = waiver.ticket
            if !waiver.hasBegun(asOf: asOf) { row.begins = waiver.created.text }
            row.generations = counts.generations
            row.findings = counts.findings
            row.overCeiling = counts.overCeiling
            row.maxValue = counts.maxValue
            row.ceiling = waiver.ceiling
            return row
        }
    }

    /// Whether a line of the ledger comes from a sheet with this SHA-256, or an import of the sheet by one of the reviewers
    /// would record and reject nothing.
    package func hasImported(
        _ sheet: String, of report: String, sha256: String
    ) throws(ReportError) -> Bool {
        guard let ledger else { return false }
        if try ledger.hasSheet(sha256) { return true }
        guard let imported = ImportedSheet("\(report)/\(sheet)", of: report) else { return false }
        return try imported.isRepeated { id throws(ReportError) in
            let bytes = Array(id.utf8)
            return try bytes.withBorrowedText(ofFirst: bytes.count) { text throws(ReportError) in
                try ledger.lines(of: text)
            }
        }
    }
}

/// A ledger that is open during a run.
private final class OpenLedger: Sendable {
    private let ledger: Ledger
    private let reader = Mutex(LedgerLineReader())

    init(in folder: String) throws(ReportError) { ledger = try Ledger(in: folder) }

    var description: Summary.Review.Ledger {
        .init(sha256: ledger.sha256, entries: ledger.entries, lastSHA256: ledger.lastSHA256)
    }

    func lines(of identity: BorrowedText) throws(ReportError) -> [LedgerLine] {
        try reader.withLock { reader throws(ReportError) in try ledger.lines(of: identity, &reader) }
    }

    func hasSheet(_ sha256: String) throws(ReportError) -> Bool { try ledger.hasSheet(sha256) }
}

extension ReviewedValue {
    /// Copies a value of a finding.
    fileprivate init(_ value: MatchedValue) {
        switch value {
        case .number(let number): self = .number(number)
        case .boolean(let boolean): self = .boolean(boolean)
        case .text(let text): self = .text(String(text))
        }
    }
}
