package import Digests
import Policies
import Utilities

extension LedgerLine {
    /// The line as canonical JSON, all keys in the order of CONTRACT section 15, without a line feed.
    package func write(to json: inout CanonicalJSON) {
        json.raw("{\"seq\":")
        json.integer(Int64(seq))
        json.text(",\"previous\":", previous)
        json.text(",\"recorded_at\":", recordedAt.text)
        json.text(",\"kind\":", kind.rawValue)
        json.text(",\"reviewer\":", reviewer)
        json.raw(",\"final\":")
        json.boolean(isFinal)
        json.text(",\"decision\":", decision.rawValue)
        json.text(",\"note\":", note)
        json.text(",\"review_key\":", reviewKey)
        json.text(",\"generation_id\":", generationID)
        json.text(",\"task_id\":", taskID)
        json.text(",\"created_at\":", createdAt)
        json.text(",\"signals_sha256\":", signalsSHA256)
        json.text(",\"evidence_sha256\":", evidenceSHA256)
        json.text(",\"band\":", band?.rawValue)
        json.raw(",\"findings\":")
        json.array(findings) { $0.write(to: &$1) }
        json.raw(",\"missing\":")
        json.array(missing) { $1.string($0) }
        json.raw(",\"question\":")
        if let question { question.write(to: &json) } else { json.raw("null") }
        json.raw(",\"report\":")
        if let report { report.write(to: &json) } else { json.raw("null") }
        json.text(",\"sheet\":{\"name\":", sheet.name)
        json.text(",\"sha256\":", sheet.sha256)
        json.raw(",\"row\":")
        json.integer(Int64(sheet.row))
        json.raw("}}")
    }

    /// The bytes of the line without a line feed.
    package var bytes: [UInt8] {
        var json = CanonicalJSON()
        write(to: &json)
        return json.bytes
    }
}

extension ReviewedFinding {
    fileprivate func write(to json: inout CanonicalJSON) {
        json.text("{\"rule_id\":", ruleID)
        json.text(",\"meaning_sha256\":", meaningSHA256)
        json.text(",\"severity\":", severity.rawValue)
        json.text(",\"band\":", band.name)
        json.text(",\"signal\":", signal)
        json.raw(",\"value\":")
        switch value {
        case .number(let number) where number.isFinite: json.number(number)
        case .boolean(let boolean): json.boolean(boolean)
        case .text(let text): json.string(text)
        case .number, nil: json.raw("null")
        }
        json.raw(",\"label\":")
        if let label { json.integer(label) } else { json.raw("null") }
        json.raw("}")
    }
}

extension ReviewQuestion {
    fileprivate func write(to json: inout CanonicalJSON) {
        json.text("{\"sample_key\":", sampleKey)
        json.text(",\"rule_id\":", ruleID)
        json.text(",\"meaning_sha256\":", meaningSHA256)
        json.text(",\"stratum\":", stratum)
        json.text(",\"sample_manifest_sha256\":", sampleManifestSHA256)
        json.raw("}")
    }
}

extension ReviewedReport {
    fileprivate func write(to json: inout CanonicalJSON) {
        json.text("{\"manifest_sha256\":", manifestSHA256)
        json.text(",\"as_of\":", asOf)
        json.text(",\"policy_sha256\":", policySHA256)
        json.raw("}")
    }
}

extension CanonicalJSON {
    /// Punctuation and a key, then a text or null.
    fileprivate mutating func text(_ opening: StaticString, _ text: String?) {
        raw(opening)
        if let text { string(text) } else { raw("null") }
    }
}
