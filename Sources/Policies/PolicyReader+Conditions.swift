extension PolicyReader {
    static let conditionKeys = [
        "signal", "statistic", "flag_at", "near_at", "frame_at", "is", "in", "not_in", "all", "any",
    ]
    private static let tests = ["flag_at", "is", "in", "not_in"]
    /// What only makes sense beside `flag_at`.
    private static let thresholdKeys = ["near_at", "frame_at", "statistic"]

    /// - Parameter depth: Of `all` and `any` around it.
    mutating func condition(_ fields: SyntaxFields, depth: Int) -> Condition? {
        let forms = fields.inFileOrder(["signal", "all", "any"])
        guard let form = forms.first else {
            requires(
                anyOf: ["signal", "all", "any"], in: fields, "there is nothing to test",
                mend: "add `signal`, `all` or `any`")
            return nil
        }
        guard forms.count == 1 else {
            diagnostics.refuse(
                forms[1].entry.key.position, "`\(form.name)` and `\(forms[1].name)` in one condition",
                mend: "keep one of them, or put both into a list under `all` or `any`")
            return nil
        }
        if form.name == "signal" { return test(form.entry, fields) }
        for other in fields.inFileOrder(Self.tests + Self.thresholdKeys) {
            diagnostics.refuse(
                other.entry.key.position, "`\(other.name)` has no `signal` of its own to test",
                mend: "put it into one of the conditions under `\(form.name)`")
        }
        guard let conditions = conditions(form.entry, depth: depth + 1) else { return nil }
        return form.name == "all" ? .all(conditions) : .any(conditions)
    }

    private mutating func conditions(_ entry: SyntaxNode.Entry, depth: Int) -> [Condition]? {
        guard case .sequence(let items) = entry.value.value else {
            wrongType(entry, "a list of conditions")
            return nil
        }
        guard !items.isEmpty else {
            empty(entry, "conditions")
            return nil
        }
        guard depth <= PolicyLimits.conditionDepth else {
            diagnostics.refuse(
                entry.key.position, "`all` and `any` nest more than \(PolicyLimits.conditionDepth) deep here",
                mend: "use fewer levels: an `all` right under an `all` is one list, and so is an `any`")
            return nil
        }
        return items.compactMap { item in
            guard let fields = fields(of: item, keys: Self.conditionKeys, owner: "a condition") else {
                return nil
            }
            return condition(fields, depth: depth)
        }
    }

    private mutating func test(_ signalEntry: SyntaxNode.Entry, _ fields: SyntaxFields) -> Condition? {
        let signals = signals(signalEntry)
        let tests = fields.inFileOrder(Self.tests)
        let flagAt = fields["flag_at"]
        if flagAt == nil, !fields.suggests("flag_at") {
            for orphan in fields.inFileOrder(Self.thresholdKeys) {
                diagnostics.refuse(
                    orphan.entry.key.position, "`\(orphan.name)` without `flag_at`",
                    mend: tests.isEmpty ? "add `flag_at`" : "remove it: only `flag_at` tests numbers")
            }
        }
        guard let form = tests.first else {
            if fields.inFileOrder(Self.thresholdKeys).isEmpty {
                requires(
                    anyOf: Self.tests, in: fields, at: signalEntry.key.position, "`signal` without a test",
                    mend: "add `flag_at`, `is`, `in` or `not_in`")
            }
            return nil
        }
        guard tests.count == 1 else {
            diagnostics.refuse(
                tests[1].entry.key.position, "`\(form.name)` and `\(tests[1].name)` in one condition",
                mend: "a condition has one test; put two conditions under `all` or `any`")
            return nil
        }
        let fits = signals.map { self.signals($0, fit: form.name) } ?? false
        let test: Test? =
            switch form.name {
            case "flag_at": threshold(form.entry, fields, signals).map { .threshold($0) }
            case "is": boolean(form.entry).map { .is($0) }
            case "in": texts(form.entry, of: "texts").map { .isIn($0.map(\.text)) }
            default: texts(form.entry, of: "texts").map { .notIn($0.map(\.text)) }
            }
        guard let signals, let test, fits else { return nil }
        return .test(signals.map(\.pattern), test)
    }
}
