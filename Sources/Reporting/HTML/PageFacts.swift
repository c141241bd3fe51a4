package import Policies
package import Responses

/// The facts of a run that only the HTML report shows, in addition to the summary.
package struct PageFacts: Sendable {
    /// The kind and the distribution of a signal's values.
    package struct SignalDistribution: Sendable {
        /// The kind of its values.
        package var kind: SignalKind
        /// The distribution of its values other than 0.
        package var histogram: Histogram

        /// Creates a distribution.
        package init(kind: SignalKind, histogram: Histogram) {
            self.kind = kind
            self.histogram = histogram
        }
    }

    /// The census of one label of a legal classifier.
    package struct LabelCount: Sendable {
        /// The classifier's name.
        package var classifier: String
        /// The label, the class number `l`.
        package var label: Int64
        /// Its census.
        package var census: LabelCensus

        /// Creates the census of a label.
        package init(classifier: String, label: Int64, census: LabelCensus) {
            self.classifier = classifier
            self.label = label
            self.census = census
        }
    }

    /// The distributions, by the signal's name.
    package var signals: [ByteName: SignalDistribution] = [:]
    /// The labels of the legal classifiers.
    package var labels: [LabelCount] = []
    /// The policy that judged the run; nil if unknown.
    package var policy: Policy?

    /// Creates facts without signals and labels.
    package init(policy: Policy? = nil) { self.policy = policy }
}
