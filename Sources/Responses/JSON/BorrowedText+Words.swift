/// Short texts as machine words. Only for texts on the tape: simdjson keeps more than eight readable bytes after
/// each text, and these are masked.
extension BorrowedText {
    /// The first eight bytes, or all if there are fewer.
    @inline(__always)
    var head: UInt64 {
        let word = unsafe UnsafeRawPointer(base).loadUnaligned(as: UInt64.self)
        return count >= 8 ? word : word & (1 << UInt64(truncatingIfNeeded: count &* 8) &- 1)
    }

    /// The last eight bytes; `head` for a text of at most eight bytes.
    @inline(__always)
    var tail: UInt64 {
        count <= 8 ? head : unsafe UnsafeRawPointer(base + (count - 8)).loadUnaligned(as: UInt64.self)
    }

    /// The eight bytes at `offset`, which must be within the text.
    @inline(__always)
    func word(at offset: Int) -> UInt64 {
        precondition(offset >= 0 && offset + 8 <= count, "offset outside of the text")
        return unsafe UnsafeRawPointer(base + offset).loadUnaligned(as: UInt64.self)
    }

    /// Whether the text contains `moderation_result` or `classifier_result`, as the names of moderation blocks do.
    @inline(__always)
    var namesModerationBlock: Bool { count >= 17 && findsModerationBlock }

    private var findsModerationBlock: Bool {
        var start = 10
        while start + 7 <= count {
            let word = unsafe UnsafeRawPointer(base + start).loadUnaligned(as: UInt64.self)
            // `_result` after the ten letters of either word.
            if word << 8 == 0x74_6C75_7365_725F << 8 {
                let before = unsafe BorrowedText(unsafeBase: base + (start - 10), count: 10)
                if before == "moderation" || before == "classifier" { return true }
            }
            start += 1
        }
        return false
    }

    /// The second eight bytes of a text of more than sixteen bytes, otherwise 0. With head and tail these are all
    /// bytes of a text of up to 24.
    @inline(__always)
    var middle: UInt64 {
        count <= 16 ? 0 : unsafe UnsafeRawPointer(base + 8).loadUnaligned(as: UInt64.self)
    }
}
