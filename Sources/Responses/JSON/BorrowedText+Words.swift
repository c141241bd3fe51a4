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

/// A name of at most 32 bytes as four words, to compare names on the tape with.
struct ShortName {
    /// -1 for a longer name, which equals none.
    private let count: Int
    private let words: SIMD4<UInt64>
    /// The bits of each word that belong to the name.
    private let masks: SIMD4<UInt64>

    init(_ name: BorrowedText) {
        let size = name.count
        count = size <= 32 ? size : -1
        masks = SIMD4(Self.mask(size), Self.mask(size - 8), Self.mask(size - 16), Self.mask(size - 24))
        words = name.fourWords & masks
    }

    private static func mask(_ bytes: Int) -> UInt64 {
        bytes >= 8 ? .max : bytes <= 0 ? 0 : 1 << UInt64(8 * bytes) - 1
    }

    /// Compares all bytes. `text` must be on the tape.
    @inline(__always)
    static func == (name: ShortName, text: BorrowedText) -> Bool {
        guard name.count == text.count else { return false }
        let different = (text.fourWords ^ name.words) & name.masks
        return different[0] | different[1] | different[2] | different[3] == 0
    }
}

extension BorrowedText {
    /// The first 32 bytes, and what follows a shorter text: simdjson keeps 64 readable bytes after the last one.
    @inline(__always)
    fileprivate var fourWords: SIMD4<UInt64> {
        unsafe UnsafeRawPointer(base).loadUnaligned(as: SIMD4<UInt64>.self)
    }
}
