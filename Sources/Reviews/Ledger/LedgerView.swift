import Policies
import Responses
import Utilities

/// A line of a ledger as it is read: all keys are checked, and the texts are views that are valid until the parser reads
/// its next text.
struct LedgerView {
    let seq: Int
    let previous: BorrowedText
    let recordedAt: BorrowedText
    let kind: LedgerLine.Kind
    let reviewer: BorrowedText
    let isFinal: Bool
    let decision: ReviewDecision
    let note: BorrowedText?
    let reviewKey: BorrowedText?
    let generationID: BorrowedText
    let taskID: BorrowedText?
    let createdAt: BorrowedText?
    let signals: BorrowedText?
    let evidence: BorrowedText?
    let band: Decision?
    let findings: JSONElements?
    let missing: JSONElements?
    let question: ReviewQuestion.View?
    let report: ReviewedReport.View?
    let sheet: ReviewedSheet.View?
    /// The name of the first key that is not as CONTRACT section 15 has it; nil if the line is sound.
    let fault: StaticString?

    init(_ value: JSONValue) {
        var object = StrictObject(value, "the line")
        seq = object.count("seq")
        previous = object.sha256("previous")
        recordedAt = object.text("recorded_at") { $0.withSpan { UTCTime(ascii: $0) != nil } }
        kind = object.choice("kind", of: LedgerLine.Kind.words, else: .decision)
        reviewer = object.text("reviewer", where: LedgerLine.isReviewer)
        isFinal = object.boolean("final")
        decision = object.choice("decision", of: ReviewDecision.words, else: .unsure)
        note = object.optional("note")
        reviewKey = object.optional("review_key")
        generationID = object.text("generation_id") { !$0.isEmpty }
        taskID = object.optional("task_id")
        createdAt = object.optional("created_at")
        signals = object.optionalSHA256("signals_sha256")
        evidence = object.optionalSHA256("evidence_sha256")
        band = object.optionalChoice("band", of: Decision.words)
        findings = object.array("findings") { ReviewedFinding.View($0) != nil }
        missing = object.array("missing") { $0.is(.text) }
        question = object.value("question").flatMap { ReviewQuestion.View($0) }
        report = object.value("report").flatMap { ReviewedReport.View($0) }
        sheet = object.value("sheet").flatMap { ReviewedSheet.View($0) }
        object.finish("sheet")
        fault = object.fault ?? Self.fault(kind, decision, reviewKey, (question, report, sheet))
    }

    /// The key that does not fit the kind of the line.
    private static func fault(
        _ kind: LedgerLine.Kind, _ decision: ReviewDecision, _ key: BorrowedText?,
        _ parts: (question: ReviewQuestion.View?, report: ReviewedReport.View?, sheet: ReviewedSheet.View?)
    ) -> StaticString? {
        if parts.question?.isSound == false || (parts.question?.isNull == false) != (kind == .label) {
            return "question"
        }
        if parts.report?.isSound == false || kind == .label && parts.report?.isNull == false { return "report" }
        if parts.sheet?.isSound != true { return "sheet" }
        if kind == .label, key != nil { return "review_key" }
        return kind == .label && !decision.isLabel ? "decision" : nil
    }
}

extension ReviewedFinding {
    /// A finding as it is read.
    struct View {
        let ruleID: BorrowedText
        let meaning: BorrowedText
        let severity: Severity
        let band: Band
        let signal: BorrowedText?
        let value: JSONValue?
        let label: Int64?

        /// Returns nil if a key is not as expected.
        init?(_ value: JSONValue) {
            var object = StrictObject(value, "findings")
            ruleID = object.text("rule_id")
            meaning = object.sha256("meaning_sha256")
            severity = object.choice("severity", of: Severity.words, else: .low)
            let band = object.text("band")
            self.band = band == "flagged" ? .flagged : .near
            signal = object.optional("signal")
            self.value = object.value("value")
            let label = object.value("label")
            self.label = label?.whole
            object.finish("findings")
            guard object.isSound, self.band == .flagged || band == "near", let label,
                label.is(.null) || self.label != nil,
                self.value?.is(.object) == false, self.value?.is(.array) == false
            else { return nil }
        }
    }
}

extension ReviewQuestion {
    /// A question as it is read, or null.
    struct View {
        let isNull: Bool
        let isSound: Bool
        let texts: [BorrowedText]

        init(_ value: JSONValue) {
            isNull = value.is(.null)
            guard !isNull else {
                isSound = true
                texts = []
                return
            }
            var object = StrictObject(value, "question")
            texts = [
                object.text("sample_key"), object.text("rule_id"),
                object.sha256("meaning_sha256"), object.text("stratum"),
                object.sha256("sample_manifest_sha256"),
            ]
            object.finish("question")
            isSound = object.isSound
        }
    }
}

extension ReviewedReport {
    /// A report as it is read, or null.
    struct View {
        let isNull: Bool
        let isSound: Bool
        let manifest, asOf, policy: BorrowedText

        init(_ value: JSONValue) {
            isNull = value.is(.null)
            var object = StrictObject(value, "report")
            manifest = object.sha256("manifest_sha256")
            asOf = object.text("as_of")
            policy = object.sha256("policy_sha256")
            object.finish("report")
            isSound = isNull || object.isSound
        }
    }
}

extension ReviewedSheet {
    /// A sheet as it is read.
    struct View {
        let isSound: Bool
        let name, sha256: BorrowedText
        let row: Int

        init(_ value: JSONValue) {
            var object = StrictObject(value, "sheet")
            name = object.text("name")
            sha256 = object.sha256("sha256")
            row = object.count("row")
            object.finish("sheet")
            isSound = object.isSound
        }
    }
}
