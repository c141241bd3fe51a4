import Policies
import Responses

/// What a part holds of signals and labels.
extension BatchAuditor {
    /// What was seen of each signal in the part, by name, and the rules that read it.
    func eachSignal(_ body: (Signal, SignalCensus, _ rules: [Int]) -> Void) {
        for (index, census) in evaluator.census.enumerated() where census.named > 0 {
            let signal = flattener.signals[SignalID(index)]
            if signal.origin != .unusable { body(signal, census, evaluator.rules(reading: SignalID(index))) }
        }
    }

    /// What was seen of each label in the part, by its classifier's name.
    func eachLabel(_ body: (_ classifier: String, _ label: Int64, LabelCensus) -> Void) {
        labels.forEach { signal, label, census in
            if case .legal(let classifier) = flattener.signals[signal].origin {
                body(classifier, label, census)
            }
        }
    }
}
