import Audit
import Policies
import Reporting
import Responses
import Utilities

/// The explanation of one generation as text, in sections: decision, rules, place, signals, missing signals. Or that of
/// a task: its generations and rows.
struct Explanation {
    /// A line of a section. `indent` spaces are before it, and two more before its wrapped lines.
    private struct Line {
        let indent: Int
        let text: String
    }

    private var sections: [(title: String, lines: [Line])] = []

    /// The rules to show, by their effect; `missing` shows those that ended in missing.
    enum Only: String, CaseIterable {
        case flagged, near, missing
    }

    init(of found: GenerationLookup.Found, only: Only? = nil) {
        addDecision(found)
        let rules = Self.inOrder(found).filter { only?.holds($0, of: found.policy) ?? true }
        for reading in rules { addRule(reading, found) }
        if let only, rules.isEmpty { begin("no rule is \(only.rawValue)") }
        addPlace(found)
        if only == nil { addSignals(found) }
        if only == nil || only == .missing { addMissing(found) }
    }

    init(task id: String, _ parts: [GenerationLookup.TaskPart]) {
        begin("task \(id.visible)")
        for part in parts {
            switch part {
            case .generation(let id, let decision, let words, let place):
                let severity = words.severity.map { ", \($0.rawValue)" } ?? ""
                let name = id.map { "generation \($0.visible)" } ?? "a generation without an id"
                add("\(name): \(decision.rawValue)\(severity), in \(Self.shown(place))")
                if !words.why.isEmpty { add(words.why.visible, indent: 4) }
            case .row(let kind, let reason, let place):
                add("no generation: \(kind.rawValue), in \(Self.shown(place))")
                if !reason.isEmpty { add(reason.visible, indent: 4) }
            }
        }
    }

    /// The deciding rule first, then by effect: flagged, near, missing, clear.
    private static func inOrder(_ found: GenerationLookup.Found) -> [RuleReading] {
        let top = found.judgement.top.map { found.judgement.findings[$0].rule }
        func order(_ reading: RuleReading) -> (Int, Int, Int) {
            let effect = found.policy.rules[reading.rule].effect(of: reading.band)
            // A rule that ignores a missing signal has the effect of a clear one.
            let band = max(effect, reading.band == .missing ? .missing : .clear)
            return (reading.rule == top ? 0 : 1, -Int(band.rawValue), reading.rule)
        }
        return found.rules.sorted { order($0) < order($1) }
    }

    /// Where the id came again.
    mutating func addRepetitions(_ again: [GenerationLookup.Repetition]) {
        let revisions = again.filter { $0.revision != nil }, duplicates = again.filter { $0.revision == nil }
        if !revisions.isEmpty {
            begin("revisions (the same id with another outcome, judged in their own right)")
        }
        for item in revisions {
            add("\(item.revision ?? 0): \(item.decision.rawValue) in \(Self.shown(item.place))")
        }
        if !duplicates.isEmpty { begin("duplicates (the same id and outcome; the first one counts)") }
        for item in duplicates { add(Self.shown(item.place)) }
    }

    private static func shown(_ place: TextPlace) -> String {
        "\(place.path.visible):\(place.line), byte \(place.byteOffset)"
    }

    /// The text wrapped to `columns` columns. The titles are bold if `isStyled`.
    func text(columns: Int, isStyled: Bool) -> String {
        var text = ""
        for (index, section) in sections.enumerated() {
            if index > 0 { text += "\n" }
            text += isStyled ? "\u{1B}[1m\(section.title)\u{1B}[0m\n" : "\(section.title)\n"
            for line in section.lines {
                text += WrappedText(line.text, indent: line.indent, columns: columns).text
            }
        }
        return text
    }

    private mutating func begin(_ title: String) { sections.append((title, [])) }

    private mutating func add(_ text: String, indent: Int = 2) {
        sections[sections.count - 1].lines.append(Line(indent: indent, text: text))
    }

    // MARK: Place and facts

    private mutating func addPlace(_ found: GenerationLookup.Found) {
        let generation = found.generation
        begin("generation \(shown(generation.id))")
        add("in \(found.place.path.visible):\(found.place.line), byte \(found.place.byteOffset)")
        add("evidence sha256 \(found.evidence)")
        let facts = [
            ("task", generation.taskID), ("user", generation.userID), ("model", generation.model),
            ("operation", generation.operation), ("title", generation.title), ("prompt", generation.prompt),
        ]
        for (name, text) in facts where text != nil { add("\(name) \(shown(text))") }
    }

