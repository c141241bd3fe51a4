internal import CSV

/// The header of a sheet, and the delimiter that makes it one.
struct SheetHeader {
    let delimiter: UInt8
    /// The number of rows before the header.
    let rowsBefore: Int
    /// The places of the columns that an import reads.
    private(set) var key: Int?, id: Int?, decision: Int?, note: Int?
    /// Whether a row with these columns can be imported.
    var isUsable: Bool { decision != nil && (key ?? id) != nil }
    /// The number of columns that sheets have.
    private var known = 0
    /// A needed column that is there twice.
    private var twice: String?
    /// The key of the other kind of sheet.
    private var other: SheetKey?

    private init(_ fields: [[UInt8]], delimiter: UInt8, rowsBefore: Int, key wanted: SheetKey) {
        self.delimiter = delimiter
        self.rowsBefore = rowsBefore
        for (place, field) in fields.enumerated() where field.count <= 256 {
            let name = Self.name(field)
            if Self.columns.contains(name) { known += 1 }
            switch name {
            case wanted.column: set(\.key, place, name)
            case "generation_id": set(\.id, place, name)
            case "review_decision": set(\.decision, place, name)
            case "review_note": set(\.note, place, name)
            case SheetKey.review.column: other = .review
            case SheetKey.sample.column: other = .sample
            default: break
            }
        }
    }

    private mutating func set(_ column: WritableKeyPath<SheetHeader, Int?>, _ place: Int, _ name: String) {
        if self[keyPath: column] != nil { twice = name }
        self[keyPath: column] = place
    }

    /// Finds the header among the first rows.
    static func find(in text: SheetText, key: SheetKey) throws(SheetFault) -> SheetHeader {
        var best: SheetHeader?, fault: SheetFault?
        for delimiter in ",;\t|".utf8 {
            let found: SheetHeader?
            do throws(SheetFault) {
                found = try header(in: text, by: delimiter, key)
            } catch {
                // The fault of the most usual delimiter is the reason if no delimiter gives a header.
                fault = fault ?? error
                continue
            }
            guard let found else { continue }
            if best.map({ found.isBetter(than: $0) }) ?? true { best = found }
        }
        guard let best else { throw fault ?? .noHeader(expected: key.column) }
        if best.decision == nil { throw .noDecisions }
        if best.key == nil, let other = best.other {
            throw .otherKey(found: other.column, option: other.option)
        }
        if !best.isUsable { throw .noKey(expected: key.column) }
        if let twice = best.twice { throw .columnTwice(twice) }
        return best
    }

    private func isBetter(than other: SheetHeader) -> Bool {
        isUsable == other.isUsable ? known > other.known : isUsable
    }

    /// The first row with the needed columns, else the first with one of them; nil if there is none.
    private static func header(
        in text: SheetText, by delimiter: UInt8, _ key: SheetKey
    ) throws(SheetFault) -> SheetHeader? {
        var first: SheetHeader?
        var rows = SheetRecords(text, delimiter: delimiter)
        var count = 0
        while count < SheetLimits.headerRows, let row = try rows.next() {
            let header = SheetHeader(row, delimiter: delimiter, rowsBefore: count, key: key)
            if header.isUsable { return header }
            if first == nil, (header.decision ?? header.key ?? header.other.map { _ in 0 }) != nil {
                first = header
            }
            count += 1
        }
        return first
    }

    /// A column's name as sheets write it, from the ways in which people and programs write it.
    private static func name(_ field: [UInt8]) -> String {
        var name = ""
        for scalar in String(decoding: field, as: UTF8.self).unicodeScalars {
            switch scalar {
            case "\"", "'", "`", "\u{2018}"..."\u{201F}": continue
            case "-", "_", "\u{2010}"..."\u{2015}", " ", "\u{A0}", "\t", "\n", "\r", "\u{202F}":
                if !name.isEmpty, name.utf8.last != UInt8(ascii: "_") { name.append("_") }
            case _ where CellText.isSkipped(scalar): continue
            default: name.unicodeScalars.append(scalar)
            }
        }
        while name.utf8.last == UInt8(ascii: "_") { name.removeLast() }
        return name.lowercased()
    }

    /// The columns of the sheets of reports and of samples.
    private static let columns = Set(
        SheetColumns.review + [
            "sample_key", "decision", "severity", "top_signal", "top_margin", "source", "evidence_sha256",
            "signals_sha256", "reason", "hint", "row",
        ])
}

/// What a sheet decides about: generations of a report, or questions of a sample.
package enum SheetKey: Sendable {
    case review, sample

    /// The name of the column with the key.
    package var column: String {
        switch self {
        case .review: "review_key"
        case .sample: "sample_key"
        }
    }

    /// The option that names the folder.
    var option: String {
        switch self {
        case .review: "--report"
        case .sample: "--sample"
        }
    }

    /// The first characters of a key.
    var prefix: String {
        switch self {
        case .review: "rk_"
        case .sample: "sk_"
        }
    }

    /// Whether a text has the form of a key.
    func isKey(_ text: String) -> Bool {
        text.hasPrefix(prefix) && text.utf8.count == 19
            && text.utf8.dropFirst(3).allSatisfy {
                UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0
            }
    }
}
