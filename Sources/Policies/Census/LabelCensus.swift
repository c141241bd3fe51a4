package import Responses

/// What was seen of one label of a legal classifier, in sound frames: how a policy's author finds the labels that
/// mean "nothing recognised".
package struct LabelCensus: Sendable, Equatable {
    package private(set) var frames = 0
    /// Frames whose verdict is true.
    package private(set) var verdicts = 0
    /// Σ p in 2⁻³⁰: whole numbers add up to the same in any order, so that the mean doesn't depend on batches.
    private var probability = 0

    package init() {}

    /// The mean of p, 0…1.
    package var meanProbability: Double {
        frames == 0 ? 0 : Double(probability) / Double(1 << 30) / Double(frames)
    }

    @inline(__always)
    mutating func add(probability: Double, verdict: Bool) {
        frames += 1
        self.probability &+= Int(probability * Double(1 << 30))
        verdicts += verdict ? 1 : 0
    }

    package mutating func merge(_ other: LabelCensus) {
        frames += other.frames
        verdicts += other.verdicts
        probability &+= other.probability
    }
}

/// The label census of a batch. One of these belongs to one worker and one `SignalTable`.
package struct LabelCounts {
    private struct Key: Hashable {
        let signal: Int
        let label: Int64
    }

    private var slots: [(key: Key, census: LabelCensus)] = []
    private var slotOfKey: [Key: Int] = [:]
    /// By signal: where its last label's census is, which is mostly that of its next.
    private var lastSlots: [Int] = []

    package init() {}

    package mutating func removeAll() {
        slots.removeAll(keepingCapacity: true)
        slotOfKey.removeAll(keepingCapacity: true)
        lastSlots.removeAll(keepingCapacity: true)
    }

    /// Counts the frames of one generation.
    package mutating func add(_ generation: GenerationRecord, of records: ResponseRecords, signals: SignalTable)
    {
        for index in generation.readings {
            let reading = records.readings[index]
            if reading.frames.isEmpty || signals.kinds[reading.signal.index] != .scores { continue }
            // Neighbouring frames mostly have the same label.
            var census = LabelCensus(), current: Int64?
            for frame in reading.frames {
                let frame = records.frames[frame]
                guard let label = frame.label, let probability = frame.probability, let verdict = frame.verdict
                else { continue }
                if label != current {
                    if let current { add(census, Key(signal: reading.signal.index, label: current)) }
                    census = LabelCensus()
                    current = label
                }
                census.add(probability: probability, verdict: verdict)
            }
            if let current { add(census, Key(signal: reading.signal.index, label: current)) }
        }
    }

    /// Every label seen, with the signal of its classifier's scores.
    package func forEach(_ body: (SignalID, Int64, LabelCensus) -> Void) {
        for slot in slots { body(SignalID(slot.key.signal), slot.key.label, slot.census) }
    }

    private mutating func add(_ census: LabelCensus, _ key: Key) {
        while lastSlots.count <= key.signal { lastSlots.append(-1) }
        let last = lastSlots[key.signal]
        if last >= 0, slots[last].key.label == key.label { return slots[last].census.merge(census) }
        let slot = slotOfKey[key] ?? slots.count
        lastSlots[key.signal] = slot
        if slot < slots.count { return slots[slot].census.merge(census) }
        slotOfKey[key] = slot
        slots.append((key, census))
    }
}
