package import Responses

/// A policy, compiled: judges generations by their signals (CONTRACT sections 4 and 5).
///
/// One of these belongs to one worker and one `SignalTable`.
package struct Evaluator {
    package let policy: Policy
    /// The tests of all conditions; `MatchedSignal.test` points in here.
    package var tests: [Test] { program.tests }
    /// The names and patterns of all conditions as the policy writes them; `MissingSignal.pattern` points in here.
    package let patterns: [String]
    /// What was seen of each signal since the last `clearCensus`, by `SignalID.index`.
    package private(set) var census: [SignalCensus] = []

    let program: PolicyProgram
    var links: SignalLinks
    /// Of the generation at work: by probe its band, nil where it matched nothing; by node its band.
    var probeBands: [Band?]
    var nodeBands: [Band]
    var stamps = MissingStamps()

    package init(_ policy: Policy) {
        self.policy = policy
        program = PolicyProgram(policy)
        patterns = program.patterns.map(\.text)
        links = SignalLinks(program)
        probeBands = Array(repeating: nil, count: program.probes.count)
        nodeBands = Array(repeating: .clear, count: program.nodes.count)
    }

    /// Judges generation `index` of `records`. A generation that ends clear gets no findings or missing signals
    /// written out; everything else gets both.
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

    /// The rules that read a signal, as indices into `Policy.rules`, in their order, each once.
    package func rules(reading signal: SignalID) -> [Int] {
        guard signal.index < links.count else { return [] }
        var rules: [Int] = []
        for link in links.links[links.ranges[signal.index]] { rules.append(program.ruleOfProbe[link.probe]) }
        return Set(rules).sorted()
    }

    /// Forgets what was counted of the signals, for the next batch.
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
                // Clear if one is; else missing if one is; else the lowest: the order of the bands says just that.
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

    /// The platform's own view (CONTRACT section 5).
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
    /// What a rule that ends in `band` does to its generation, its `missing` mode applied.
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
