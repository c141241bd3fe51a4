internal import Digests
package import Policies
package import Responses

/// Computes `review_key` (CONTRACT section 15): a key of a generation as a reviewer sees it, which changes when its signals
/// or its findings do.
///
/// It keeps its storage from one generation to the next.
package struct ReviewKey: ~Copyable {
    private var json = CanonicalJSON()
    private var findings: [[UInt8]] = []

    /// Creates a computation.
    package init() {}

    /// Starts a generation.
    package mutating func begin() { findings.removeAll(keepingCapacity: true) }

    /// Adds a finding of the generation, in any order.
    /// - Parameters:
    ///   - meaning: The digest of the meaning of its rule.
    ///   - band: `flagged` or `near`.
    ///   - value: The value of its deciding signal.
    package mutating func add(meaning: String, _ band: Band, _ value: MatchedValue?) {
        json.removeAll()
        json.raw(meaning.utf8)
        json.raw(" ")
        json.raw(band.name.utf8)
        json.raw(" ")
        switch value {
        case .number(let number): json.number(number)
        case .boolean(let boolean): json.boolean(boolean)
        case .text(let text): json.string(text)
        case nil: json.raw("-")
        }
        json.raw("\n")
        findings.append(json.bytes)
    }

    /// The key of the generation; nil without an identity.
    /// - Parameters:
    ///   - identity: The ID of the generation; nil or empty if it has none.
    ///   - signals: `signals_sha256` of the generation.
    package mutating func key(identity: BorrowedText?, signals: String) -> String? {
        guard let identity, !identity.isEmpty else { return nil }
        findings.sort { $0.lexicographicallyPrecedes($1) }
        json.removeAll()
        json.raw("modaudit review 1\n")
        json.raw(identity)
        json.raw("\n")
        json.raw(signals.utf8)
        json.raw("\n")
        for finding in findings { json.raw(finding) }
        return ReadableKey.text("rk", SHA256Digest.bytes(of: json.bytes))
    }
}
