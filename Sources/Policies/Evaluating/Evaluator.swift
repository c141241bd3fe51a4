package import Responses

/// A compiled policy that judges generations by their signals (CONTRACT sections 4 and 5).
///
/// Each evaluator belongs to one worker and one `SignalTable`.
package struct Evaluator {
    /// The policy that it was compiled from.
    package let policy: Policy
    /// The tests of all conditions; `MatchedSignal.test` is an index into it.
    package var tests: [Test] { program.tests }
    /// The names and patterns of all conditions as the policy writes them; `MissingSignal.pattern` is an index into
    /// it.
    package let patterns: [String]
    /// The census of each signal since the last `clearCensus`, by `SignalID.index`.
    package private(set) var census: [SignalCensus] = []

    let program: PolicyProgram
    var links: SignalLinks
    /// For the current generation: each probe's band, nil if it matched nothing, and each node's band.
    var probeBands: [Band?]
    var nodeBands: [Band]
    var stamps = MissingStamps()

    /// Compiles a policy.
    package init(_ policy: Policy) {
        self.policy = policy
        program = PolicyProgram(policy)
        patterns = program.patterns.map(\.text)
        links = SignalLinks(program)
        probeBands = Array(repeating: nil, count: program.probes.count)
        nodeBands = Array(repeating: .clear, count: program.nodes.count)
    }

    /// Judges generation `index` of `records`. Findings and missing signals are filled in unless the generation is
    /// clear.
    package mutating func judge(
        _ index: Int, of records: ResponseRecords, signals: SignalTable, into judgement: inout Judgement
    ) {
        if links.count < signals.signals.count { extend(to: signals) }
        let generation = records.generations[index]
        let platformFlagged = Self.platformFlags(generation, records)
        for probe in probeBands.indices { probeBands[probe] = nil }
        for index in generation.readings {
            let reading = records.readings[index]
            let value = value(of: reading, signals, records)
            census[reading.signal.index].add(value, platformFlagged: platformFlagged)
            for position in links.ranges[reading.signal.index] {
                let link = links.links[position]
                let band = band(of: reading, value, link, signals, records)
                probeBands[link.probe] = max(probeBands[link.probe] ?? .clear, band)
            }
        }
        evaluateNodes()
        judgement.clear()
        decide(into: &judgement)
        judgement.platformFlagged = platformFlagged
        judgement.agreement = Agreement(
            policy: judgement.decision == .flagged, platform: judgement.platformFlagged)
        if judgement.decision != .clear {
            describe(generation, records, signals, into: &judgement)
        }
    }

    /// The rules that read a signal: indices into `Policy.rules` in ascending order, each once.
    package func rules(reading signal: SignalID) -> [Int] {
        guard signal.index < links.count else { return [] }
        var rules: [Int] = []
        for link in links.links[links.ranges[signal.index]] {
            let rule = program.ruleOfProbe[link.probe]
            if rules.last != rule { rules.append(rule) }
        }
        rules.sort()
        var kept = 0
        for index in rules.indices where kept == 0 || rules[kept - 1] != rules[index] {
            rules[kept] = rules[index]
            kept += 1
        }
        rules.removeLast(rules.count - kept)
        return rules
    }

    /// Resets the census for the next batch.
    package mutating func clearCensus() {
        for index in census.indices { census[index] = SignalCensus() }
    }

    private mutating func extend(to signals: SignalTable) {
        links.extend(to: signals, program, policy)
        while census.count < signals.signals.count { census.append(SignalCensus()) }
    }

    private mutating func evaluateNodes() {
        for (index, node) in program.nodes.enumerated() {
            switch node {
            case .probe(let probe): nodeBands[index] = probeBands[probe] ?? .missing
            case .any(let children):
                var band = Band.clear
                for child in children { band = max(band, nodeBands[child]) }
                nodeBands[index] = band
            case .all(let children):
                // `all` is the minimum: clear < missing < near < flagged.
                var band = Band.flagged
                for child in children { band = min(band, nodeBands[child]) }
                nodeBands[index] = band
            }
        }
    }

    private func decide(into judgement: inout Judgement) {
        var worst = Band.clear
        var outcome = OutcomeHash()
        for (rule, root) in program.roots.enumerated() {
            let band = nodeBands[root]
            judgement.ruleBands.append(band)
            outcome.add(band)
            worst = max(worst, policy.rules[rule].effect(of: band))
        }
        judgement.outcome = outcome.value
        judgement.decision =
            switch worst {
            case .flagged: .flagged
            case .near: .near
            case .missing: .incomplete
            case .clear: .clear
            }
    }

    /// Whether the platform flagged the generation (CONTRACT section 5).
    private static func platformFlags(_ generation: GenerationRecord, _ records: ResponseRecords) -> Bool {
        if generation.outputIsFlagged == true || generation.moderation.isOutputRejection == true { return true }
        if let type = generation.moderation.type, type != "passed" { return true }
        for index in generation.filters {
            if let type = records.filters[index].type, type != "passed" { return true }
        }
        for index in generation.legalSeries {
            if records.legalSeries[index].hasTrueVerdict { return true }
        }
        return false
    }
}

extension Rule {
    /// The effect on a generation of a rule that ends in `band`, after its `missing` mode applies.
    package func effect(of band: Band) -> Band {
        guard band == .missing else { return band }
        switch missing {
        case .incomplete: return .missing
        case .ignore: return .clear
        case .flag: return .flagged
        }
    }
}

extension Agreement {
    init(policy: Bool, platform: Bool) {
        switch (policy, platform) {
        case (true, true): self = .both
        case (true, false): self = .policyOnly
        case (false, true): self = .platformOnly
        case (false, false): self = .neither
        }
    }
}
