/// `except`: the exclusions of a condition's patterns (CONTRACT section 4).
extension PolicyReader {
    /// Refuses an exception that excludes nothing, and exceptions that exclude everything.
    mutating func judge(
        _ exceptions: [WrittenSignal], in fields: SyntaxFields, leftOutOf signals: [WrittenSignal]
    ) {
        // The intended matches of a refused signal are unknown.
        guard let entry = fields["except"], let signal = fields["signal"],
            signals.count == signal.value.items.count
        else { return }
        guard exceptions.count <= PolicyLimits.exceptions else {
            return diagnostics.refuse(
                exceptions[PolicyLimits.exceptions].position,
                "`except` takes at most \(PolicyLimits.exceptions) names; this list has \(exceptions.count)",
                fixIt: "patterns with `*` leave out many signals at once")
        }
        // The work grows with the product; policies written by people stay far below the limit.
        guard signals.count * exceptions.count <= 10_000 else { return }
        let patterns = signals.map { SegmentedPattern($0.pattern.text) }
        let leftOut = exceptions.map { SegmentedPattern($0.pattern.text) }
        for (exception, pattern) in zip(exceptions, leftOut) where !patterns.contains(where: pattern.overlaps) {
            diagnostics.refuse(
                exception.position,
                "`except` \(exception.pattern.text.quoted) leaves nothing out: `signal` matches no such name",
                fixIt: "name some of the signals of \(signals[0].pattern.text.quoted), or remove it")
        }
        for (written, pattern) in zip(signals, patterns) where leftOut.contains(where: { $0.covers(pattern) }) {
            diagnostics.refuse(
                entry.key.position, "`except` leaves out all of \(written.pattern.text.quoted)",
                fixIt: written.pattern.isExact
                    ? "a name without `*` needs no `except`; remove one of them"
                    : "leave out less than the whole pattern, or remove it from `signal`")
        }
    }
}

/// Compares two patterns, segment by segment.
struct SegmentedPattern {
    private let segments: [[UInt8]]
    private static let star = UInt8(ascii: "*")
    /// Segments longer than this, in bytes, count as overlapping; no real name is as long.
    private static let longest = 256

    init(_ text: String) {
        segments = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false).map(
            Array.init)
    }

    /// Whether a name can match both.
    func overlaps(_ other: SegmentedPattern) -> Bool {
        segments.count == other.segments.count && zip(segments, other.segments).allSatisfy(Self.overlap)
    }

    /// Whether this pattern matches every name that `other` matches.
    func covers(_ other: SegmentedPattern) -> Bool {
        segments.count == other.segments.count
            && zip(segments, other.segments).allSatisfy { mine, theirs in
                mine == [Self.star] || mine == theirs
                    || !theirs.contains(Self.star)
                        && CompiledPattern.matches(CompiledPattern.runs(of: mine), theirs)
            }
    }

    /// Row by row: whether the first `i` bytes of `left` and the first `j` of `right` can match the same text.
    private static func overlap(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        guard left.count <= longest, right.count <= longest else { return true }
        var row = [true]
        for mine in left { row.append(mine == star && row[row.count - 1]) }
        for theirs in right {
            let before = row
            row[0] = theirs == star && before[0]
            for (index, mine) in left.enumerated() {
                row[index + 1] =
                    mine == star || theirs == star
                    ? row[index] || before[index + 1] : mine == theirs && before[index]
            }
        }
        return row[left.count]
    }
}
