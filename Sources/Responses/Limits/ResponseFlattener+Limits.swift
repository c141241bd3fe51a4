import Utilities

/// Limits in bytes on names, IDs and repeated content (CONTRACT section 1). They bound the memory, time and disk space
/// that a small answer can take.
extension ResponseFlattener {
    /// The maximum length in bytes of the name of a classifier, filter, scope, category or unknown key.
    static var longestName: Int { 1024 }
    /// The maximum length in bytes of an ID, status, type or code. A longer one is cut, and is a defect.
    package static var longestIdentifier: Int { 4096 }
    /// The maximum number of bytes in the names of all signals of one text. Each name counts once.
    static var nameBytesLimit: Int { 4 << 20 }

    /// The maximum number of generations in a text of `bytes` bytes. Each generation has a row, and six bytes of text
    /// can make one. Real generations take more than a kilobyte.
    package static func generationLimit(bytes: Int) -> Int { max(10_000, bytes / 128) }

    /// The maximum number of bytes that the rows of a text of `bytes` bytes may repeat. Each use of a signal's name
    /// counts, and so do the pointers and reasons of defects, inherited fields and the reasons of rows. Real answers
    /// repeat less than their own size.
    static func listedLimit(bytes: Int) -> Int { max(8 << 20, 4 * bytes) }

    /// Counts a name that the text gives for the first time. Stops reading names if one is too long or if the new names
    /// have too many bytes.
    mutating func countName() {
        namesInText += 1
        if signals.refusedName != nil || signals.newBytes > Self.nameBytesLimit { endNames() }
    }

    /// Stops reading names, so that the text is refused.
    mutating func endNames() { namesInText = Self.nameLimit + 1 }

    /// Whether the names of the text's signals have too many bytes. Names from earlier texts count if this text gives
    /// them too.
    var hasTooManyNameBytes: Bool {
        if signals.newBytes > Self.nameBytesLimit { return true }
        guard signals.bytes > Self.nameBytesLimit else { return false }
        var sum = 0
        for (index, mark) in givenBy.enumerated() where mark >> 2 > generationsBefore {
            sum += signals.signals[index].name.utf8.count
        }
        return sum > Self.nameBytesLimit
    }

    /// Whether the readings of the text repeat too many bytes of names. Nearly every text is too small for that.
    var repeatsTooManyNames: Bool {
        guard records.readings.count > (listedLimit - listedBytes) / max(1, signals.longestName) else {
            return false
        }
        var sum = listedBytes
        for reading in records.readings { sum += signals[reading.signal].name.utf8.count }
        return sum > listedLimit
    }

    /// Cuts an ID, status, type or code that is too long, and adds a defect. A cut text is longer than
    /// `longestIdentifier`, so it never equals a complete one.
    mutating func bounded(_ text: BorrowedText, at step: JSONPointer.Step) -> BorrowedText {
        guard text.count > Self.longestIdentifier else { return text }
        addDefect(at: step, "\(text.count.grouped) bytes; the limit is \(Self.longestIdentifier.grouped)")
        return text.bounded
    }
}

extension BorrowedText {
    /// The text, or its beginning if it is longer than an ID, status, type or code may be.
    var bounded: BorrowedText {
        let limit = ResponseFlattener.longestIdentifier
        return count > limit ? cut(to: limit + 1) : self
    }

    /// Whether the text was cut. A cut ID does not identify anything.
    package var isCut: Bool { count > ResponseFlattener.longestIdentifier }
}

extension Defect {
    /// The number of bytes that the defect takes in memory and in every row that lists it.
    var listedBytes: Int { pointer.utf8.count + reason.utf8.count + MemoryLayout<Defect>.size }
}

extension Unrecognised {
    /// The number of bytes that the path takes in memory for each owner.
    var listedBytes: Int { MemoryLayout<Unrecognised>.size }
}
