import Synchronization

/// For each stratum of each rule, a code above which no generation is drawn any more. A hint for the workers: an old value
/// only costs time.
final class SampleCutoffs: Sendable {
    /// The first 8 bytes of the greatest kept code, by rule and stratum.
    private let words: Mutex<[[UInt64]]>

    /// - Parameter strata: The number of strata of each rule.
    init(strata: [Int]) { words = Mutex(strata.map { Array(repeating: .max, count: $0) }) }

    var current: [[UInt64]] { words.withLock { $0 } }

    func set(_ current: [[UInt64]]) { words.withLock { $0 = current } }
}
