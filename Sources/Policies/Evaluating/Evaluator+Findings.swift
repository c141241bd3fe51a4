import Responses

/// Describes why a generation is listed. Only listed generations need it.
extension Evaluator {
    mutating func describe(
        _ generation: GenerationRecord, _ records: ResponseRecords, _ signals: SignalTable,
        into judgement: inout Judgement
    ) {
        let readings = records.readings[generation.readings]
        for (rule, root) in program.roots.enumerated() {
            let band = policy.rules[rule].effect(of: nodeBands[root])
            guard band >= .near else { continue }
            let first = judgement.matched.count
            let probeStarts = addMatched(of: rule, readings, records, signals, into: &judgement)
            let deciding = nodeBands[root] >= .near ? deciding(root, rule, probeStarts, judgement) : nil
            judgement.findings.append(
                Finding(rule: rule, band: band, deciding: deciding, matched: first..<judgement.matched.count))
        }
        judgement.top = top(of: judgement)
        addMissing(readings, records, signals, into: &judgement)
    }

    /// Adds the matched signals of a rule, probe by probe, and returns the first index of each probe.
    private func addMatched(
        of rule: Int, _ readings: ArraySlice<SignalReading>, _ records: ResponseRecords, _ signals: SignalTable,
        into judgement: inout Judgement
    ) -> [Int] {
        var starts: [Int] = []
        for probe in program.ruleProbes[rule] {
            starts.append(judgement.matched.count)
            guard let band = probeBands[probe], band >= .near else { continue }
            for reading in readings where links.has(reading.signal, probe) {
                if let matched = match(reading, program.probes[probe].test, signals, records) {
                    judgement.matched.append(matched)
                }
            }
        }
        starts.append(judgement.matched.count)
        return starts
    }

    private func match(
        _ reading: SignalReading, _ index: Int, _ signals: SignalTable, _ records: ResponseRecords
    ) -> MatchedSignal? {
        let test = tests[index], kind = signals.kinds[reading.signal.index]
        let value = value(of: reading, signals, records)
        let band = band(of: reading, value, test, signals, records)
        guard band >= .near else { return nil }
        var matched = MatchedSignal(signal: reading.signal, band: band, test: index, value: .boolean(false))
        switch (test, value) {
        case (.threshold(let threshold), .number(let number)):
            let measured = measure(reading, number, threshold, signals, records)
            matched.value = .number(measured)
            matched.margin = measured.minusInDecimals(threshold.flagAt)
            if kind != .number {
                let from = threshold.frameAt ?? (band == .flagged ? threshold.flagAt : threshold.nearAt)
                matched.frames = frames(
                    of: series(reading, signals, records), from: kind == .verdicts ? 1 : from)
            }
        case (.is, .number(let number)):
            matched.value = .boolean(number != 0)
            if kind == .verdicts { matched.frames = frames(of: series(reading, signals, records), from: 1) }
        default: matched.value = .text(reading.text)
        }
        return matched
    }

    func frames(of series: FrameSeries, from threshold: Double) -> MatchedFrames? {
        guard let greatest = series.greatest else { return nil }
        return MatchedFrames(
            worst: greatest.frame, label: series.label(of: greatest.frame), hit: series.count(from: threshold),
            total: series.range.count)
    }

    // MARK: The deciding condition

    /// The matched signal that decides a node. For one condition and for `any`, it is the signal with the greatest
    /// margin among those of the node's band; for `all`, the one with the least. Signals without a margin come
    /// last.
    private func deciding(_ node: Int, _ rule: Int, _ starts: [Int], _ judgement: Judgement) -> Int? {
        switch program.nodes[node] {
        case .probe(let probe):
            let ordinal = probe - program.ruleProbes[rule].lowerBound
            let candidates = (starts[ordinal]..<starts[ordinal + 1]).filter {
                judgement.matched[$0].band == nodeBands[node]
            }
            return greatest(candidates, judgement)
        case .any(let children):
            let candidates = children.filter { nodeBands[$0] == nodeBands[node] }
            return greatest(candidates.compactMap { deciding($0, rule, starts, judgement) }, judgement)
        case .all(let children):
            let candidates = children.filter { nodeBands[$0] == nodeBands[node] }
                .compactMap { deciding($0, rule, starts, judgement) }
            let measured = candidates.filter { judgement.matched[$0].margin != nil }
            return measured.min { margin($0, judgement) < margin($1, judgement) } ?? candidates.first
        }
    }

    /// The first signal with the greatest margin.
    private func greatest(_ candidates: [Int], _ judgement: Judgement) -> Int? {
        var found: Int?
        for candidate in candidates {
            if let known = found, margin(candidate, judgement) <= margin(known, judgement) { continue }
            found = candidate
        }
        return found
    }

    private func margin(_ matched: Int, _ judgement: Judgement) -> Double {
        judgement.matched[matched].margin ?? -.infinity
    }

    /// The deciding finding: among those of the decision's band, the one with the highest severity, then margin,
    /// then rule order.
    private func top(of judgement: Judgement) -> Int? {
        func rank(_ finding: Finding) -> (Int, Double) {
            let margin = finding.deciding.map { self.margin($0, judgement) } ?? -.infinity
            return (policy.rules[finding.rule].severity.rank, margin)
        }
        let band: Band = judgement.decision == .flagged ? .flagged : .near
        var top: Int?
        for index in judgement.findings.indices where judgement.findings[index].band == band {
            if let known = top, rank(judgement.findings[index]) <= rank(judgement.findings[known]) { continue }
            top = index
        }
        return top
    }

    // MARK: What was missing

    private mutating func addMissing(
        _ readings: ArraySlice<SignalReading>, _ records: ResponseRecords, _ signals: SignalTable,
        into judgement: inout Judgement
    ) {
        stamps.begin(signals: signals.signals.count, patterns: patterns.count)
        for (probe, description) in program.probes.enumerated() {
            guard probeBands[probe] != nil else {
                if description.isExact, let signal = links.signalOfPattern[description.pattern] {
                    if stamps.isFirst(signal) { judgement.missing.append(.signal(signal)) }
                } else if stamps.isFirst(pattern: program.firstOfText[description.pattern]) {
                    judgement.missing.append(.pattern(description.pattern))
                }
                continue
            }
            for reading in readings {
                if case .present = reading.state { continue }
                guard links.has(reading.signal, probe) else { continue }
                let value = value(of: reading, signals, records)
                guard band(of: reading, value, tests[description.test], signals, records) == .missing,
                    stamps.isFirst(reading.signal)
                else { continue }
                judgement.missing.append(.signal(reading.signal))
            }
        }
    }
}
