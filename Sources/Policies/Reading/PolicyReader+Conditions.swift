extension PolicyReader {
    static let conditionKeys = [
        "signal", "except", "statistic", "flag_at", "near_at", "frame_at", "is", "in", "not_in", "all", "any",
    ]
    private static let forms = ["signal", "all", "any"]
    private static let tests = ["flag_at", "is", "in", "not_in"]
    /// Keys that require `flag_at`.
    private static let thresholdKeys = ["near_at", "frame_at", "statistic"]

    /// Reads every value before it compares any with others, so that one fault does not hide another.
    ///
    /// - Parameter depth: The number of `all` and `any` around the condition.
    mutating func condition(_ fields: SyntaxFields, depth: Int) -> Condition? {
        let values = values(of: fields, depth: depth)
        let threshold = threshold(fields, values)
        judge(fields, values.signals)
        judge(values.exceptions, in: fields, leftOutOf: values.signals)
        // A condition without faults has exactly one of these.
        let test =
            threshold.map(Test.threshold) ?? values.isTrue.map(Test.is) ?? values.isIn.map(Test.isIn)
            ?? values.notIn.map(Test.notIn)
        return values.all.map(Condition.all) ?? values.any.map(Condition.any)
            ?? test.map { test in
                let exceptions = values.exceptions.map(\.pattern.text)
                return .test(
                    values.signals.map { SignalPattern($0.pattern.text, except: exceptions) }, test)
            }
    }

    private mutating func values(of fields: SyntaxFields, depth: Int) -> ConditionValues {
        ConditionValues(
            signals: fields["signal"].map { signals($0) } ?? [],
            exceptions: fields["except"].map { signals($0) } ?? [],
            statistic: fields["statistic"].flatMap { choice($0) },
            flagAt: fields["flag_at"].flatMap { level($0) },
            nearAt: fields["near_at"].flatMap { level($0) },
            frameAt: fields["frame_at"].flatMap { frameScore($0) },
            isTrue: fields["is"].flatMap { boolean($0) },
            isIn: fields["in"].flatMap { texts($0, of: "texts") }?.map(\.text),
            notIn: fields["not_in"].flatMap { texts($0, of: "texts") }?.map(\.text),
            all: fields["all"].flatMap { conditions($0, depth: depth + 1) },
            any: fields["any"].flatMap { conditions($0, depth: depth + 1) })
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
                fixIt: "use fewer levels: an `all` right under an `all` is one list, and so is an `any`")
            return nil
        }
        return items.compactMap { item in
            guard let fields = fields(of: item, keys: Self.conditionKeys, owner: "a condition") else {
                return nil
            }
            return condition(fields, depth: depth)
        }
    }

    /// Refuses keys that exclude each other, and a missing test.
    private mutating func judge(_ fields: SyntaxFields, _ signals: [WrittenSignal]) {
        let forms = fields.inFileOrder(Self.forms)
        let tests = fields.inFileOrder(Self.tests)
        let thresholdKeys = fields.inFileOrder(Self.thresholdKeys)
        requires(onlyOneOf: forms, fixIt: "keep one of them, or put both into a list under `all` or `any`")
        if forms.isEmpty {
            requires(
                anyOf: Self.forms, in: fields, "there is nothing to test", fixIt: "add `signal`, `all` or `any`"
            )
        }
        if let form = forms.first, fields["signal"] == nil {
            for other in tests + thresholdKeys + fields.inFileOrder(["except"]) {
                diagnostics.refuse(
                    other.entry.key.position, "`\(other.name)` has no `signal` of its own to test",
                    fixIt: "put it into one of the conditions under `\(form.name)`")
            }
            return
        }
        requires(
            onlyOneOf: tests, fixIt: "a condition has one test; put two conditions under `all` or `any`")
        for test in tests { requires(signals, fit: test.name) }
        if fields["flag_at"] == nil, !fields.suggests("flag_at") {
            for orphan in thresholdKeys {
                diagnostics.refuse(
                    orphan.entry.key.position, "`\(orphan.name)` without `flag_at`",
                    fixIt: tests.isEmpty ? "add `flag_at`" : "remove it: only `flag_at` tests numbers")
            }
        }
        if let form = forms.first, forms.count == 1, tests.isEmpty, thresholdKeys.isEmpty {
            requires(
                anyOf: Self.tests, in: fields, at: form.entry.key.position, "`signal` without a test",
                fixIt: "add `flag_at`, `is`, `in` or `not_in`")
        }
    }

    private mutating func requires(
        onlyOneOf rivals: [(name: String, entry: SyntaxNode.Entry)], fixIt: String
    ) {
        for rival in rivals.dropFirst() {
            let message = "`\(rivals[0].name)` and `\(rival.name)` in one condition"
            diagnostics.refuse(rival.entry.key.position, message, fixIt: fixIt)
        }
    }
}
