internal import Digests
internal import Utilities

/// Pseudonyms of IDs for one profile and one recipient (CONTRACT section 14). An ID has the same pseudonym in all
/// reports for a recipient. The pseudonyms of two recipients cannot be linked without the key.
final class Pseudonyms {
    /// The kind of an ID. The raw value is the first letter of the pseudonym.
    enum Kind: String, CaseIterable {
        case generation = "G"
        case task = "T"
        case user = "U"
        case reviewer = "R"
        case key = "K"
    }

    private let code: HMACSHA256
    /// The last ID of each kind and its pseudonym, because the rows of a generation repeat the ID. IDs are compared by
    /// their bytes: equal texts of Swift may be different IDs.
    private var last: [Kind: (id: String, pseudonym: String)] = [:]

    init(key: ShareKey, profile: String, recipient: String) {
        let own = HMACSHA256(key: key.bytes).code(
            of: Array("modaudit share 1\n\(profile)\n\(recipient)\n".utf8))
        code = HMACSHA256(key: own)
    }

    /// The pseudonym of an ID in a file of the report; empty for an empty ID.
    func pseudonym(of id: String, _ kind: Kind) -> String {
        if id.isEmpty { return "" }
        if let last = last[kind], last.id.utf8.elementsEqual(id.utf8) { return last.pseudonym }
        let digest = code.code(of: Array("\(kind.rawValue)\n\(Self.plain(id))".utf8))
        let pseudonym = "\(kind.rawValue)-\(Self.base32(digest))"
        last[kind] = (id, pseudonym)
        return pseudonym
    }

    private static let digits = Array("0123456789abcdefghjkmnpqrstvwxyz")

    /// The first 80 bits as 16 digits of five bits, the highest bits first.
    private static func base32(_ bytes: [UInt8]) -> String {
        var text = ""
        for digit in 0..<16 {
            let bit = digit * 5
            let pair = UInt16(bytes[bit / 8]) << 8 | UInt16(bytes[bit / 8 + 1])
            text.append(digits[Int(pair >> (11 - UInt16(bit % 8)) & 31)])
        }
        return text
    }

    /// The ID without the guard of a spreadsheet cell (CONTRACT section 7). An ID then has the same pseudonym in a
    /// table and in `generations.json`. Control characters become blanks, and characters that hide or reorder text
    /// become U+FFFD. A `'` is removed at the start, and before a blank or a character that starts a formula.
    static func plain(_ id: String) -> String {
        if id.utf8.allSatisfy({ 0x21...0x7E ~= $0 && $0 != UInt8(ascii: "'") }) { return id }
        let scalars = id.unicodeScalars.map(shown)
        var plain = String.UnicodeScalarView()
        for (index, scalar) in scalars.enumerated() {
            let next = index + 1 < scalars.count ? scalars[index + 1] : nil
            if scalar == "'", index == 0 || next.map(startsFormula) == true { continue }
            plain.append(scalar)
        }
        return String(plain)
    }

    private static func shown(_ scalar: Unicode.Scalar) -> Unicode.Scalar {
        switch scalar.value {
        case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029: " "
        default: scalar.visible
        }
    }

    private static func startsFormula(_ scalar: Unicode.Scalar) -> Bool {
        [" ", "=", "+", "-", "@", "\u{FF1D}", "\u{FF0B}", "\u{FF0D}", "\u{FF20}"].contains(scalar)
    }
}
