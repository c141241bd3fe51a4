import Responses

/// The kinds of chunks in a part file, in their order. A chunk is a byte for its kind, its length in eight bytes, the least
/// significant first, and its content.
package enum PartChunk: UInt8, Sendable {
    /// The `PartHeader`.
    case header = 0x48
    /// The rows of a batch and the keys of its generations. A part has any number of them.
    case rows = 0x52
    /// The totals of the part.
    case totals = 0x54
    /// The items of the page.
    case cards = 0x57
    /// The tasks with a final answer.
    case tasks = 0x58
    /// The SHA-256 of the bytes before this chunk.
    case footer = 0x5A

    /// The first bytes of a part file, with the version of the format.
    static let signature: StaticString = "modaudit part 1\n"
    /// The length of a chunk's kind and length.
    static let headSize = 9
    /// The length of the footer's content.
    static let footerSize = 64
    /// The ending of the file with the keys of a part.
    package static let keysEnding = ".keys"

    /// Whether `next` may stand behind this chunk.
    func mayPrecede(_ next: PartChunk) -> Bool {
        switch self {
        case .header: next == .rows || next == .totals
        case .rows: next == .rows || next == .totals
        case .totals: next == .cards
        case .cards: next == .tasks
        case .tasks: next == .footer
        case .footer: false
        }
    }
}
