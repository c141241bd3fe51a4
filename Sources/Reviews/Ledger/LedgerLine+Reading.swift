import Policies
package import Responses
import Utilities

extension LedgerLine {
    /// Copies a line that was read; nil if the line is not sound.
    init?(_ view: LedgerView) {
        guard view.fault == nil, let recordedAt = view.recordedAt.withSpan({ UTCTime(ascii: $0) }),
            let sheet = view.sheet
        else { return nil }
        self.init(
            view.decision, of: String(view.generationID), by: String(view.reviewer), at: recordedAt,
            in: ReviewedSheet(sheet))
        seq = view.seq
        previous = String(view.previous)
        kind = view.kind
        isFinal = view.isFinal
        note = view.note.map { String($0) }
        reviewKey = view.reviewKey.map { String($0) }
        taskID = view.taskID.map { String($0) }
        createdAt = view.createdAt.map { String($0) }
        signalsSHA256 = view.signals.map { String($0) }
        evidenceSHA256 = view.evidence.map { String($0) }
        band = view.band
        findings = (view.findings?.compactMap { ReviewedFinding.View($0) } ?? []).map { ReviewedFinding($0) }
        missing = view.missing?.map { String($0.text) } ?? []
        question = view.question.flatMap { ReviewQuestion($0) }
        report = view.report.flatMap { ReviewedReport($0) }
    }

    /// Whether a text is the name of a reviewer.
    package static func isReviewer(_ name: BorrowedText) -> Bool {
        1...128 ~= name.count
            && name.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "a")...UInt8(ascii: "z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "_"),
                    UInt8(ascii: "@"), UInt8(ascii: "-"):
                    true
                default: false
                }
            }
    }
}

extension ReviewedFinding {
    fileprivate init(_ view: View) {
        self.init(
            String(view.ruleID), meaning: String(view.meaning), severity: view.severity, band: view.band,
            value: view.value.flatMap { ReviewedValue($0) })
        signal = view.signal.map { String($0) }
        label = view.label
    }
}

extension ReviewedValue {
    /// Copies a number, a boolean or a text; nil of any other value.
    package init?(_ value: JSONValue) {
        if let number = value.number {
            self = .number(number)
        } else if let boolean = value.boolean {
            self = .boolean(boolean)
        } else if value.is(.text) {
            self = .text(String(value.text))
        } else {
            return nil
        }
    }
}

extension ReviewQuestion {
    fileprivate init?(_ view: View) {
        guard view.isSound, !view.isNull else { return nil }
        self.init(
            sampleKey: String(view.texts[0]), ruleID: String(view.texts[1]),
            meaningSHA256: String(view.texts[2]),
            stratum: String(view.texts[3]), sampleManifestSHA256: String(view.texts[4]))
    }
}

extension ReviewedReport {
    fileprivate init?(_ view: View) {
        guard view.isSound, !view.isNull else { return nil }
        self.init(
            manifestSHA256: String(view.manifest), asOf: String(view.asOf), policySHA256: String(view.policy))
    }
}

extension ReviewedSheet {
    fileprivate init(_ view: View) {
        self.init(name: String(view.name), sha256: String(view.sha256), row: view.row)
    }
}
