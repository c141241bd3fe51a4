import Responses

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
            : pattern.text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map {
                $0.split(separator: UInt8(ascii: "*"), omittingEmptySubsequences: false).map(Array.init)
            }
    }

    func matches(_ signal: Signal) -> Bool { matches(name: signal.name) }

    func matches(name: String) -> Bool {
        guard let segments else { return text.utf8.elementsEqual(name.utf8) }
        let names = name.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        return names.count == segments.count && zip(segments, names).allSatisfy { Self.matches($0, $1) }
    }

    /// Greedy from the left: the first run is a prefix, the last a suffix, those between are found in order.
    private static func matches(_ runs: [[UInt8]], _ segment: Substring.UTF8View) -> Bool {
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
