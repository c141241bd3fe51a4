internal import Utilities

/// Cells as spreadsheets and people change them, and what they hold.
enum CellText {
    /// The text of a field, without white space and invisible characters around it.
    static func trimmed(_ field: [UInt8]) -> String {
        // Most cells are plain.
        if field.allSatisfy({ 0x21...0x7E ~= $0 }) { return String(decoding: field, as: UTF8.self) }
        let scalars = Array(String(decoding: field, as: UTF8.self).unicodeScalars)
        guard let first = scalars.firstIndex(where: { !isSkipped($0) }),
            let last = scalars.lastIndex(where: { !isSkipped($0) })
        else { return "" }
        var text = String.UnicodeScalarView()
        text.append(contentsOf: scalars[first...last])
        return String(text)
    }

    /// A key or an id, without white space around it and the `'` of the guard or of a person before it.
    static func identifier(_ text: String) -> String {
        guard text.utf8.first == UInt8(ascii: "'") else { return text }
        return trimmed(Array(text.utf8.drop { $0 == UInt8(ascii: "'") }))
    }

    /// The form in which ids of a report and of a sheet are compared. It has no `'`, because the guard of the report's
    /// tables adds some, and neither blanks around it nor characters that the tables replace.
    static func comparable(_ id: String) -> String {
        if id.utf8.allSatisfy({ 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "'") }) { return id }
        var text = String.UnicodeScalarView()
        for scalar in id.unicodeScalars where scalar != "'" { text.append(shown(scalar)) }
        return trimmed(Array(String(text).utf8))
    }

    /// A note as the ledger holds it: control characters are spaces, and a long note is cut. A `'` before the start of a
    /// formula is the guard of a sheet.
    static func note(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars { scalars.append(isControl(scalar) ? " " : scalar) }
        let plain = trimmed(Array(String(scalars).utf8))
        let note = unguarded(plain)
        guard note.utf8.count > SheetLimits.noteBytes else { return note }
        let mark = "…[cut]"
        var end = note.utf8.index(note.startIndex, offsetBy: SheetLimits.noteBytes - mark.utf8.count)
        while String.Index(end, within: note.unicodeScalars) == nil { end = note.utf8.index(before: end) }
        return String(note[..<end]) + mark
    }

    /// A text without the guard of a table at its start (CONTRACT section 7).
    static func unguarded(_ text: String) -> String {
        let bytes = text.utf8.prefix(2)
        guard bytes.count == 2, bytes.first == UInt8(ascii: "'"), "=+-@".utf8.contains(bytes.last ?? 0) else {
            return text
        }
        return String(text.dropFirst())
    }

    /// The character of the report's tables (CONTRACT section 7).
    private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        isControl(scalar) ? " " : scalar.visible
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029: true
        default: false
        }
    }

    /// Whether it is white space, or an invisible character.
    static func isSkipped(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.value < 0x7F { return scalar.value <= 0x20 }
        let properties = scalar.properties
        return properties.isWhitespace || properties.isDefaultIgnorableCodePoint
            || properties.generalCategory == .format || properties.generalCategory == .control
    }
}
