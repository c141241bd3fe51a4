import Policies
import Reporting
import Responses

/// The census of each signal in the run: of the signals that rules read, and of others up to a limit (CONTRACT
/// section 6).
struct SignalTotals {
    struct Seen {
        var kind: SignalKind
        var census: SignalCensus
        /// The rules that read the signal, as indices into `Policy.rules`.
        var rules: [Int]
    }

    /// The number of listed signals that no rule reads.
    private static let listed = 10_000
    /// The limit on signals that rules read. A pattern reads any name that the input invents, each at about 400
    /// bytes.
    private static let read = 20_000

    var read: SmallestNames<Seen>
    var others: SmallestNames<Seen>

    init(_ keying: IDKeying) {
        read = SmallestNames(limit: Self.read, keying)
        others = SmallestNames(limit: Self.listed, keying)
    }

    mutating func add(_ signal: Signal, _ census: SignalCensus, rules: [Int]) {
        add(ByteName(signal.name), Seen(kind: signal.kind, census: census, rules: rules))
    }

    mutating func add(_ name: ByteName, _ seen: Seen) {
        if seen.rules.isEmpty {
            others.merge(name, seen) { $0.census.merge($1.census) }
        } else {
            read.merge(name, seen) { $0.census.merge($1.census) }
        }
    }

    /// In byte order: the signals that rules read, and as many others as the list can hold.
    var sorted: [(name: ByteName, value: Seen)] {
        let read = read.sorted
        return (read + others.sorted.prefix(max(0, Self.listed - read.count))).sorted { $0.name < $1.name }
    }

    /// The number of signals beyond those.
    var omitted: Int {
        let left = others.sorted.count - max(0, Self.listed - read.sorted.count)
        return read.omitted + others.omitted + max(0, left)
    }
}
