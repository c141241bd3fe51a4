public import Policies
public import Responses

/// What the page shows of a run beside the summary.
public struct PageFacts: Sendable {
    /// Of a signal: what kind of values it has, and how they lie.
    public struct SignalDistribution: Sendable {
        public var kind: SignalKind
        public var histogram: Histogram

        public init(kind: SignalKind, histogram: Histogram) {
            self.kind = kind
            self.histogram = histogram
        }
    }

    public struct LabelCount: Sendable {
        public var classifier: String
        public var label: Int64
        public var census: LabelCensus

        public init(classifier: String, label: Int64, census: LabelCensus) {
            self.classifier = classifier
            self.label = label
            self.census = census
        }
    }

    /// By name.
    public var signals: [ByteName: SignalDistribution] = [:]
    public var labels: [LabelCount] = []
    public var policy: Policy?

    public init(policy: Policy? = nil) { self.policy = policy }
}
