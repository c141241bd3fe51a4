/// An ID as 128 bits, for tables of the IDs of a run.
///
/// Both halves are keyed with the process's random hashing secret, so that no answer can contain an ID that
/// collides with another by design. The keys never reach a report, so the report does not depend on the secret.
package struct IDKey: Sendable, Hashable {
    /// Never 0, which marks a free slot of an `IDTable`.
    package let high: UInt64
    /// The lower half.
    package let low: UInt64

    /// The key of an ID.
    package init(_ id: BorrowedText) {
        var first = Hasher(), second = Hasher()
        second.combine(1)
        id.hash(into: &first)
        id.hash(into: &second)
        high = UInt64(bitPattern: Int64(first.finalize())) | 1
        low = UInt64(bitPattern: Int64(second.finalize()))
    }

    /// The key with these halves; nil if `high` is 0.
    package init?(high: UInt64, low: UInt64) {
        guard high != 0 else { return nil }
        self.high = high
        self.low = low
    }

    private init() {
        high = 0
        low = 0
    }

    /// A key that no ID has.
    package static let none = IDKey()
}
