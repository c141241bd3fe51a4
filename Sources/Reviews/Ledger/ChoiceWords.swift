import Policies
import Responses

/// The words of a choice, for reading.
struct ChoiceWords<Choice: RawRepresentable<String> & CaseIterable & Sendable>: Sendable {
    fileprivate let choices = Array(Choice.allCases)
    fileprivate let words = JSONWords(Choice.allCases.map(\.rawValue))
}

extension LedgerLine.Kind { static let words = ChoiceWords<Self>() }

extension ReviewDecision { static let words = ChoiceWords<Self>() }

extension Decision { static let words = ChoiceWords<Self>() }

extension Severity { static let words = ChoiceWords<Self>() }

extension StrictObject {
    /// One of the words of `Choice`, or null.
    mutating func optionalChoice<Choice>(_ name: StaticString, of words: ChoiceWords<Choice>) -> Choice? {
        optionalWord(name, of: words.words).map { words.choices[$0] }
    }

    /// One of the words of `Choice`; `other` if there is none.
    mutating func choice<Choice>(
        _ name: StaticString, of words: ChoiceWords<Choice>, else other: Choice
    ) -> Choice {
        word(name, of: words.words).map { words.choices[$0] } ?? other
    }
}
