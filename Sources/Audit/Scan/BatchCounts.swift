import Policies
import Responses

/// The counts of one batch, or of the run.
struct BatchCounts {
    var responses = 0
    var tasks = 0
    var decisions = Counts<Decision>()
    /// Flagged and near generations by the severity of their deciding finding.
    var flaggedSeverities = Counts<Severity>()
    var nearSeverities = Counts<Severity>()
    var agreement = Counts<Agreement>()
    var duplicates = 0
    /// Judged generations with an earlier ID and another outcome.
    var revisions = 0
    /// Generations that are clear under the policy and flagged by the platform.
    var clearButFlagged = 0
    /// Generations that the platform withheld, over all tasks.
    var withheld = 0
    /// Generations with defects, and tasks without generations with defects.
    var defective = 0
    var unaudited = Counts<Unaudited.Kind>()
    var rules: [RuleCounts]
    var unrecognised: [ByteName: Int] = [:]

    init(rules: Int) {
        self.rules = Array(repeating: RuleCounts(), count: rules)
    }

    /// Sets all counts to 0 and keeps the storage.
    mutating func clear() {
        (responses, tasks, duplicates, revisions, clearButFlagged, withheld, defective) = (0, 0, 0, 0, 0, 0, 0)
        decisions.clear()
        flaggedSeverities.clear()
        nearSeverities.clear()
        agreement.clear()
        unaudited.clear()
        for index in rules.indices { rules[index] = RuleCounts() }
        unrecognised.removeAll(keepingCapacity: true)
    }

    var generations: Int { decisions.total + duplicates }

    mutating func add(_ judgement: Judgement, of policy: Policy, hasDefects: Bool) {
        if hasDefects { defective += 1 }
        decisions[judgement.decision] += 1
        addSeverity(of: judgement, policy)
        agreement[judgement.agreement] += 1
        if judgement.decision == .clear, judgement.platformFlagged { clearButFlagged += 1 }
        for (index, band) in judgement.ruleBands.enumerated() where band != .clear {
            if band == .missing { rules[index].missing += 1 }
            switch policy.rules[index].effect(of: band) {
            case .flagged: rules[index].flagged += 1
            case .near: rules[index].near += 1
            case .missing, .clear: break
            }
        }
    }

    private mutating func addSeverity(of judgement: Judgement, _ policy: Policy) {
        guard let top = judgement.top else { return }
        let severity = policy.rules[judgement.findings[top].rule].severity
        switch judgement.decision {
        case .flagged: flaggedSeverities[severity] += 1
        case .near: nearSeverities[severity] += 1
        case .incomplete, .clear: break
        }
    }

    mutating func add(_ tasks: [TaskRecord]) {
        for task in tasks {
            if !task.isImplied { self.tasks += 1 }
            withheld += Int(task.unsafeGenerations ?? 0)
        }
    }

    /// Counts a response or task without a generation.
    mutating func add(_ item: Unaudited, of records: ResponseRecords) {
        unaudited[item.kind] += 1
        if !item.defects.isEmpty { defective += 1 }
        addUnrecognised(records.unrecognised[item.unrecognised])
    }

    /// Counts the unrecognised content of one generation or task, each path once.
    mutating func addUnrecognised(_ content: ArraySlice<Unrecognised>) {
        if content.isEmpty { return }
        var paths: Set<ByteName> = []
        for item in content {
            let path = ByteName(item.path)
            if paths.insert(path).inserted { unrecognised[path, default: 0] += 1 }
        }
    }

    mutating func merge(_ other: BatchCounts) {
        responses += other.responses
        tasks += other.tasks
        decisions.merge(other.decisions)
        flaggedSeverities.merge(other.flaggedSeverities)
        nearSeverities.merge(other.nearSeverities)
        agreement.merge(other.agreement)
        duplicates += other.duplicates
        revisions += other.revisions
        clearButFlagged += other.clearButFlagged
        withheld += other.withheld
        defective += other.defective
        unaudited.merge(other.unaudited)
        for index in rules.indices { rules[index].merge(other.rules[index]) }
        unrecognised.merge(other.unrecognised, uniquingKeysWith: +)
    }
}

/// Generations by rule. `missing` counts them before the rule's `missing` mode applies.
struct RuleCounts {
    var flagged = 0
    var near = 0
    var missing = 0

    mutating func merge(_ other: RuleCounts) {
        flagged += other.flagged
        near += other.near
        missing += other.missing
    }
}

/// A count per case of a closed enumeration.
struct Counts<Case: CaseIterable & Equatable> {
    private var counts: [Int] = Array(repeating: 0, count: Case.allCases.count)

    subscript(item: Case) -> Int {
        get { counts[Self.index(of: item)] }
        set { counts[Self.index(of: item)] = newValue }
    }

    var total: Int { counts.reduce(0, +) }

    mutating func clear() { for index in counts.indices { counts[index] = 0 } }

    mutating func merge(_ other: Counts) {
        for index in counts.indices { counts[index] += other.counts[index] }
    }

    @inline(__always)
    private static func index(of item: Case) -> Int {
        var index = 0
        for known in Case.allCases {
            if known == item { return index }
            index += 1
        }
        return 0
    }
}
