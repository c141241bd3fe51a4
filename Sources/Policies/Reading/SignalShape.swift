internal import Responses

/// A row of the signal table (CONTRACT section 3): the form of the names of one sort of signal.
struct SignalShape {
    enum Segment: Equatable {
        case literal(String)
        /// A classifier, filter, scope or category. The response defines the name.
        case open
    }

    let segments: [Segment]
    let kind: SignalKind
    /// Whether its values are in 0…1.
    let isWithinOne: Bool

    private init(_ name: String, _ kind: SignalKind, isWithinOne: Bool = true) {
        segments = name.split(separator: ".").map { $0 == "?" ? .open : .literal(String($0)) }
        self.kind = kind
        self.isWithinOne = isWithinOne
    }

    static let table =
        [SignalShape("legal.?.score", .scores), SignalShape("legal.?.verdict", .verdicts)]
        + SignalTable().signals.map {
            SignalShape($0.name, $0.kind, isWithinOne: $0.name != "output.risk_level")
        }
        + [SignalShape("?.type", .text), SignalShape("?.?.?", .number)]

    /// First segments with a fixed meaning; no filter's name starts with one.
    static let reserved: Set<String> = ["legal", "output", "generation", "task", "u18"]

    /// The shapes that a pattern can match.
    static func matching(_ pattern: String) -> [SignalShape] {
        let segments = pattern.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
        return table.filter { $0.canMatch(segments) }
    }

    private func canMatch(_ pattern: [String]) -> Bool {
        guard pattern.count == segments.count else { return false }
        if segments[0] == .open, Self.reserved.contains(pattern[0]) { return false }
        return zip(pattern, segments).allSatisfy { pattern, segment in
            switch segment {
            case .open: !pattern.isEmpty
            case .literal(let name): CompiledPattern.matches(CompiledPattern.runs(of: pattern.utf8), name.utf8)
            }
        }
    }
}

extension SignalShape {
    var isSeries: Bool { kind == .scores || kind == .verdicts }
    var isScoreSeries: Bool { kind == .scores }

    /// The tests that read its kind (CONTRACT section 4).
    var tests: [String] {
        switch kind {
        case .scores, .number: ["flag_at"]
        case .verdicts: ["flag_at", "is"]
        case .boolean: ["is"]
        case .text: ["in", "not_in"]
        }
    }

    /// Its kind, as messages name it.
    var described: String {
        switch kind {
        case .scores: "a series of scores"
        case .verdicts: "a series of booleans"
        case .number: "a number"
        case .boolean: "a boolean"
        case .text: "a text"
        }
    }
}
