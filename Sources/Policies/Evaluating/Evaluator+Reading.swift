package import Responses

/// Explains how a judgement came about. Judging does not need it.
extension Evaluator {
    /// How each rule reached its band for the generation that was judged last, in rule order.
    package func ruleReadings(
        of generation: GenerationRecord, _ records: ResponseRecords, _ signals: SignalTable
    ) -> [RuleReading] {
        program.roots.enumerated().map { rule, root in
            RuleReading(
                rule: rule, band: nodeBands[root], condition: reading(root, generation, records, signals))
        }
    }

    /// The value of every signal of the generation that was judged last, in document order; for a series, its
    /// greatest frame.
    package func signalMeasures(
        of generation: GenerationRecord, _ records: ResponseRecords, _ signals: SignalTable
    ) -> [SignalMeasure] {
        records.readings[generation.readings].map { measure($0, nil, records, signals) }
    }

    private func reading(
        _ node: Int, _ generation: GenerationRecord, _ records: ResponseRecords, _ signals: SignalTable
    ) -> ConditionReading {
        switch program.nodes[node] {
        case .all(let children):
            .all(children.map { reading($0, generation, records, signals) }, nodeBands[node])
        case .any(let children):
            .any(children.map { reading($0, generation, records, signals) }, nodeBands[node])
        case .probe(let index):
            .test(
                TestReading(
                    pattern: program.patterns[program.probes[index].pattern].written,
                    test: tests[program.probes[index].test],
                    band: nodeBands[node],
                    signals: records.readings[generation.readings].filter { links.has($0.signal, index) }.map {
                        measure($0, tests[program.probes[index].test], records, signals)
                    }))
        }
    }

    private func measure(
        _ reading: SignalReading, _ test: Test?, _ records: ResponseRecords, _ signals: SignalTable
    ) -> SignalMeasure {
        let value = value(of: reading, signals, records), kind = signals.kinds[reading.signal.index]
        let band = test.map { self.band(of: reading, value, $0, signals, records) }
        var shown: MatchedValue?, from = 1.0
        switch value {
        case .missing: break
        case .text: shown = .text(reading.text)
        case .number(let number):
            if case .threshold(let threshold) = test {
                shown = .number(measure(reading, number, threshold, signals, records))
                if kind != .verdicts { from = threshold.frameAt ?? threshold.flagAt }
            } else {
                shown = kind == .boolean || kind == .verdicts ? .boolean(number != 0) : .number(number)
            }
        }
        return SignalMeasure(
            signal: reading.signal, state: reading.state, band: band, value: shown,
            frames: frames(of: series(reading, signals, records), from: from))
    }
}
