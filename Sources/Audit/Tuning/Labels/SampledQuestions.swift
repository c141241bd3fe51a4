import Reporting
import Reviews

/// The questions of the samples that are given, and which of them have an answer.
///
/// A key is a code of the seed, the id of the rule and the generation, and a line of the ledger has the meaning of the rule. So a
/// label with the key and the meaning of a question answers that very question, whichever sample it was imported with: a
/// smaller one, or the same one drawn at another time.
///
/// The labels that count must be a random part of each stratum, or figures would be of other generations.
///
/// - Answers that were imported with the given sample are one: neither the order of the rows of a sheet nor the sheet that a
///   question is dealt to depends on what the generation shows.
/// - A smaller sample of the same strata has the first ranks of each: sizes only decide how many ranks are drawn, and
///   `overlap` only who answers them. So its answers are one, too.
/// - A sample of another input, or with other strata, could not draw some of the generations. Its answers leave gaps among the
///   ranks. Therefore answers of another sample count up to the first rank without an answer.
struct SampledQuestions: Sendable {
    /// How a question is answered.
    private enum Answer {
        case none
        /// With another sample only.
        case elsewhere
        /// With the given sample.
        case here
    }

    /// A stratum of a rule.
    private struct Ranks {
        let rule: String
        /// The SHA-256 of the manifest of the sample.
        let sample: String
        let meanings: [String]
        var answers: [Answer]
        /// The number of the first ranks that all have an answer.
        var answered = 0
    }

    private var strata: [Ranks] = []
    private var places: [String: (stratum: Int, rank: Int)] = [:]

    init(_ samples: [SampleFolder]) {
        for sample in samples {
            for (rule, questions) in sample.questions {
                for (rank, question) in questions.enumerated() {
                    places[question.key] = (strata.count, rank)
                }
                strata.append(
                    Ranks(
                        rule: rule, sample: sample.manifestSHA256, meanings: questions.map(\.meaningSHA256),
                        answers: questions.map { _ in .none }))
            }
        }
    }

    /// Adds a label.
    /// - Returns: Whether it answers one of the questions.
    mutating func add(_ label: ReviewQuestion) -> Bool {
        guard let (stratum, rank) = places[label.sampleKey], strata[stratum].rule == label.ruleID,
            strata[stratum].meanings[rank] == label.meaningSHA256
        else { return false }
        if label.sampleManifestSHA256 == strata[stratum].sample {
            strata[stratum].answers[rank] = .here
        } else if strata[stratum].answers[rank] == .none {
            strata[stratum].answers[rank] = .elsewhere
        }
        let answers = strata[stratum].answers
        while strata[stratum].answered < answers.count, answers[strata[stratum].answered] != .none {
            strata[stratum].answered += 1
        }
        return true
    }

    /// Whether the answers to a question are part of the sample, once all labels were added.
    func isSampled(_ key: String) -> Bool {
        guard let (stratum, rank) = places[key] else { return false }
        return strata[stratum].answers[rank] == .here || rank < strata[stratum].answered
    }
}
