internal import Utilities

/// The rule for the cells of one column, in CSV and JSON.
struct CellRule {
    let column: String
    let action: Profile.Action
    let pseudonyms: Pseudonyms?

    /// The text of a cell in the copy; nil for an empty cell.
    /// - Parameters:
    ///   - text: The cell of the report, not empty.
    ///   - outcome: The decision or band of the row's comparison, for `band`.
    func text(_ text: String, outcome: String?) -> String? {
        switch action {
        case .keep: return text
        case .drop, .blank: return nil
        case .pseudonym:
            guard let kind = ColumnGroup.ids[column], let pseudonyms else { return nil }
            guard ColumnGroup.lists.contains(column) else { return pseudonyms.pseudonym(of: text, kind) }
            return ColumnGroup.names(in: text).map { pseudonyms.pseudonym(of: $0, kind) }.joined(separator: " ")
        case .day: return Self.date(text).map { String($0) }
        case .month: return Self.date(text).map { String($0.prefix(7)) }
        case .band: return Self.band(of: outcome)
        case .length: return String(Pseudonyms.plain(text).unicodeScalars.count)
        }
    }

    /// The band of a value with this decision or band.
    static func band(of outcome: String?) -> String? {
        switch outcome {
        case "flagged", "near": outcome
        case "clear": "below"
        default: nil
        }
    }

    /// The date at the start of a time, such as `2026-11-22`; nil for any other text.
    static func date(_ text: String) -> Substring? {
        let bytes = Array(text.utf8.prefix(11))
        guard bytes.count >= 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            bytes.count == 10 || [UInt8(ascii: "T"), UInt8(ascii: "t"), UInt8(ascii: " ")].contains(bytes[10])
        else { return nil }
        func number(_ range: Range<Int>) -> Int? {
            bytes[range].allSatisfy(\.isDigit) ? Int(String(decoding: bytes[range], as: UTF8.self)) : nil
        }
        guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
            CivilDate(year: year, month: month, day: day) != nil
        else { return nil }
        return text.prefix(10)
    }
}
