import Policies
package import Statistics

/// What a threshold should reach: `--at-least precision=0.9` (CONTRACT section 16).
package struct TuningGoal: Sendable, Equatable {
    /// A figure that can be a goal.
    package enum Figure: String, Sendable, CaseIterable {
        case precision, recall
    }

    /// The figure.
    package let figure: Figure
    /// The least value, above 0 and at most 1.
    package let value: Double

    /// Nil unless `text` is `precision=` or `recall=` and a number above 0, at most 1.
    package init?(_ text: String) {
        let sides = text.split(separator: "=", omittingEmptySubsequences: false)
        guard sides.count == 2, let figure = Figure(rawValue: String(sides[0])), let value = Double(sides[1]),
            value > 0, value <= 1
        else { return nil }
        self.figure = figure
        self.value = value
    }

    /// The goal as the command line has it.
    package var text: String { "\(figure.rawValue)=\(PageText.number(value))" }
}

/// The threshold that a goal leads to.
package struct TuningChoice: Sendable, Equatable {
    /// Whether there is such a threshold.
    package enum Status: String, Sendable, CaseIterable {
        case met
        case metNowhere = "met_nowhere"
        case notEstimable = "not_estimable"
    }

    /// The name of the test (`TunedTest.name`).
    package let name: String
    /// What is reached.
    package let goal: TuningGoal
    /// The index of the threshold; nil unless the goal is met.
    package let index: Int?
    /// Whether the goal is met.
    package let status: Status
    /// The threshold, what it flags, and the estimate of the figure there; nil unless the goal is met.
    package let threshold: Double?, flagged: Int?, estimate: Estimate?

    /// The choice among the thresholds of a test: for precision the lowest one where the limit of the interval meets the goal,
    /// for recall the highest one. The limit must meet the goal, not the value, and a figure of few labels does not count.
    package init(_ goal: TuningGoal, for test: TunedTest) {
        name = test.name
        self.goal = goal
        let figures = test.quality.map { goal.figure == .precision ? $0.figures.precision : $0.figures.recall }
        let usable = figures.indices.filter {
            figures[$0].status == .census || figures[$0].status == .estimated
        }
        let meeting = usable.filter { (figures[$0].estimate?.low ?? 0) >= goal.value }
        index = goal.figure == .precision ? meeting.first : meeting.last
        status = index != nil ? .met : usable.isEmpty ? .notEstimable : .metNowhere
        threshold = index.map { test.test.thresholds[$0] }
        flagged = index.map { test.workload[$0].flagged }
        estimate = index.flatMap { figures[$0].estimate }
    }
}
