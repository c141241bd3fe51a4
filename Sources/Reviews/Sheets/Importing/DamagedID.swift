internal import Utilities

/// What spreadsheets make of ids that look like numbers or dates.
enum DamagedID {
    /// Whether a spreadsheet can have made `cell` of `id`: a number without its leading zeros, or one of many digits that was
    /// rounded, as `1.23E+15`.
    static func isRounded(_ cell: String, of id: String) -> Bool {
        let digits = Array(id.utf8.drop { $0 == UInt8(ascii: "0") })
        if digits.count < id.utf8.count, id.utf8.allSatisfy(\.isDigit), cell.utf8.elementsEqual(digits) {
            return true
        }
        guard digits.count >= 10, digits.count <= 4096, digits.allSatisfy(\.isDigit),
            let (kept, exponent) = scientific(cell) ?? fifteenDigits(cell), exponent == digits.count - 1,
            kept.count < digits.count
        else { return false }
        let isUp = digits[kept.count] >= UInt8(ascii: "5")
        let cut = Array(digits.prefix(kept.count))
        return cut == kept || isUp && increased(cut) == kept
    }

    /// What happened to an id that is not in the report; nil if that cannot be determined.
    static func hint(for cell: String) -> String? {
        let word = cell.lowercased()
        if scientific(cell) != nil { return "a spreadsheet rounded the id to \(shown(cell))" }
        if isDate(word) { return "a spreadsheet turned the id into the date \(shown(cell))" }
        if word.hasPrefix("#") { return "the cell shows \(shown(cell)), not its id" }
        if ["true", "false", "wahr", "falsch", "vrai", "faux"].contains(word) {
            return "a spreadsheet turned the id into \(shown(cell))"
        }
        if word.hasSuffix("…") || word.hasSuffix("…[cut]") { return "the id was cut" }
        if fifteenDigits(cell) != nil { return "a spreadsheet can have rounded the id to 15 digits" }
        return nil
    }

    /// The first characters of a cell, for a message.
    private static func shown(_ cell: String) -> String { String(cell.prefix(40)).visible }

    /// The digits and the exponent of a number such as `1.23E+15` or `1,23E+15`.
    private static func scientific(_ cell: String) -> (digits: [UInt8], exponent: Int)? {
        let parts = cell.uppercased().utf8.split(separator: UInt8(ascii: "E"), omittingEmptySubsequences: false)
        guard cell.utf8.count <= 40, parts.count == 2, let first = parts[0].first, first.isDigit else {
            return nil
        }
        let rest = parts[0].dropFirst()
        guard rest.isEmpty || rest.first == UInt8(ascii: ".") || rest.first == UInt8(ascii: ","),
            rest.dropFirst().allSatisfy(\.isDigit)
        else { return nil }
        let exponent = parts[1].first == UInt8(ascii: "+") ? parts[1].dropFirst() : parts[1]
        guard !exponent.isEmpty, exponent.allSatisfy(\.isDigit), let value = Int(String(Substring(exponent)))
        else { return nil }
        var digits = [first] + rest.dropFirst()
        // `1.20E+15` and `1.2E+15` are the same number.
        while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return (digits, value)
    }

    /// The digits of a number of more than 15 digits that has zeros behind the 15th.
    private static func fifteenDigits(_ cell: String) -> (digits: [UInt8], exponent: Int)? {
        let digits = Array(cell.utf8)
        guard digits.count > 15, digits.count <= 64, digits.allSatisfy(\.isDigit),
            digits[0] != UInt8(ascii: "0"),
            digits[15...].allSatisfy({ $0 == UInt8(ascii: "0") })
        else { return nil }
        return (Array(digits[..<15]), digits.count - 1)
    }

    private static func increased(_ digits: [UInt8]) -> [UInt8] {
        var digits = digits
        for place in digits.indices.reversed() {
            if digits[place] != UInt8(ascii: "9") {
                digits[place] += 1
                break
            }
            digits[place] = UInt8(ascii: "0")
        }
        while digits.count > 1, digits.last == UInt8(ascii: "0") { digits.removeLast() }
        return digits
    }

    /// Whether it is a date as spreadsheets show one: numbers, or a number and a month, with separators.
    private static func isDate(_ word: String) -> Bool {
        guard word.utf8.count <= 24 else { return false }
        let parts = word.split { !$0.isLetter && !$0.isNumber }
        guard 2...6 ~= parts.count, word.contains(where: { "./- ".contains($0) }) else { return false }
        let isNumber = parts.map { $0.utf8.allSatisfy(\.isDigit) && $0.utf8.count <= 4 }
        let isMonth = parts.map {
            months.contains(String($0.prefix(3))) && $0.count <= 9 && !$0.contains(where: \.isNumber)
        }
        let count = isMonth.filter { $0 }.count
        return zip(isNumber, isMonth).allSatisfy { $0 || $1 } && (count == 1 || count == 0 && parts.count >= 3)
    }

    /// The first letters of the months in English, German and French.
    private static let months: Set<String> = [
        "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec", "mär", "mrz", "mai",
        "okt",
        "dez", "fév", "avr", "jui", "aoû", "déc",
    ]
}
