package import Policies
package import Responses

/// What the page shows of a run beside the summary.
package struct PageFacts: Sendable {
    /// Of a signal: what kind of values it has, and how they lie.
    package struct SignalDistribution: Sendable {
        package var kind: SignalKind
        package var histogram: Histogram

        package init(kind: SignalKind, histogram: Histogram) {
            self.kind = kind
            self.histogram = histogram
        }
    }

    package struct LabelCount: Sendable {
        package var classifier: String
        package var label: Int64
        package var census: LabelCensus

        package init(classifier: String, label: Int64, census: LabelCensus) {
            self.classifier = classifier
            self.label = label
            self.census = census
        }
    }

    /// By name.
    package var signals: [ByteName: SignalDistribution] = [:]
    package var labels: [LabelCount] = []
    package var policy: Policy?

    package init(policy: Policy? = nil) { self.policy = policy }
}
