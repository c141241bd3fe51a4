import Policies
import Reporting
import Responses

/// The totals of a run in a part file.
extension RunTotals {
    func write(to part: inout PartEncoder) {
        counts.write(to: &part)
        signals.read.write(to: &part) { $1.write(to: &$0) }
        signals.others.write(to: &part) { $1.write(to: &$0) }
        labels.write(to: &part) { part, label in
            part.text(label.classifier)
            part.integer(label.label)
            part.count(label.census.frames)
            part.count(label.census.verdicts)
            part.word(UInt64(truncatingIfNeeded: label.census.probability >> 64))
            part.word(UInt64(truncatingIfNeeded: label.census.probability))
        }
        unrecognised.write(to: &part) { $0.count($1) }
    }

    /// Adds the totals of another part of the run.
    mutating func add(_ part: inout PartDecoder) throws(PartFault) {
        let rules = counts.rules.count
        add(try BatchCounts(rules: rules, from: &part))
        try signals.read.add(&part) { part, name, all throws(PartFault) in
            try all.merge(name, SignalTotals.Seen(rules, &part)) { $0.census.merge($1.census) }
        }
        try signals.others.add(&part) { part, name, all throws(PartFault) in
            try all.merge(name, SignalTotals.Seen(rules, &part)) { $0.census.merge($1.census) }
        }
        try labels.add(&part) { part, name, all throws(PartFault) in
            try all.merge(name, PageFacts.LabelCount(&part)) { $0.census.merge($1.census) }
        }
        try unrecognised.add(&part) { part, name, all throws(PartFault) in
            try all.merge(name, part.count()) { $0 += $1 }
        }
    }
}

extension SmallestNames {
    /// Writes the kept names with their values, and the keys of the others, which are only counted.
    func write(to part: inout PartEncoder, _ value: (inout PartEncoder, Value) -> Void) {
        let kept = sorted
        part.count(kept.count)
        for (name, held) in kept {
            part.text(name.text)
            value(&part, held)
        }
        let keys = omittedKeys
        part.count(keys.count)
        for key in keys { part.key(key) }
    }

    /// Adds the names of a part. `value` reads a name's value and merges it.
    mutating func add(
        _ part: inout PartDecoder,
        _ value: (inout PartDecoder, ByteName, inout SmallestNames) throws(PartFault) -> Void
    ) throws(PartFault) {
        for _ in 0..<(try part.count(upTo: limit)) { try value(&part, ByteName(part.text()), &self) }
        for _ in 0..<(try part.count(upTo: Self.counted)) {
            guard let key = try part.key() else { throw PartFault() }
            addOmitted(key)
        }
    }
}

extension SignalTotals.Seen {
    fileprivate func write(to part: inout PartEncoder) {
        part.word(UInt64(kind.rawValue))
        part.count(rules.count)
        for rule in rules { part.count(rule) }
        for count in [census.named, census.present, census.zero, census.platformFlagged] { part.count(count) }
        part.flag(census.max != nil)
        if let max = census.max { part.decimal(max) }
        for count in census.histogram.bins { part.count(count) }
        part.count(census.histogram.outside)
    }

    /// - Parameter known: The number of rules of the policy.
    fileprivate init(_ known: Int, _ part: inout PartDecoder) throws(PartFault) {
        guard let kind = UInt8(exactly: try part.word()).flatMap(SignalKind.init(rawValue:)) else {
            throw PartFault()
        }
        self.kind = kind
        rules = []
        for _ in 0..<(try part.count(upTo: known)) { rules.append(try part.count(upTo: known - 1)) }
        census = SignalCensus(named: try part.count())
        census.present = try part.count()
        census.zero = try part.count()
        census.platformFlagged = try part.count()
        if try part.flag() { census.max = try part.decimal() }
        var bins: [Int] = []
        for _ in 0..<Histogram.binCount { bins.append(try part.count()) }
        census.histogram = Histogram(bins: bins, outside: try part.count())
    }
}

extension PageFacts.LabelCount {
    fileprivate init(_ part: inout PartDecoder) throws(PartFault) {
        let classifier = try part.text(), label = try part.integer()
        let frames = try part.count(), verdicts = try part.count()
        let sum = UInt128(try part.word()) << 64 | UInt128(try part.word())
        // A probability is at most 1.
        guard sum <= UInt128(frames) << 30 else { throw PartFault() }
        self.init(
            classifier: classifier, label: label,
            census: LabelCensus(frames: frames, verdicts: verdicts, probability: sum))
    }
}
