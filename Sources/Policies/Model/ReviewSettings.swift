/// The settings of a policy for reviewers' decisions (CONTRACT section 4).
package struct ReviewSettings: Sendable, Equatable {
    /// The time after which a dismissal expires; nil if it never does.
    package var expiresAfter: ReviewPeriod?
    /// The time after which an escalation expires.
    package var escalatedFor = ReviewPeriod(seconds: 7 * 86_400)
    /// How far the value of a dismissed finding may rise before the decision is reopened. 0 or more. The default of the
    /// rules.
    package var rise = 0.0
    /// The number of reviewers who dismiss a generation, 1…9, by the highest severity of its findings. 1 for a severity
    /// that is not here.
    package var dismissalsNeeded: [Severity: Int] = [:]

    /// Creates the default settings.
    package init() {}

    /// The number of reviewers that a dismissal needs, 1…9.
    /// - Parameter severity: The highest severity of the findings; nil without findings.
    package func dismissals(for severity: Severity?) -> Int { severity.flatMap { dismissalsNeeded[$0] } ?? 1 }
}

/// A period in whole hours, as policies write it: `180d`, `12h`.
package struct ReviewPeriod: Sendable, Equatable, CustomStringConvertible {
    /// The period in seconds; 3600 or more.
    package let seconds: Int64

    /// Creates a period.
    package init(seconds: Int64) { self.seconds = seconds }

    /// The longest period in days: 100 years.
    static let longestInDays = 36_500

    /// The period in days if it is a number of days, else in hours.
    package var description: String {
        seconds % 86_400 == 0 ? "\(seconds / 86_400)d" : "\(seconds / 3600)h"
    }
}

/// How the findings of a rule are handled in reviews (CONTRACT section 4).
package enum Handling: String, Sendable, CaseIterable {
    case ordinary
    /// No sample draws the generation, review sheets leave its texts out, and a waiver names its ID.
    case restricted
}
