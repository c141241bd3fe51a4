package import Policies
package import Utilities

/// A line of a ledger: what one person answered about one generation as it was then (CONTRACT section 15).
///
/// No line has a prompt, a title or a user.
package struct LedgerLine: Sendable, Equatable {
    /// What the line records.
    package enum Kind: String, Sendable, CaseIterable {
        /// A decision about a generation.
        case decision
        /// The answer to a question of a sample. It never changes a disposition.
        case label
    }

    /// The number of the line, from 1. `LedgerWriter` sets it.
    package var seq = 0
    /// SHA-256 of the line before in 64 lower-case hexadecimal digits; 64 zeros in the first line. `LedgerWriter` sets
    /// it.
    package var previous = LedgerLine.noPrevious
    /// The time of the import.
    package var recordedAt: UTCTime
    /// What the line records.
    package var kind: Kind
    /// 1 to 128 of `A`–`Z`, `a`–`z`, `0`–`9`, `.`, `_`, `@` and `-`.
    package var reviewer: String
    /// Whether the decision settles a conflict.
    package var isFinal = false
    /// The reviewer's answer.
    package var decision: ReviewDecision
    /// The reviewer's note; nil without one.
    package var note: String?
    /// The key of the row in the report; nil in a label.
    package var reviewKey: String?
    /// The identity of the generation.
    package var generationID: String
    /// The ID of its task.
    package var taskID: String?
    /// Its time of creation, as the report has it.
    package var createdAt: String?
    /// The digest of its signals.
    package var signalsSHA256: String?
    /// The digest of its JSON text.
    package var evidenceSHA256: String?
    /// The decision of the policy; nil where a sample does not have it.
    package var band: Decision?
    /// The rules that were flagged or near; in a label, at most the rule of the question.
    package var findings: [ReviewedFinding]
    /// The signals that were missing.
    package var missing: [String]
    /// The question; nil in a decision.
    package var question: ReviewQuestion?
    /// The report that the reviewer saw; nil in a label.
    package var report: ReviewedReport?
    /// The row of the sheet with the decision.
    package var sheet: ReviewedSheet

    /// `previous` of the first line.
    package static let noPrevious = String(repeating: "0", count: 64)

    /// Creates a line without a place in a ledger, and without the facts that may be absent.
    package init(
        _ decision: ReviewDecision, of generationID: String, by reviewer: String, at recordedAt: UTCTime,
        in sheet: ReviewedSheet
    ) {
        self.decision = decision
        self.generationID = generationID
        self.reviewer = reviewer
        self.recordedAt = recordedAt
        self.sheet = sheet
        kind = .decision
        findings = []
        missing = []
    }
}

/// A finding of a generation at the time of a decision, or today.
package struct ReviewedFinding: Sendable, Equatable {
    /// The rule.
    package var ruleID: String
    /// The digest of the rule's meaning.
    package var meaningSHA256: String
    /// The severity of the rule.
    package var severity: Severity
    /// `flagged` or `near`.
    package var band: Band
    /// The deciding signal; nil if the rule flags because a signal is missing.
    package var signal: String?
    /// The value of the deciding signal.
    package var value: ReviewedValue?
    /// The label of the worst frame.
    package var label: Int64?

    /// Creates a finding.
    package init(
        _ ruleID: String, meaning: String, severity: Severity, band: Band, value: ReviewedValue? = nil
    ) {
        self.ruleID = ruleID
        meaningSHA256 = meaning
        self.severity = severity
        self.band = band
        self.value = value
    }
}

/// The value of a deciding signal, which outlives the text that it was read from.
package enum ReviewedValue: Sendable, Equatable {
    case number(Double)
    case boolean(Bool)
    case text(String)
}

/// The question of a sample that a label answers.
package struct ReviewQuestion: Sendable, Equatable {
    /// The key of the row in the sample.
    package var sampleKey: String
    /// The rule that the question is of.
    package var ruleID: String
    /// The digest of the rule's meaning.
    package var meaningSHA256: String
    /// The stratum that the generation was drawn from.
    package var stratum: String
    /// SHA-256 of the manifest of the sample.
    package var sampleManifestSHA256: String

    /// Creates a question.
    package init(
        sampleKey: String, ruleID: String, meaningSHA256: String, stratum: String, sampleManifestSHA256: String
    ) {
        self.sampleKey = sampleKey
        self.ruleID = ruleID
        self.meaningSHA256 = meaningSHA256
        self.stratum = stratum
        self.sampleManifestSHA256 = sampleManifestSHA256
    }
}

/// The report that a decision is about.
package struct ReviewedReport: Sendable, Equatable {
    /// SHA-256 of its manifest.
    package var manifestSHA256: String
    /// Its `as_of`.
    package var asOf: String
    /// SHA-256 of its policy.
    package var policySHA256: String

    /// Creates the facts of a report.
    package init(manifestSHA256: String, asOf: String, policySHA256: String) {
        self.manifestSHA256 = manifestSHA256
        self.asOf = asOf
        self.policySHA256 = policySHA256
    }
}

/// The sheet and the row that a decision was imported from.
package struct ReviewedSheet: Sendable, Equatable {
    /// The name of the file, without its folder.
    package var name: String
    /// SHA-256 of the file.
    package var sha256: String
    /// The row, from 1; the header is row 1.
    package var row: Int

    /// Creates the place of a decision.
    package init(name: String, sha256: String, row: Int) {
        self.name = name
        self.sha256 = sha256
        self.row = row
    }
}
