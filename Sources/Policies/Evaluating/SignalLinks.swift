import Responses

/// A probe that reads a signal, with the data that the usual readings need.
struct SignalLink {
    /// How the test treats a number.
    enum Comparison: UInt8 {
        /// Thresholds on a number or on the greatest value of a series.
        case thresholds
        case isTrue, isFalse
        /// Texts and the other statistics of a series: the test itself decides.
        case other
    }

    let probe: Int
    let test: Int
    let comparison: Comparison
    let flagAt: Double
    let nearAt: Double

    init(probe: Int, of program: PolicyProgram, kind: SignalKind) {
        self.probe = probe
        test = program.probes[probe].test
        switch program.tests[test] {
        case .threshold(let threshold):
            comparison = kind == .number || threshold.statistic == .max ? .thresholds : .other
            flagAt = threshold.flagAt
            nearAt = threshold.nearAt
        case .is(let expected):
            comparison = expected ? .isTrue : .isFalse
            flagAt = 0
            nearAt = 0
        case .isIn, .notIn:
            comparison = .other
            flagAt = 0
            nearAt = 0
        }
    }
}

/// The probes that read each signal. It grows with the signal table: a signal is compared with the policy's
/// patterns once, when it is first seen.
struct SignalLinks {
    /// For each signal, a range of `links`.
    private(set) var ranges: [Range<Int>] = []
    private(set) var links: [SignalLink] = []
    /// For each signal, the background labels of its classifier.
    private(set) var backgrounds: [BackgroundLabels] = []
    /// For each pattern that is a name, its signal, once seen.
    private(set) var signalOfPattern: [SignalID?]
    private var probesOfPattern: [[Int]]

    init(_ program: PolicyProgram) {
        signalOfPattern = Array(repeating: nil, count: program.patterns.count)
        probesOfPattern = Array(repeating: [], count: program.patterns.count)
        for (index, probe) in program.probes.enumerated() { probesOfPattern[probe.pattern].append(index) }
    }

    var count: Int { ranges.count }

    func has(_ signal: SignalID, _ probe: Int) -> Bool {
        links[ranges[signal.index]].contains { $0.probe == probe }
    }

    mutating func extend(to table: SignalTable, _ program: PolicyProgram, _ policy: Policy) {
        for index in ranges.count..<table.signals.count {
            let signal = table.signals[index]
            let name = SegmentedName(signal.name)
            let first = links.count
            for (pattern, compiled) in program.patterns.enumerated() where compiled.matches(name) {
                if signalOfPattern[pattern] == nil { signalOfPattern[pattern] = SignalID(index) }
                for probe in probesOfPattern[pattern]
                where program.tests[program.probes[probe].test].looks(at: signal.kind) {
                    links.append(SignalLink(probe: probe, of: program, kind: signal.kind))
                }
            }
            ranges.append(first..<links.count)
            if case .legal(let classifier) = signal.origin {
                backgrounds.append(BackgroundLabels(policy.backgroundLabels(of: classifier)))
            } else {
                backgrounds.append(BackgroundLabels())
            }
        }
    }
}

extension Test {
    /// Whether the test reads signals of this kind (CONTRACT section 4).
    func looks(at kind: SignalKind) -> Bool {
        switch self {
        case .threshold: kind == .number || kind == .scores || kind == .verdicts
        case .is: kind == .boolean || kind == .verdicts
        case .isIn, .notIn: kind == .text
        }
    }
}
