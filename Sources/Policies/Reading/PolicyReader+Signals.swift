extension PolicyReader {
    private static let signalNames =
        "signals are `legal.ip.score`, `moderation_api.*.S*`, `moderation_api.type`, `output.is_flagged` …"

    /// The valid patterns of a `signal` key.
    mutating func signals(_ entry: SyntaxNode.Entry) -> [WrittenSignal] {
        let texts = texts(entry, of: "signals", fixIt: example(of: entry)) ?? []
        return texts.compactMap { signal($0.text, at: $0.position) }
    }

    private mutating func signal(_ text: String, at position: SourcePosition) -> WrittenSignal? {
        if let character = text.unicodeScalars.first(where: { $0.value <= 0x20 || $0.value == 0x7F }) {
            diagnostics.refuse(
                position, "\(text.quoted) is not a signal: names hold no blanks or control characters",
                fixIt: character == " "
                    ? "a list of signals is written `[a, b]`; a blank in a name is `%20`"
                    : "in a name it is its number, as `%0A` is a line feed")
            return nil
        }
        let segments = text.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        guard !segments.contains("") else {
            let repaired = segments.filter { !$0.isEmpty }.joined(separator: ".")
            diagnostics.refuse(
                position, text.isEmpty ? "a signal has a name" : "\(text.quoted) has an empty segment",
                fixIt: Self.meant(by: repaired))
            return nil
        }
        let shapes = SignalShape.matching(text)
        guard !shapes.isEmpty else {
            diagnostics.refuse(
                position, "no signal is named \(text.quoted)",
                fixIt: Self.meant(by: text))
            return nil
        }
        return WrittenSignal(pattern: SignalPattern(text), position: position, shapes: shapes)
    }

    /// The signal that `name` is or resembles, as the fix of a diagnostic.
    private static func meant(by name: String) -> String {
        let meant = SignalShape.matching(name).isEmpty ? SignalShape.suggestion(for: name) : name
        return meant.map { "did you mean \($0.quoted)?" } ?? signalNames
    }

    /// Refuses signals that cannot have the kind that a test reads.
    mutating func requires(_ signals: [WrittenSignal], fit test: String) {
        for signal in signals where !signal.shapes.contains(where: { $0.tests.contains(test) }) {
            let kinds = Set(signal.shapes.map(\.described)).sorted().joined(separator: " or ")
            let tests = Set(signal.shapes.flatMap(\.tests)).sorted().map { "`\($0)`" }.joined(separator: ", ")
            diagnostics.refuse(
                signal.position, "`\(test)` doesn't test \(signal.pattern.text.quoted), which is \(kinds)",
                fixIt: "test it with \(tests)")
        }
    }
}
