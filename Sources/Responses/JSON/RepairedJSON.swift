import CSimdJSON

/// A copy of a JSON text in which values that RFC 8259 allows and simdjson refuses are replaced by values of the
/// same length. A number beyond the range of a double becomes a text, and so a defect if a number is expected. A
/// whole number beyond 64 bits becomes its nearest double, or for a seed a placeholder text with its digits. The
/// escape of a lone surrogate becomes that of U+FFFD.
struct RepairedJSON {
    /// A private-use character of three bytes that marks a placeholder text for a number.
    static let mark = "\u{F8FF}"

    /// The mark of a placeholder for a seed beyond 64 bits.
    private static let seedMark = "\u{F8FE}"

    private var storage: [UInt8] = []
    /// The digits of all seeds beyond 64 bits, and their ranges by the number in the placeholder.
    private var seedDigits: [UInt8] = []
    private var seeds: [Range<Int>] = []
    private var count = 0

    /// The repaired copy with simdjson's padding. Valid until the next repair.
    var text: BorrowedText {
        mutating get {
            // The array does not change before the next text, so the address stays valid.
            storage.withBorrowedText(ofFirst: count) { $0 }
        }
    }

    /// Copies and repairs `text`. Returns false if there is nothing to repair.
    mutating func repair(_ text: BorrowedText) -> Bool {
        storage.removeAll(keepingCapacity: text.count < 1 << 20)
        storage.append(contentsOf: text)
        count = storage.count
        seedDigits.removeAll()
        seeds.removeAll()
        storage.append(contentsOf: repeatElement(0, count: Int(SIMD_JSON_PADDING)))
        var changed = false
        var index = 0
        while index < count {
            switch storage[index] {
            case UInt8(ascii: "\""): index = repairText(from: index + 1, &changed)
            case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                index = repairNumber(from: index, &changed)
            default: index += 1
            }
        }
        return changed
    }

    /// Returns the index after the text's closing quote.
    private mutating func repairText(from start: Int, _ changed: inout Bool) -> Int {
        var index = start
        while index < count, storage[index] != UInt8(ascii: "\"") {
            guard storage[index] == UInt8(ascii: "\\") else {
                index += 1
                continue
            }
            guard let unit = escapedUnit(at: index), 0xD800...0xDFFF ~= unit else {
                index += 2
                continue
            }
            if unit < 0xDC00, let low = escapedUnit(at: index + 6), 0xDC00...0xDFFF ~= low {
                index += 12
                continue
            }
            storage.replaceSubrange(index + 2..<index + 6, with: "FFFD".utf8)
            changed = true
            index += 6
        }
        return index + 1
    }

    /// The UTF-16 unit of an escape `\uXXXX` at `index`.
    private func escapedUnit(at index: Int) -> UInt32? {
        guard index + 6 <= count, storage[index] == UInt8(ascii: "\\"), storage[index + 1] == UInt8(ascii: "u")
        else { return nil }
        return UInt32(String(decoding: storage[index + 2..<index + 6], as: UTF8.self), radix: 16)
    }

