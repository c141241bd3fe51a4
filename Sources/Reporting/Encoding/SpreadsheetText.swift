import Responses
import Utilities

/// Makes a text fit for a spreadsheet's cell (CONTRACT section 7, `excel`): no formula, nothing that steers, hides or
/// reorders text, no more characters than a cell holds.
struct SpreadsheetText: ~Copyable {
    /// What a cell holds, in the UTF-16 units that spreadsheets count.
    static let limit = 32_767
    private static let cutMark: StaticString = "…[cut]"
    private static let cutMarkUnits = 6

    private var fitted = OutputBuffer()

    /// `text`, or what it becomes; valid until the next call, and as long as `text`.
    mutating func fit(_ text: UnsafeBufferPointer<UInt8>) -> UnsafeBufferPointer<UInt8> {
        if unsafe Self.isPlain(text) { return unsafe text }
        let guarded = unsafe Self.needsGuard(text)
        let cutoffs = Self.limit - (guarded ? 1 : 0)
        fitted.removeAll()
        if guarded { fitted.append(UInt8(ascii: "'")) }
        // A text has no more UTF-16 units than bytes.
        if unsafe text.count <= cutoffs || Self.prefix(of: text, units: cutoffs) == text.count {
            unsafe appendVisibly(text)
        } else {
            let end = unsafe Self.prefix(of: text, units: cutoffs - Self.cutMarkUnits)
            let kept = unsafe Self.wholeCharacters(of: text, upTo: end)
            unsafe appendVisibly(UnsafeBufferPointer(rebasing: text[..<kept]))
            fitted.append(Self.cutMark)
        }
        return unsafe fitted.bytes
    }

    /// Printable ASCII that begins with nothing to look behind: nearly all texts there are.
    private static func isPlain(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = unsafe text.first else { return true }
        switch first {
        case UInt8(ascii: " "), UInt8(ascii: "="), UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "@"):
            return false
        default: break
        }
        guard text.count <= limit else { return false }
        var strange: UInt8 = 0
        for index in text.indices { strange |= unsafe text[index] &- 0x20 >= 0x5F ? 1 : 0 }
        return strange == 0
    }

    /// A spreadsheet may take the text for a formula: it starts so, maybe behind what can't be seen or will be
    /// a blank; a leading tab, CR or LF can make it one after an import.
    private static func needsGuard(_ text: UnsafeBufferPointer<UInt8>) -> Bool {
        var decoder = UTF8()
        var bytes = unsafe text.makeIterator()
        while case .scalarValue(let scalar) = unsafe decoder.decode(&bytes) {
            switch scalar {
            case "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}", "\t", "\r", "\n":
                return true
            default:
                guard isSkipped(scalar) else { return false }
            }
        }
        return false
    }

    private static func isSkipped(_ scalar: Unicode.Scalar) -> Bool {
        let properties = scalar.properties
        return properties.isWhitespace || properties.isDefaultIgnorableCodePoint
            || properties.generalCategory == .format || properties.generalCategory == .control
    }

    /// The bytes of the longest run of whole scalars with at most `units` UTF-16 units.
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

    /// `end`, or up to 128 bytes before it where it would fall inside what is read as one character.
    private static func wholeCharacters(of text: UnsafeBufferPointer<UInt8>, upTo end: Int) -> Int {
        var start = max(0, end - 128)
        while start < end, unsafe text[start] & 0xC0 == 0x80 { start += 1 }
        // Flags are pairs of regional indicators, F0 9F 87 and one more: the pairs count from the first.
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

    private mutating func appendVisibly(_ text: UnsafeBufferPointer<UInt8>) {
        var decoder = UTF8()
        var bytes = unsafe text.makeIterator()
        // No byte becomes more than the three of U+FFFD.
        unsafe fitted.append(cutoffs: 3 * text.count) { end in
            var written = 0
            while true {
                let scalar: Unicode.Scalar
                switch unsafe decoder.decode(&bytes) {
                case .scalarValue(let decoded): scalar = Self.shown(decoded)
                case .error: scalar = "\u{FFFD}"
                case .emptyInput: return written
                }
                for byte in scalar.utf8 {
                    unsafe end[written] = byte
                    written += 1
                }
            }
        }
    }

    /// Control characters and line separators become a space, what else hides or reorders text U+FFFD.
    private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029: " "
        default: scalar.visible
        }
    }
}
