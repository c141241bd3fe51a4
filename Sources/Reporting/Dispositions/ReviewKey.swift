internal import Digests
package import Policies
package import Responses

/// Computes `review_key` (CONTRACT section 15): a key of a generation as a reviewer sees it, which changes when its signals
/// or its findings do.
///
/// It keeps its storage from one generation to the next.
package struct ReviewKey: ~Copyable {
    /// The lines of the findings.
    private var json = CanonicalJSON()
    private var lines: [Range<Int>] = []
    private var whole = CanonicalJSON()

    /// Creates a computation.
    package init() {}

    /// Starts a generation.
    package mutating func begin() {
        json.removeAll()
        lines.removeAll(keepingCapacity: true)
    }

    /// Adds a finding of the generation, in any order.
    /// - Parameters:
    ///   - meaning: The digest of the meaning of its rule.
    ///   - band: `flagged` or `near`.
    ///   - value: The value of its deciding signal.
    package mutating func add(meaning: String, _ band: Band, _ value: MatchedValue?) {
        let start = json.bytes.count
        json.raw(meaning.utf8Span.span)
        json.raw(" ")
        json.raw(band.name.utf8Span.span)
        json.raw(" ")
        switch value {
        case .number(let number): json.number(number)
        case .boolean(let boolean): json.boolean(boolean)
        case .text(let text): text.withSpan { json.string($0) }
        case nil: json.raw("-")
        }
        json.raw("\n")
        lines.append(start..<json.bytes.count)
    }

    /// The key of the generation; nil without an identity.
    /// - Parameters:
    ///   - identity: The ID of the generation; nil or empty if it has none.
    ///   - signals: `signals_sha256` of the generation.
    package mutating func key(identity: BorrowedText?, signals: String) -> String? {
        guard let identity, !identity.isEmpty else { return nil }
        let bytes = json.bytes
        if lines.count > 1 { lines.sort { bytes[$0].lexicographicallyPrecedes(bytes[$1]) } }
        whole.removeAll()
        whole.raw("modaudit review 1\n")
        identity.withSpan { whole.raw($0) }
        whole.raw("\n")
        whole.raw(signals.utf8Span.span)
        whole.raw("\n")
        for line in lines { whole.raw(bytes.span.extracting(line)) }
        return ReadableKey.text("rk", SHA256Digest.bytes(of: whole.bytes))
    }
}

extension ReviewKey {
    /// The key of a listed generation; nil without an identity (CONTRACT section 13).
    /// - Parameter meanings: `meaning_sha256` of each rule of the policy.
    mutating func key(of row: ListedGeneration, meanings: [String]) -> String? {
        begin()
        for finding in row.judgement.findings {
            add(
                meaning: meanings[finding.rule], finding.band,
                finding.deciding.map { row.judgement.matched[$0].value })
        }
        let id = row.generation.id.flatMap { $0.count <= ListedRow.longestIdentity ? $0 : nil }
        return key(identity: id, signals: row.signalsDigest ?? "")
    }
}
