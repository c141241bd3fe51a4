package import Responses

/// The statistics of one label of a legal classifier over sound frames. They help a policy's author to find
/// background labels.
package struct LabelCensus: Sendable, Equatable {
    /// Sound frames with the label.
    package private(set) var frames = 0
    /// Frames with a verdict of true.
    package private(set) var verdicts = 0
    /// Σ p in units of 2⁻³⁰. Integer sums do not depend on the order, so the mean does not depend on batches. 64 bits hold
    /// 8 × 10⁹ frames, about 7 TB of input; 128 bits never overflow.
    package private(set) var probability: UInt128 = 0

    /// Creates an empty census.
    package init() {}

    /// The census with these sums.
    package init(frames: Int, verdicts: Int, probability: UInt128) {
        self.frames = frames
        self.verdicts = verdicts
        self.probability = probability
    }

    /// The mean of p, 0…1; 0 without frames.
    package var meanProbability: Double {
        frames == 0 ? 0 : Double(probability) / Double(1 << 30) / Double(frames)
    }

    /// Adds one frame.
    mutating func add(probability: Double, verdict: Bool) {
        merge(
            LabelCensus(
                frames: 1, verdicts: verdict ? 1 : 0, probability: UInt64(probability * Double(1 << 30))))
    }

    fileprivate init(frames: Int, verdicts: Int, probability: UInt64) {
        self.frames = frames
        self.verdicts = verdicts
        self.probability = UInt128(probability)
    }

    /// Adds the census of another part of the run.
    package mutating func merge(_ other: LabelCensus) {
        frames += other.frames
        verdicts += other.verdicts
        probability += other.probability
    }
}

/// The label census of a batch. Each value belongs to one worker and one `SignalTable`.
package struct LabelCounts {
    private struct Key: Hashable {
        let signal: Int
        let label: Int64
    }

    private var slots: [(key: Key, census: LabelCensus)] = []
    private var slotOfKey: [Key: Int] = [:]
    /// For each signal, the slot of its last label, which its next frame usually shares.
    private var lastSlots: [Int] = []

    /// Creates an empty census.
    package init() {}

    /// Removes all counts and keeps the storage.
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
            guard !reading.frames.isEmpty, case .scores = signals.kinds[reading.signal.index] else { continue }
            add(records.frames[reading.frames], of: reading.signal.index)
        }
    }

    /// Neighbouring frames mostly have the same label. The sum of their probabilities fits into 64 bits, because a text
    /// has fewer than 2³² frames.
    private mutating func add(_ frames: ArraySlice<LegalFrame>, of signal: Int) {
        var current: Int64 = 0, count = 0, verdicts = 0, probability: UInt64 = 0
        for frame in frames {
            guard let sound = frame.sound else { continue }
            if sound.label != current || count == 0 {
                if count > 0 {
                    let census = LabelCensus(frames: count, verdicts: verdicts, probability: probability)
                    add(census, Key(signal: signal, label: current))
                }
                (current, count, verdicts, probability) = (sound.label, 0, 0, 0)
            }
            count += 1
            verdicts += sound.verdict ? 1 : 0
            probability += UInt64(sound.probability * Double(1 << 30))
        }
        guard count > 0 else { return }
        add(
            LabelCensus(frames: count, verdicts: verdicts, probability: probability),
            Key(signal: signal, label: current))
    }

    /// Calls `body` with the scores signal, the label and the census of every label seen.
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
