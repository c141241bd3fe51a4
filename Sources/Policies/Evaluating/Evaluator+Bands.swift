import Responses

/// The band of one reading under one test.
extension Evaluator {
    @inline(__always)
    func value(of reading: SignalReading, _ signals: SignalTable, _ records: ResponseRecords) -> ReadingValue {
        // Cases are matched, not compared: `==` of another module's type is a call.
        switch (reading.state, signals.kinds[reading.signal.index]) {
        case (.missing, _): return .missing
        case (_, .number), (_, .boolean): return .number(reading.number)
        case (_, .text): return .text
        case (.present, .verdicts): return .number(reading.number)
        case (_, .scores), (_, .verdicts):
            guard let greatest = series(reading, signals, records).greatest else { return .missing }
            return .number(greatest.value)
        }
    }

    func series(_ reading: SignalReading, _ signals: SignalTable, _ records: ResponseRecords) -> FrameSeries {
        let isVerdicts = if case .verdicts = signals.kinds[reading.signal.index] { true } else { false }
        return FrameSeries(
            frames: records.frames, range: reading.frames, isVerdicts: isVerdicts,
            background: links.backgrounds[reading.signal.index])
    }

    /// - Parameter value: The reading's value; for a series, its greatest value.
    @inline(__always)
    func band(
        of reading: SignalReading, _ value: ReadingValue, _ test: Test, _ signals: SignalTable,
        _ records: ResponseRecords
    ) -> Band {
        let band: Band
        switch (test, value) {
        case (_, .missing): return .missing
        case (.threshold(let threshold), .number(let number)):
            band = threshold.band(of: measure(reading, number, threshold, signals, records))
        case (.is(let expected), .number(let number)): band = (number != 0) == expected ? .flagged : .clear
        case (.isIn(let texts), _): band = texts.contains { reading.text == $0 } ? .flagged : .clear
        case (.notIn(let texts), _): band = texts.contains { reading.text == $0 } ? .clear : .flagged
        default: return .missing
        }
        // The sound frames of a partial series are judged. If they are clear, the defective ones may still not be.
        guard case .partial = reading.state, band == .clear else { return band }
        return .missing
    }

    /// The band of a reading that is present or partial, by a short path for the usual tests.
    @inline(__always)
    func band(
        of reading: SignalReading, _ value: ReadingValue, _ link: SignalLink, _ signals: SignalTable,
        _ records: ResponseRecords
    ) -> Band {
        guard link.comparison != .other, case .present = reading.state, case .number(let number) = value else {
            return band(of: reading, value, program.tests[link.test], signals, records)
        }
        switch link.comparison {
        case .isTrue: return number != 0 ? .flagged : .clear
        case .isFalse: return number == 0 ? .flagged : .clear
        default: return number >= link.flagAt ? .flagged : number >= link.nearAt ? .near : .clear
        }
    }

    /// The value that a threshold is compared with: a number itself, a series' statistic.
    @inline(__always)
    func measure(
        _ reading: SignalReading, _ greatest: Double, _ threshold: Threshold, _ signals: SignalTable,
        _ records: ResponseRecords
    ) -> Double {
        if threshold.statistic == .max || reading.frames.isEmpty { return greatest }
        return series(reading, signals, records).value(of: threshold.statistic, frameAt: threshold.frameAt)
            ?? greatest
    }
}

extension Threshold {
    /// The band of a value. Both thresholds are inclusive.
    @inline(__always)
    func band(of value: Double) -> Band { value >= flagAt ? .flagged : value >= nearAt ? .near : .clear }
}
