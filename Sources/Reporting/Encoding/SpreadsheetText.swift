import Responses
import Utilities

/// Makes a text safe for a spreadsheet's cell (CONTRACT section 7, `excel`): no formula, no characters that
/// control, hide or reorder text, and no more characters than a cell can hold.
///
/// If a file is opened with a separator other than its own, texts are split into cells. Therefore the start of a
/// formula is also guarded inside a text, after every separator except the file's own, and after line breaks.
struct SpreadsheetText: ~Copyable {
    /// The capacity of a cell in UTF-16 units, which spreadsheets count.
    static let limit = 32_767
    private static let cutMark: StaticString = "…[cut]"
    private static let cutMarkUnits = 6

    private var fitted = OutputBuffer()
    /// The file's own separator: quotes protect it within a text.
    private let delimiter: UInt8

    init(delimiter: ReportStyle.Delimiter) { self.delimiter = delimiter.rawValue }

    /// `text`, or its safe form. Valid until the next call, and as long as `text` is.
    mutating func fit(_ text: BorrowedText) -> BorrowedText {
        unsafe BorrowedText(unsafeBytes: fit(text.bytes))
    }

    /// `text`, or its safe form. Valid until the next call, and as long as `text` is.
    mutating func fit(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        if unsafe Self.isPlain(text) { return unsafe text }
        fitted.removeAll()
        let isGuarded = unsafe Self.needsGuard(text)
        if isGuarded { fitted.append(UInt8(ascii: "'")) }
        // A character becomes one or two units: of twice as many units as fit, at least that many remain.
        let end = unsafe Self.prefix(of: text, units: 2 * Self.limit + 2)
        unsafe appendVisibly(UnsafeBufferPointer(rebasing: text[..<end]), isGuarded: isGuarded)
        // A text has no more UTF-16 units than bytes.
        if fitted.count > Self.limit, unsafe Self.prefix(of: fitted.bytes, units: Self.limit) < fitted.count {
            let end = unsafe Self.prefix(of: fitted.bytes, units: Self.limit - Self.cutMarkUnits)
            fitted.truncate(to: unsafe Self.wholeCharacters(of: fitted.bytes, upTo: end))
            fitted.append(Self.cutMark)
        }
        return unsafe fitted.bytes
    }

