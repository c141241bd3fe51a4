import Responses

/// A signal's name, ready to be held against many patterns.
struct SegmentedName {
    let text: String
    let segments: [Substring.UTF8View]

    init(_ text: String) {
        self.text = text
        segments = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    }
}

/// A signal pattern, ready to be held against names.
struct CompiledPattern {
    let text: String
    /// By segment, the runs of bytes between its stars; nil of an exact name.
    private let segments: [[[UInt8]]]?

    init(_ pattern: SignalPattern) {
        text = pattern.text
        segments =
            pattern.isExact
            ? nil
            : pattern.text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
                .map(Self.runs)
    }

    /// A star in a name is any name at all: that of a block that can't be used. Others have none (`Signal.segment`).
    func matches(_ name: SegmentedName) -> Bool {
        guard let segments else { return text.utf8.elementsEqual(name.text.utf8) }
        return name.segments.count == segments.count
            && zip(segments, name.segments).allSatisfy { $1.elementsEqual("*".utf8) || Self.matches($0, $1) }
    }

    /// The runs of bytes between a segment's stars.
    static func runs(of segment: some Collection<UInt8>) -> [[UInt8]] {
        segment.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map { Array($0) }
    }

    /// Greedy from the left: the first run is a prefix, the last a suffix, those between are found in order.
    static func matches(_ runs: [[UInt8]], _ segment: some BidirectionalCollection<UInt8>) -> Bool {
        guard let first = runs.first, let last = runs.last else { return segment.isEmpty }
        guard runs.count > 1 else { return segment.elementsEqual(first) }
        guard segment.count >= first.count + last.count, segment.starts(with: first),
            segment.suffix(last.count).elementsEqual(last)
        else { return false }
        var rest = segment.dropFirst(first.count).dropLast(last.count)
        for run in runs.dropFirst().dropLast() where !run.isEmpty {
            guard let start = rest.indices.first(where: { rest[$0...].starts(with: run) }) else { return false }
            rest = rest[start...].dropFirst(run.count)
        }
        return true
    }
}
