/// Duplicate names in a generation. Neither value is used, and the signals of the name are missing. Duplicates are
/// marked while the generation is read, and their values are removed at its end.
extension ResponseFlattener {
    /// Marks the signal as given. Returns false if the generation has given it before.
    @inline(__always)
    mutating func isFirst(_ signal: SignalID) -> Bool {
        while givenBy.count <= signal.index { givenBy.append(0) }
        let last = givenBy[signal.index] >> 2
        guard last != generationsRead else { return false }
        if last <= generationsBefore { countName() }
        givenBy[signal.index] = generationsRead << 2
        return true
    }

    /// Marks a filter's or scope's branch of the tree of names as given. Returns false if the generation has given it
    /// before.
    mutating func isFirst(branch: Int) -> Bool {
        while branchGivenBy.count <= branch { branchGivenBy.append(0) }
        let last = branchGivenBy[branch] >> 1
        guard last != generationsRead else { return false }
        if last <= generationsBefore { countName() }
        branchGivenBy[branch] = generationsRead << 1
        return true
    }

    mutating func invalidate(_ signal: SignalID) {
        // The signal of a classifier's verdicts may not be marked as given yet.
        _ = isFirst(signal)
        guard givenBy[signal.index] & Self.invalidated == 0 else { return }
        givenBy[signal.index] |= Self.invalidated
        invalidatedSignals.append(signal)
    }

    /// Marks all values of the filter or scope as duplicates, including values that are read later.
    mutating func invalidate(branch: Int) {
        branchGivenBy[branch] |= Self.invalidated
        hasInvalidatedBranch = true
    }

    /// Removes the duplicate values of the current generation.
    /// - Parameters:
    ///   - firstSeries: The index of the generation's first series.
    ///   - firstFilter: The index of the generation's first filter.
    mutating func settleSpoiled(firstSeries: Int, firstFilter: Int) {
        guard !invalidatedSignals.isEmpty || hasInvalidatedBranch else { return }
        for index in firstReading..<records.readings.count {
            let signal = records.readings[index].signal
            guard isSpoiled(signal) else { continue }
            records.readings[index] = SignalReading(
                signal: signal, state: .missing, number: 0, text: BorrowedText(""), frames: 0..<0)
            if givenBy.count > signal.index { givenBy[signal.index] |= Self.settled }
        }
        // A name with null as its first value has no reading yet.
        for signal in invalidatedSignals where givenBy[signal.index] & Self.settled == 0 {
            addReading(signal, .missing)
        }
        for index in firstSeries..<records.legalSeries.count
        where isSpoiled(signals.legal(records.legalSeries[index].classifier).scores) {
            let classifier = records.legalSeries[index].classifier
            records.legalSeries[index] = LegalSeries(
                classifier: classifier, frames: 0..<0, defective: 0, hasTrueVerdict: false)
        }
        for index in firstFilter..<records.filters.count
        where isSpoiled(signals.filter(records.filters[index].filter).type) {
            records.filters[index].type = nil
            records.filters[index].reason = nil
        }
        invalidatedSignals.removeAll(keepingCapacity: true)
        hasInvalidatedBranch = false
    }

    private func isSpoiled(_ signal: SignalID) -> Bool {
        if givenBy.count > signal.index, givenBy[signal.index] >> 2 == generationsRead,
            givenBy[signal.index] & Self.invalidated != 0
        {
            return true
        }
        guard let (filter, scope) = signals.branches(of: signal) else { return false }
        return isSpoiled(branch: filter) || isSpoiled(branch: scope)
    }

    private func isSpoiled(branch: Int) -> Bool {
        branchGivenBy.count > branch && branchGivenBy[branch] == generationsRead << 1 | Self.invalidated
    }

    /// The marks in the bits below the generation's number.
    private static var invalidated: Int { 1 }
    private static var settled: Int { 2 }
}
