/// A generation's seed: any whole number with all its digits (CONTRACT section 2).
package enum Seed: Sendable {
    case signed(Int64)
    /// A value above the signed range.
    case unsigned(UInt64)
    /// A value beyond 64 bits: sign and digits as in the text. Valid until the parser reads its next text.
    case digits(BorrowedText)

    /// The seed in decimal digits.
    package var text: String {
        switch self {
        case .signed(let value): "\(value)"
        case .unsigned(let value): "\(value)"
        case .digits(let text): String(text)
        }
    }
}
