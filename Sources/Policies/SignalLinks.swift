import Responses

/// Which probes look at which signal. Grows with the signal table: a signal is held against the policy's patterns
/// once, when it is first seen.
struct SignalLinks {
    /// By signal, a range into `probes`.
    private var ranges: [Range<Int>] = []
    private var probes: [Int] = []
    /// By signal: the labels of its classifier that mean nothing.
    private(set) var backgrounds: [BackgroundLabels] = []
    /// By pattern that is a name: its signal, once seen.
    private(set) var signalOfPattern: [SignalID?]
    private var probesOfPattern: [[Int]]

    init(_ program: PolicyProgram) {
        signalOfPattern = Array(repeating: nil, count: program.patterns.count)
        probesOfPattern = Array(repeating: [], count: program.patterns.count)
        for (index, probe) in program.probes.enumerated() { probesOfPattern[probe.pattern].append(index) }
    }

    var count: Int { ranges.count }

    @inline(__always)
    subscript(signal: SignalID) -> ArraySlice<Int> { probes[ranges[signal.index]] }

    mutating func extend(to table: SignalTable, _ program: PolicyProgram, _ policy: Policy) {
        for index in ranges.count..<table.signals.count {
            let signal = table.signals[index]
            let first = probes.count
            for (pattern, compiled) in program.patterns.enumerated() where compiled.matches(signal) {
                if signalOfPattern[pattern] == nil { signalOfPattern[pattern] = SignalID(index) }
                probes += probesOfPattern[pattern].filter {
                    program.tests[program.probes[$0].test].looks(at: signal.kind)
                }
            }
            ranges.append(first..<probes.count)
            if case .legal(let classifier) = signal.origin {
                backgrounds.append(BackgroundLabels(policy.backgroundLabels[classifier] ?? []))
            } else {
                backgrounds.append(BackgroundLabels())
            }
        }
    }
}

extension Test {
    /// A test looks only at signals of its kind (CONTRACT section 4).
    func looks(at kind: SignalKind) -> Bool {
        switch self {
        case .threshold: kind == .number || kind == .scores || kind == .verdicts
        case .is: kind == .boolean || kind == .verdicts
        case .isIn, .notIn: kind == .text
        }
    }
}