    /// Returns the index after the number.
    private mutating func repairNumber(from start: Int, _ changed: inout Bool) -> Int {
        let isPart: (UInt8) -> Bool = { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "."),
                UInt8(ascii: "e"), UInt8(ascii: "E"):
                true
            default: false
            }
        }
        let end = storage[start..<count].firstIndex { !isPart($0) } ?? count
        let digits = String(decoding: storage[start..<end], as: UTF8.self)
        // The shortest number beyond the range has five characters: 1e309. simdjson reads whole numbers as 64-bit
        // integers and refuses larger ones.
        guard Self.isJSONNumber(storage[start..<end]), digits.utf8.count >= 5, let value = Double(digits),
            value.isInfinite
                || !(digits.contains { ".eE".contains($0) } || Int64(digits) != nil || UInt64(digits) != nil)
        else { return end }
        // A number in the position of a key stays unchanged, and simdjson refuses it.
        let next = storage[end..<count].first { $0 != 32 && !(9...10 ~= $0) && $0 != 13 }
        guard next != UInt8(ascii: ":") else { return end }
        let isWhole = digits.utf8.allSatisfy { $0 == UInt8(ascii: "-") || 48...57 ~= $0 }
        let standIn =
            isWhole && isSeed(before: start)
            ? seed(digits)
            : value.isInfinite ? Self.text(ofLength: end - start) : Self.double(value, ofLength: end - start)
        storage.replaceSubrange(start..<end, with: standIn)
        changed = true
        return end
    }

    /// Whether the value at `start` belongs to a member `seed`.
    private func isSeed(before start: Int) -> Bool {
        let isBlank: (UInt8) -> Bool = { $0 == 32 || 9...10 ~= $0 || $0 == 13 }
        guard let colon = storage[..<start].lastIndex(where: { !isBlank($0) }),
            storage[colon] == UInt8(ascii: ":"),
            let quote = storage[..<colon].lastIndex(where: { !isBlank($0) })
        else { return false }
        return storage[...quote].suffix(6).elementsEqual("\"seed\"".utf8)
    }

    /// The placeholder for a seed, which has at least nineteen digits: mark, number, blanks.
    private mutating func seed(_ digits: String) -> [UInt8] {
        seeds.append(seedDigits.count..<seedDigits.count + digits.utf8.count)
        seedDigits += digits.utf8
        let text = Array("\"\(Self.seedMark)\(seeds.count - 1)".utf8)
        return text + repeatElement(UInt8(ascii: " "), count: digits.utf8.count - text.count - 1) + [
            UInt8(ascii: "\"")
        ]
    }

    /// The digits of the seed that a placeholder text replaces; nil for any other text. Valid until the next
    /// repair.
    func digits(of text: BorrowedText) -> BorrowedText? {
        let standIn = String(text)
        guard standIn.hasPrefix(Self.seedMark), let end = standIn.firstIndex(of: " "),
            let number = Int(standIn.dropFirst()[..<end]), seeds.indices.contains(number)
        else { return nil }
        let range = seeds[number]
        // The array does not change before the next text, so the address stays valid.
        return unsafe seedDigits.withUnsafeBufferPointer { digits in
            unsafe digits.baseAddress.map {
                unsafe BorrowedText(unsafeBase: $0 + range.lowerBound, count: range.count)
            }
        }
    }

    /// The placeholder for a number beyond the range of a double.
    private static func text(ofLength length: Int) -> [UInt8] {
        [UInt8(ascii: "\"")] + Array(mark.utf8) + repeatElement(UInt8(ascii: "9"), count: length - 5)
            + [UInt8(ascii: "\"")]
    }

    /// The nearest double of a whole number beyond 64 bits, with `length` digits and sign: at most 17 digits, an
    /// `e` and the number of omitted digits, which is at least three; then blanks.
    private static func double(_ value: Double, ofLength length: Int) -> [UInt8] {
        let parts = "\(value.magnitude)".split(separator: "e"), point = parts[0].split(separator: ".")
        let fraction = point.count == 1 || point[1] == "0" ? "" : point[1]
        let exponent = (parts.count > 1 ? Int(parts[1]) ?? 0 : 0) - fraction.utf8.count
        let text = Array("\(value < 0 ? "-" : "")\(point[0])\(fraction)e\(exponent)".utf8)
        return text + repeatElement(UInt8(ascii: " "), count: length - text.count)
    }

    /// The grammar of a number (RFC 8259, section 6): `-? (0 | [1-9] digits) (. digits)? ([eE] [+-]? digits)?`.
    static func isJSONNumber(_ bytes: ArraySlice<UInt8>) -> Bool {
        var rest = bytes
        func digits(_ rest: inout ArraySlice<UInt8>) -> Int {
            let run = rest.prefix { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            rest = rest.dropFirst(run.count)
            return run.count
        }
        if rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let leadsWithZero = rest.first == UInt8(ascii: "0")
        let whole = digits(&rest)
        guard whole > 0, whole == 1 || !leadsWithZero else { return false }
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            guard digits(&rest) > 0 else { return false }
        }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard digits(&rest) > 0 else { return false }
        }
        return rest.isEmpty
    }
}
