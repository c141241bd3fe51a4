import Responses

/// The fields of `scores.csv` (CONTRACT section 6) in groups. The group that the rows of one generation, classifier
/// or category share is rendered once.
enum ScoresTable {
    enum Kind: String {
        case legal, category, filter
    }

    static func writeHeader(to fields: inout some FieldWriter & ~Copyable) {
        writeGeneration(nil, to: &fields)
        writeOrigin(nil, source: nil as BorrowedText?, scope: nil, to: &fields)
        writeFrame(nil, label: nil, to: &fields)
        writeCategory(nil, to: &fields)
        writeScore(nil, verdict: nil, type: nil, to: &fields)
    }

    /// Bytes of the id: it is in each of its scores. Real ids have about 40.
    private static let longestID = 128

    static func writeGeneration(_ id: BorrowedText?, to fields: inout some FieldWriter & ~Copyable) {
        fields.text("generation_id", id.map { ShownText(text: $0, limit: longestID) })
    }

    static func writeOrigin(
        _ kind: Kind?, source: (some ReportText)?, scope: String?, to fields: inout some FieldWriter & ~Copyable
    ) {
        fields.text("kind", kind?.rawValue)
        fields.text("source", source)
        fields.text("scope", scope)
    }

    static func writeFrame(_ frame: Int?, label: Int64?, to fields: inout some FieldWriter & ~Copyable) {
        fields.integer("frame", frame.map(Int64.init))
        fields.integer("label", label)
    }

    static func writeCategory(_ category: String?, to fields: inout some FieldWriter & ~Copyable) {
        fields.text("category", category)
    }

    static func writeScore(
        _ score: Double?, verdict: Bool?, type: BorrowedText?, to fields: inout some FieldWriter & ~Copyable
    ) {
        fields.decimal("score", score)
        fields.flag("verdict", verdict)
        fields.text("type", type)
    }
}
