import Digests
package import Responses

/// How an ID becomes a key.
package enum IDKeying: Sendable {
    /// With the secret of the process. No answer can contain an ID that collides with another by design.
    case seeded
    /// The first half of its SHA-256: the same key in every run, as parts need it (CONTRACT section 17).
    case digest

    /// The key of an ID.
    @inline(__always)
    package func key(of id: BorrowedText) -> IDKey {
        switch self {
        case .seeded: IDKey(id)
        case .digest: Self.digest(of: id)
        }
    }

    private static func digest(of id: BorrowedText) -> IDKey {
        let (high, low) = id.withSpan { SHA256Digest.half(of: $0) }
        // A key does not begin with 64 bits of 0, which mark a free slot of a table.
        return IDKey(high: high, low: low) ?? IDKey(high: 1, low: low) ?? .none
    }
}
