import Responses

/// A generation's id, as 128 bits.
///
/// Both halves are keyed with the process's random hashing secret, so that no answer can be made up whose id
/// passes for another's; the keys never reach a report, so the report doesn't depend on the secret.
struct GenerationKey: Equatable {
    /// Never 0, which marks a free slot of `SeenGenerations`.
    let high: UInt64
    let low: UInt64

    init(_ id: BorrowedText) {
        var first = Hasher(), second = Hasher()
        second.combine(1)
        unsafe first.combine(bytes: UnsafeRawBufferPointer(id.bytes))
        unsafe second.combine(bytes: UnsafeRawBufferPointer(id.bytes))
        high = UInt64(bitPattern: Int64(first.finalize())) | 1
        low = UInt64(bitPattern: Int64(second.finalize()))
    }

    init(high: UInt64, low: UInt64) {
        self.high = high
        self.low = low
    }

    static let none = GenerationKey(high: 0, low: 0)
}
