import Utilities

/// Limits in bytes: of names, ids, and of what rows repeat (CONTRACT section 1). A small answer must not cost much memory,
/// time or disk.
extension ResponseFlattener {
    /// Bytes of the name of a classifier, filter, scope, category or unknown key.
    static var longestName: Int { 1024 }
    /// Bytes of an id, status, type or code. A longer one is cut to as many, and a defect.
    package static var longestIdentifier: Int { 4096 }
    /// Bytes of the names of all signals of one text, each counted once.
    static var nameBytesLimit: Int { 4 << 20 }

    /// Generations that a text of so many bytes may hold: each has a row, and six bytes are enough to make one. Real ones
    /// take more than a kilobyte.
    package static func generationLimit(bytes: Int) -> Int { max(10_000, bytes / 128) }

    /// Bytes that the rows of a text of so many bytes may repeat: the names of signals, each as often as it is given; the
    /// pointers and reasons of defects; what generations and rows inherit; the reasons of rows. Real answers repeat less
    /// than their own size.
    static func listedLimit(bytes: Int) -> Int { max(8 << 20, 4 * bytes) }

    /// Counts a name that the text gives for the first time. Ends the reading of names where one is too long, or where
    /// the new ones are too many bytes.
    mutating func countName() {
        namesInText += 1
        if signals.refusedName != nil || signals.newBytes > Self.nameBytesLimit { endNames() }
    }

    /// Stops reading names: the text is refused.
    mutating func endNames() { namesInText = Self.nameLimit + 1 }

    /// Whether the names of the text's signals are too many bytes, whatever the table held before.
    var hasTooManyNameBytes: Bool {
        if signals.newBytes > Self.nameBytesLimit { return true }
        guard signals.bytes > Self.nameBytesLimit else { return false }
        var sum = 0
        for (index, mark) in givenBy.enumerated() where mark >> 2 > generationsBefore {
            sum += signals.signals[index].name.utf8.count
        }
        return sum > Self.nameBytesLimit
    }

    /// Whether the readings of the text name too many bytes. Nearly every text is too small for it.
    var repeatsTooManyNames: Bool {
        guard records.readings.count > (listedLimit - listedBytes) / max(1, signals.longestName) else {
            return false
        }
        var sum = listedBytes
        for reading in records.readings { sum += signals[reading.signal].name.utf8.count }
        return sum > listedLimit
    }

    /// Cuts an id, status, type or code that is too long, with a defect. A text that was cut keeps more bytes than
    /// `longestIdentifier`, so that it never equals a whole one.
    mutating func bounded(_ text: BorrowedText, at step: JSONPointer.Step) -> BorrowedText {
        guard text.count > Self.longestIdentifier else { return text }
        addDefect(at: step, "\(text.count.grouped) bytes; the limit is \(Self.longestIdentifier.grouped)")
        return text.bounded
    }
}

extension BorrowedText {
    /// The text, or its beginning where an id, status, type or code is too long.
    var bounded: BorrowedText {
        let limit = ResponseFlattener.longestIdentifier
        return count > limit ? cut(to: limit + 1) : self
    }

    /// Whether an id was cut, so that it identifies nothing.
    package var isCut: Bool { count > ResponseFlattener.longestIdentifier }
}

extension Defect {
    /// Bytes that it takes in every row that lists it, and in memory.
    var listedBytes: Int { pointer.utf8.count + reason.utf8.count + MemoryLayout<Defect>.size }
}

extension Unrecognised {
    /// Bytes that it takes in memory for each owner.
    var listedBytes: Int { MemoryLayout<Unrecognised>.size }
}