    /// Whether the text is printable ASCII that needs no further check: nothing at its start, and no start of a
    /// formula directly after a separator, a blank or a quotation mark. Nearly all texts are.
    private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = unsafe text.first else { return true }
        switch first {
        case UInt8(ascii: " "), UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"):
            return false
        default: break
        }
        guard text.count <= limit else { return false }
        // Comparisons without branches, which the compiler vectorises.
        var strange: UInt8 = 0, separators: UInt8 = 0
        for index in text.indices {
            let byte = unsafe text[index]
            strange |= byte &- 0x20 >= 0x5F ? 1 : 0
            separators |= isSeparator(byte) ? 1 : 0
        }
        if strange != 0 { return false }
        return unsafe separators == 0 || !hasStart(text)
    }

    /// Whether the start of a formula follows a separator, a blank or a quotation mark.
    private static func hasStart(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var starts: UInt8 = 0
        for index in 1..<max(1, text.count) {
            let before = unsafe text[index - 1], byte = unsafe text[index]
            let isStart =
                byte == UInt8(ascii: "=") || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: "@")
            let isBoundary =
                isSeparator(before) || before == UInt8(ascii: " ") || before == UInt8(ascii: "\"")
            starts |= isBoundary && isStart ? 1 : 0
        }
        return starts != 0
    }

    @inline(__always)
    private static func isSeparator(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ",") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: "|")
    }

    /// Whether a spreadsheet may read the text as a formula: it starts like one, perhaps after invisible characters
    /// or those that become blanks. A leading tab, CR or LF can make it a formula after an import.
    private static func needsGuard(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var decoder = UTF8()
        var bytes = unsafe text.makeIterator()
        while case .scalarValue(let scalar) = unsafe decoder.decode(&bytes) {
            if startsFormula(scalar) || ["\t", "\r", "\n"].contains(scalar) { return true }
            guard isSkipped(scalar) else { return false }
        }
        return false
    }

    private static func startsFormula(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar {
        case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}": true
        default: false
        }
    }

    /// Whether a cell may begin after it if the file is opened with another separator.
    private static func beginsCell(_ scalar: Unicode.Scalar, delimiter: UInt8) -> Bool {
        switch scalar {
        case ",", ";", "\t", "|": scalar.value != UInt32(delimiter)
        case "\n", "\r", "\u{B}", "\u{C}", "\u{85}", "\u{2028}", "\u{2029}": true
        default: false
        }
    }

    private static func isSkipped(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x7F: return scalar.value <= 0x20 || scalar.value == 0x7F
        // Letters and syllables. Looking up their category takes far longer.
        case 0xC0...0x2FF, 0x400...0x52F, 0x4E00...0x9FFF, 0xAC00...0xD7A3: return false
        default: break
        }
        let properties = scalar.properties
        return properties.isWhitespace || properties.isDefaultIgnorableCodePoint
            || properties.generalCategory == .format || properties.generalCategory == .control
    }

    /// The length in bytes of the longest prefix of whole scalars with at most `units` UTF-16 units.
    private static func prefix(of text: UnsafeBufferPointer<UInt8>, units: Int) -> Int {
        var rest = units
        for index in text.indices {
            switch unsafe text[index] {
            case 0x80...0xBF: continue
            case 0xF0...0xFF: rest -= 2
            default: rest -= 1
            }
            if rest < 0 { return index }
        }
        return text.count
    }

    /// `end`, or up to 128 bytes before it if it is inside a grapheme cluster.
    private static func wholeCharacters(of text: UnsafeBufferPointer<UInt8>, upTo end: Int) -> Int {
        var start = max(0, end - 128)
        while start < end, unsafe text[start] & 0xC0 == 0x80 { start += 1 }
        // Flags are pairs of regional indicators, F0 9F 87 and one more byte; pairs count from the first.
        while start >= 4, unsafe text[start - 4] == 0xF0 && text[start - 3] == 0x9F && text[start - 2] == 0x87 {
            start -= 4
        }
        let around = unsafe String(decoding: text[start..<min(end + 64, text.count)], as: UTF8.self)
        var boundary = start
        for character in around {
            let next = boundary + character.utf8.count
            if next > end { break }
            boundary = next
        }
        return boundary > start ? boundary : end
    }

    /// - Parameter isGuarded: Whether a guard precedes the text.
    private mutating func appendVisibly(_ text: UnsafeBufferPointer<UInt8>, isGuarded: Bool) {
        var decoder = UTF8()
        var bytes = unsafe text.makeIterator()
        let delimiter = delimiter
        /// Whether the position follows a separator, or characters that a spreadsheet skips between it and a
        /// formula.
        var isAtStart = false
        /// Before the first visible character, one guard suffices.
        var isLeading = isGuarded
        // A byte becomes at most the three of U+FFFD; a guard precedes at most every second one.
        unsafe fitted.append(reserving: 4 * text.count) { end in
            var written = 0
            while true {
                let scalar: Unicode.Scalar
                switch unsafe decoder.decode(&bytes) {
                case .scalarValue(let decoded): scalar = decoded
                case .error: scalar = "\u{FFFD}"
                case .emptyInput: return written
                }
                if isLeading {
                    isLeading = Self.isSkipped(scalar)
                    isAtStart = !isLeading && Self.beginsCell(scalar, delimiter: delimiter)
                } else if Self.beginsCell(scalar, delimiter: delimiter) {
                    isAtStart = true
                } else if isAtStart, Self.startsFormula(scalar) {
                    unsafe end[written] = UInt8(ascii: "'")
                    written += 1
                    isAtStart = false
                } else if isAtStart, scalar != "\"" {
                    isAtStart = Self.isSkipped(scalar)
                }
                for byte in Self.shown(scalar).utf8 {
                    unsafe end[written] = byte
                    written += 1
                }
            }
        }
    }

    /// Control characters and line separators become a blank; other characters that hide or reorder text become
    /// U+FFFD.
    private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029: " "
        // Letters, and the `≥` of a finding in words.
        case 0x20...0x7E, 0xC0...0x2FF, 0x2190...0x22FF: scalar
        default: scalar.visible
        }
    }
}