    private mutating func addDecision(_ found: GenerationLookup.Found) {
        let judgement = found.judgement
        begin("decision: \(judgement.decision.rawValue)")
        if !found.words.why.isEmpty { add(found.words.why.visible) }
        let version = found.policy.version.isEmpty ? "" : " \(found.policy.version.visible)"
        add("by the policy \(found.policy.name.visible)\(version), sha256 \(found.policy.sha256)")
        let ids = { (band: Band) in
            judgement.findings.filter { $0.band == band }.map { found.policy.rules[$0.rule].id }.joined(
                separator: ", ")
        }
        if let top = judgement.top {
            let rule = found.policy.rules[judgement.findings[top].rule]
            add("decided by \(rule.id) (\(rule.severity.rawValue))")
        }
        if !ids(.flagged).isEmpty { add("flagged by \(ids(.flagged))") }
        if !ids(.near).isEmpty { add("near \(ids(.near))") }
        add(
            "the platform \(judgement.platformFlagged ? "flagged" : "did not flag") it: \(judgement.agreement.rawValue)"
        )
    }

    // MARK: Rules

    private mutating func addRule(_ reading: RuleReading, _ found: GenerationLookup.Found) {
        let rule = found.policy.rules[reading.rule]
        var end = reading.band.name
        if reading.band == .missing {
            switch rule.missing {
            case .incomplete: end += ", which makes the generation incomplete"
            case .ignore: end += ", which this rule ignores"
            case .flag: end += ", which this rule flags"
            }
        }
        begin("rule \(rule.id) (\(rule.severity.rawValue)): \(end)")
        if !rule.why.isEmpty { add(rule.why.visible) }
        addCondition(reading.condition, indent: 2, found)
    }

    private mutating func addCondition(
        _ reading: ConditionReading, indent: Int, _ found: GenerationLookup.Found
    ) {
        switch reading {
        case .all(let conditions, let band):
            add("all of these: \(band.name)", indent: indent)
            for condition in conditions { addCondition(condition, indent: indent + 2, found) }
        case .any(let conditions, let band):
            add("any of these: \(band.name)", indent: indent)
            for condition in conditions { addCondition(condition, indent: indent + 2, found) }
        case .test(let test):
            if test.signals.isEmpty {
                add("\(test.pattern.visible) matches no signal of its kind: missing", indent: indent)
            }
            for signal in test.signals {
                add(
                    "\(found.signals[signal.signal].name.visible) \(RuleWords.reading(of: signal, test.test))",
                    indent: indent)
            }
        }
    }

    // MARK: Signals

    private mutating func addSignals(_ found: GenerationLookup.Found) {
        begin("signals")
        if found.measures.isEmpty { add("none") }
        for measure in found.measures {
            add("\(found.signals[measure.signal].name.visible) \(RuleWords.value(of: measure))")
        }
    }

    private mutating func addMissing(_ found: GenerationLookup.Found) {
        if !found.judgement.missing.isEmpty {
            begin("missing")
            for missing in found.judgement.missing { add(reason(for: missing, found)) }
        }
        let defects = found.records.defects[found.generation.defects]
        if defects.isEmpty { return }
        begin("defects (JSON pointer into the text: reason)")
        for defect in defects { add("\(defect.pointer.visible): \(defect.reason.visible)") }
    }

    private func reason(for missing: MissingSignal, _ found: GenerationLookup.Found) -> String {
        switch missing {
        case .pattern(let index):
            return "\(found.patterns[index].visible): no such signal in the response"
        case .signal(let id):
            let name = found.signals[id].name.visible
            switch found.measures.first(where: { $0.signal == id })?.state {
            case .missing: return "\(name): present without a usable value"
            case .partial: return "\(name): some frames could not be read; the others are clear"
            case .present: return "\(name): present with another kind than the test expects"
            case nil: return "\(name): no such signal in the response"
            }
        }
    }

    private func shown(_ text: BorrowedText?) -> String {
        guard let text else { return "without an id" }
        return String(text).visible
    }
}

extension Explanation.Only {
    fileprivate func holds(_ reading: RuleReading, of policy: Policy) -> Bool {
        switch self {
        case .flagged: policy.rules[reading.rule].effect(of: reading.band) == .flagged
        case .near: policy.rules[reading.rule].effect(of: reading.band) == .near
        case .missing: reading.band == .missing
        }
    }
}
