import Responses

/// A signal's name, prepared for comparison with many patterns.
struct SegmentedName {
    let text: String
    let segments: [ArraySlice<UInt8>]

    init(_ text: String) {
        self.text = text
        segments = Array(text.utf8).split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    }
}

/// A signal pattern, prepared for comparison with names.
struct CompiledPattern {
    let text: String
    /// The pattern with its exceptions.
    let written: String
    /// For each segment, the runs of bytes between its stars; nil for an exact name.
    private let segments: [[[UInt8]]]?
    /// The same for each exception.
    private let exceptions: Exceptions
    typealias Exceptions = [[[[UInt8]]]]

    /// - Parameter exceptions: The matchers of the exceptions, if another pattern of the condition has made them.
    init(_ pattern: SignalPattern, exceptions: Exceptions? = nil) {
        text = pattern.text
        written = pattern.text + PolicyProse.except(pattern)
        segments = pattern.isExact ? nil : Self.segments(of: pattern.text)
        self.exceptions = exceptions ?? Self.exceptions(of: pattern)
    }

    /// A star in a name means any name: it names a block that cannot be used. No other name holds a star
    /// (`Signal.segment`). An exception excludes such a block only if it excludes every name there.
    func matches(_ name: SegmentedName) -> Bool {
        guard let segments else { return text.utf8.elementsEqual(name.text.utf8) }
        let isMatch =
            name.segments.count == segments.count
            && zip(segments, name.segments).allSatisfy { $1.elementsEqual("*".utf8) || Self.matches($0, $1) }
        return isMatch
            && !exceptions.contains { exception in
                name.segments.count == exception.count && zip(exception, name.segments).allSatisfy(Self.matches)
            }
    }

    static func exceptions(of pattern: SignalPattern) -> Exceptions { pattern.exceptions.map(segments) }

    private static func segments(of pattern: String) -> [[[UInt8]]] {
        pattern.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(runs)
    }

    /// The runs of bytes between a segment's stars.
    static func runs(of segment: some Collection<UInt8>) -> [[UInt8]] {
        segment.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map { Array($0) }
    }

    /// Greedy from the left: the first run is a prefix, the last a suffix, those between are found in order, each behind
    /// the one before. Nothing is tried twice, so the time is at most the bytes of the segment times those of the longest
    /// run.
    static func matches(_ runs: [[UInt8]], _ segment: some Collection<UInt8>) -> Bool {
        let bytes = Array(segment)
        guard let first = runs.first, let last = runs.last else { return bytes.isEmpty }
        guard runs.count > 1 else { return bytes == first }
        guard bytes.count >= first.count + last.count, bytes.starts(with: first),
            bytes.suffix(last.count).elementsEqual(last)
        else { return false }
        var start = first.count
        let end = bytes.count - last.count
        for run in runs.dropFirst().dropLast() where !run.isEmpty {
            while start + run.count <= end, !bytes[start..<start + run.count].elementsEqual(run) { start += 1 }
            guard start + run.count <= end else { return false }
            start += run.count
        }
        return true
    }
}
