import Policies
import Reporting
import Responses

/// What the run saw of each signal: of those that rules read, and of the others up to a bound (CONTRACT section 6).
struct SignalTotals {
    struct Seen {
        var kind: SignalKind
        var census: SignalCensus
        /// The rules that read it, as indices into `Policy.rules`.
        var rules: [Int]
    }

    /// Signals that a summary lists, of those that no rule reads.
    private static let listed = 10_000
    /// The bound on those that rules read: a pattern reads whatever names the input makes up, each at some 400 bytes.
    private static let read = 100_000

    private var read = SmallestNames<Seen>(limit: Self.read)
    private var others = SmallestNames<Seen>(limit: Self.listed)

    mutating func add(_ signal: Signal, _ census: SignalCensus, rules: [Int]) {
        let name = ByteName(signal.name)
        let seen = Seen(kind: signal.kind, census: census, rules: rules)
        if rules.isEmpty {
            others.merge(name, seen) { $0.census.merge($1.census) }
        } else {
            read.merge(name, seen) { $0.census.merge($1.census) }
        }
    }

    /// In byte order: those that rules read, and of the others as many as the list has room for.
    var sorted: [(name: ByteName, value: Seen)] {
        let read = read.sorted
        return (read + others.sorted.prefix(max(0, Self.listed - read.count))).sorted { $0.name < $1.name }
    }

    /// How many there are beyond those.
    var omitted: Int {
        let left = others.sorted.count - max(0, Self.listed - read.sorted.count)
        return read.omitted + others.omitted + max(0, left)
    }
}
