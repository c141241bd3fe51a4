internal import Policies
internal import Utilities

/// The words that people and programs write for decisions (CONTRACT section 15).
enum DecisionWord {
    /// The decision that a cell names; nil if it is no known word, or one that does not answer a question.
    static func decision(_ cell: String, isLabel: Bool) -> ReviewDecision? {
        guard let decision = decisions[plain(cell)], !isLabel || decision.isLabel else { return nil }
        return decision
    }

    /// Whether the word is the decision's own name.
    static func isName(_ cell: String, of decision: ReviewDecision) -> Bool {
        plain(cell) == decision.rawValue
    }

    /// What to write instead of a word that names no decision.
    static func hint(for cell: String, isLabel: Bool) -> String {
        let names = ReviewDecision.allCases.filter { !isLabel || $0.isLabel }.map(\.rawValue)
        let list = names.dropLast().joined(separator: ", ") + " or " + (names.last ?? "")
        let word = plain(cell)
        if isLabel, let decision = decisions[word] {
            return "\(decision.rawValue) is no answer to a question; write \(list)"
        }
        if word == "0" || word == "1" {
            return "0 and 1 are not read, because filling down makes them; write \(list)"
        }
        guard let near = Spelling.suggestion(for: word, among: words), let decision = decisions[near],
            !isLabel || decision.isLabel
        else { return "write \(list)" }
        return near == decision.rawValue ? "write \(near)?" : "write \(near) (\(decision.rawValue))?"
    }

    /// The word in lower case without what makes no difference: a `'` before it, a `.` behind it, white space around it,
    /// and the kind of the blanks within.
    private static func plain(_ cell: String) -> String {
        guard cell.utf8.count <= 256 else { return cell }
        var word = String.UnicodeScalarView()
        for scalar in cell.unicodeScalars {
            if scalar == "-" || scalar == "_" || scalar.properties.isWhitespace {
                if word.last != " " { word.append(" ") }
            } else if !CellText.isSkipped(scalar) {
                word.append(scalar)
            }
        }
        var plain = CellText.trimmed(Array(String(word).utf8))
        if plain.hasPrefix("'") { plain = CellText.trimmed(Array(plain.utf8.dropFirst())) }
        if plain.hasSuffix(".") { plain = CellText.trimmed(Array(plain.utf8.dropLast())) }
        return plain.lowercased()
    }

    private static let decisions: [String: ReviewDecision] = {
        var decisions: [String: ReviewDecision] = [:]
        for (decision, words) in lists {
            for word in [decision.rawValue] + words { decisions[word] = decision }
        }
        return decisions
    }()

    /// The words in their order, so that of two that are equally near the first is proposed.
    private static let words = lists.flatMap { [$0.0.rawValue] + $0.1 }.filter { $0.count > 2 }

    private static let lists: [(ReviewDecision, [String])] = [
        (
            .violation,
            [
                "violates", "confirm", "confirmed", "true positive", "tp", "yes", "y", "ja", "oui", "si", "sí",
                "sì",
                "true", "wahr", "vrai", "verdadero", "vero", "waar", "prawda",
            ]
        ),
        (
            .dismissed,
            [
                "dismiss", "false positive", "fp", "no violation", "not a violation", "no", "n", "nein", "non",
                "nee",
                "nie", "false", "falsch", "faux", "falso", "onwaar", "fałsz",
            ]
        ),
        (.unsure, ["unclear", "unknown", "maybe", "?"]),
        (.escalated, ["escalate", "esc"]),
        (.reopen, ["reopened", "withdraw", "withdrawn"]),
    ]
}
