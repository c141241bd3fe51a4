package import Utilities

/// What a ledger holds, in numbers (CONTRACT section 15).
package struct LedgerStatus: Sendable, Equatable {
    /// Two reviewers, in byte order, and the generations that both decided.
    package struct Pair: Sendable, Equatable {
        /// The names.
        package var reviewers: [String]
        /// Generations that both decided, without those on which one was unsure.
        package var both = 0
        /// Generations on which they agree.
        package var agreed = 0
    }

    /// The number of lines.
    package var lines = 0
    /// The number of answers to questions of samples.
    package var labels = 0
    /// The questions with answers, and those of them that some answer with yes and some with no.
    package var questions = 0, questionsInConflict = 0
    /// Lines by reviewer and decision, labels not counted. Reviewers are in byte order.
    package var reviewers: [(name: String, decisions: [ReviewDecision: Int])] = []
    /// Generations with a counting decision.
    package var generations = 0
    /// The ids of generations that some call a violation and some dismiss, in the order of the ledger.
    package var conflicts: [String] = []
    /// For each generation that is escalated, the time of its oldest escalation in force, in ascending order.
    package var escalations: [UTCTime] = []
    /// The pairs of reviewers who decided the same generation.
    package var pairs: [Pair] = []

    /// Compares all values.
    package static func == (left: LedgerStatus, right: LedgerStatus) -> Bool {
        left.lines == right.lines && left.labels == right.labels && left.questions == right.questions
            && left.questionsInConflict == right.questionsInConflict && left.generations == right.generations
            && left.conflicts == right.conflicts && left.escalations == right.escalations
            && left.pairs == right.pairs && left.reviewers.map(\.name) == right.reviewers.map(\.name)
            && left.reviewers.map(\.decisions) == right.reviewers.map(\.decisions)
    }
}

extension LedgerStatus {
    /// Reads the lines of a ledger in their order. Memory holds the counting lines.
    package struct Reader {
        /// A generation: identity and time of creation, as for dispositions.
        private struct Subject: Hashable {
            var id: String
            var createdAt: String?
        }

        /// The last answer of a reviewer that counts.
        private struct Answer {
            var reviewer: String
            var decision: ReviewDecision
            var time: UTCTime
        }

        private var places: [Subject: Int] = [:]
        private var subjects: [(id: String, answers: [Answer])] = []
        /// The answers to questions of samples, by key.
        private var questions: [String: [Answer]] = [:]
        private var byReviewer: [String: [ReviewDecision: Int]] = [:]
        private var lines = 0, labels = 0

        /// Creates a reader.
        package init() {}

        /// Adds the next line.
        package mutating func add(_ line: LedgerLine) {
            lines += 1
            guard line.kind == .decision else {
                labels += 1
                if let key = line.question?.sampleKey { Self.add(line, to: &questions[key, default: []]) }
                return
            }
            byReviewer[line.reviewer, default: [:]][line.decision, default: 0] += 1
            let subject = Subject(id: line.generationID, createdAt: line.createdAt)
            let place = places[subject] ?? subjects.count
            if place == subjects.count {
                places[subject] = place
                subjects.append((line.generationID, []))
            }
            Self.add(line, to: &subjects[place].answers)
        }

        private static func add(_ line: LedgerLine, to answers: inout [Answer]) {
            if line.decision == .reopen || line.isFinal { answers = [] }
            if line.decision == .reopen { return }
            answers.removeAll { $0.reviewer == line.reviewer }
            answers.append(Answer(reviewer: line.reviewer, decision: line.decision, time: line.recordedAt))
        }

        /// The numbers of the lines so far.
        package var status: LedgerStatus {
            var status = LedgerStatus()
            status.lines = lines
            status.labels = labels
            status.questions = questions.count
            status.questionsInConflict = questions.values.count { answers in
                Set(answers.map(\.decision)).isSuperset(of: [.violation, .dismissed])
            }
            status.reviewers = byReviewer.map { ($0.key, $0.value) }.sorted { Self.precedes($0.0, $1.0) }
            var pairs: [[String]: LedgerStatus.Pair] = [:]
            for (id, answers) in subjects where !answers.isEmpty {
                status.generations += 1
                let decisions = Set(answers.map(\.decision))
                let escalated = answers.filter { $0.decision == .escalated }.map(\.time)
                if let oldest = escalated.min(by: { $0.seconds < $1.seconds }) {
                    status.escalations.append(oldest)
                } else if decisions.isSuperset(of: [.violation, .dismissed]) {
                    status.conflicts.append(id)
                }
                let judged = answers.filter { $0.decision == .violation || $0.decision == .dismissed }
                    .sorted { Self.precedes($0.reviewer, $1.reviewer) }
                for (place, first) in judged.enumerated() {
                    for second in judged[(place + 1)...] {
                        let names = [first.reviewer, second.reviewer]
                        var pair = pairs[names] ?? LedgerStatus.Pair(reviewers: names)
                        pair.both += 1
                        if first.decision == second.decision { pair.agreed += 1 }
                        pairs[names] = pair
                    }
                }
            }
            status.escalations.sort { $0.seconds < $1.seconds }
            status.pairs = pairs.values.sorted {
                Self.precedes($0.reviewers.joined(separator: "\n"), $1.reviewers.joined(separator: "\n"))
            }
            return status
        }

        private static func precedes(_ left: String, _ right: String) -> Bool {
            left.utf8.lexicographicallyPrecedes(right.utf8)
        }
    }
}
