import Responses

/// The last decimals, as they were written. The platform's scores are on a coarse grid, and finding a number here takes a
/// fifth of the time of computing its digits.
struct DecimalCache: ~Copyable {
    private struct Slot {
        /// The bits of the number; of an unused slot, those of no finite one.
        var bits = Double.nan.bitPattern
        var text = SIMD4<UInt64>()
        var count = 0
    }

    /// One slot for each hash. Empty until the first number.
    private var slots: [Slot] = []
    private static let size = 4096

    /// Appends `value`, which is finite, by `write` or as it was written before.
    @inline(__always)
    mutating func append(_ value: Double, to buffer: inout OutputBuffer, _ write: (inout OutputBuffer) -> Void)
    {
        let bits = value.bitPattern
        let slot = Int(truncatingIfNeeded: (bits &* 0x9E37_79B9_7F4A_7C15) >> 52)
        if slot < slots.count, slots[slot].bits == bits {
            return buffer.append(slots[slot].text, count: slots[slot].count)
        }
        let start = buffer.count
        write(&buffer)
        keep(bits, at: slot, buffer.text.slice(start..<buffer.count))
    }

    @inline(never)
    private mutating func keep(_ bits: UInt64, at slot: Int, _ text: BorrowedText) {
        guard text.count <= MemoryLayout<SIMD4<UInt64>>.size else { return }
        if slots.isEmpty { slots = Array(repeating: Slot(), count: Self.size) }
        var kept = Slot(bits: bits, count: text.count)
        for (index, byte) in text.enumerated() {
            kept.text[index >> 3] |= UInt64(byte) << UInt64(8 * (index & 7))
        }
        slots[slot] = kept
    }
}
