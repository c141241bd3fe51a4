package import Responses

extension Summary {
    /// A reason that responses and tasks without generations have in common.
    package struct UnauditedReason: Sendable, Equatable {
        /// Why there is no generation.
        package var kind: Unaudited.Kind
        /// The reason, without a position in the text, cut to 160 bytes; the status of the task if it has none.
        package var reason: String
        /// The rows with the reason.
        package var count: Int
        /// The first of them, `path:line`.
        package var source: String
    }
}

/// Counts the reasons of the rows of `unaudited.csv`. Superseded rows do not count. Memory is bounded: beyond
/// `limit` reasons, further ones are not counted.
struct UnauditedReasons: Sendable {
    private struct Key: Hashable {
        var kind: Unaudited.Kind
        var reason: String
    }

    private static let limit = 1_000
    private static let longest = 160
    private static let shown = 5
    /// The indices of the columns among the cells of a row without its kind.
    private static let source = 0, status = 4, reason = 8

    private var indices: [Key: Int] = [:]
    private var reasons: [Summary.UnauditedReason] = []

    /// The most frequent first; of equals, the one that came first.
    var mostFrequent: [Summary.UnauditedReason] {
        let ranked = reasons.indices.sorted { (-reasons[$0].count, $0) < (-reasons[$1].count, $1) }
        return ranked.prefix(Self.shown).map { reasons[$0] }
    }

    /// - Parameter cells: The cells of a row except its kind, as libcsv quotes them.
    mutating func add(_ kind: Unaudited.Kind, _ cells: BorrowedText) {
        guard kind != .superseded, var text = Self.cell(Self.reason, of: cells) else { return }
        if text.isEmpty {
            let status = Self.cell(Self.status, of: cells) ?? ""
            text = status.isEmpty ? "without a reason" : "status \(status)"
        }
        let key = Key(kind: kind, reason: Self.withoutPosition(text))
        if let known = indices[key] {
            reasons[known].count += 1
        } else if reasons.count < Self.limit {
            indices[key] = reasons.count
            reasons.append(
                .init(
                    kind: kind, reason: key.reason, count: 1, source: Self.cell(Self.source, of: cells) ?? ""))
        }
    }

    /// The text of a cell, cut to `longest` bytes.
    private static func cell(_ index: Int, of cells: BorrowedText) -> String? {
        let quote = UInt8(ascii: "\"")
        var position = 0
        for current in 0...index {
            guard position < cells.count, cells[position] == quote else { return nil }
            var end = position + 1
            while let next = cells.firstOffset(of: quote, from: end) {
                end = next + 1
                guard end < cells.count, cells[end] == quote else { break }
                end += 1
            }
            // A part file can hold any bytes.
            guard position + 1 < end else { return nil }
            if current == index { return unquoted(cells.slice(position + 1..<end - 1)) }
            position = end + 1
        }
        return nil
    }

    private static func unquoted(_ content: BorrowedText) -> String {
        var bytes: [UInt8] = [], isDoubled = false
        for byte in content.prefix(8 * longest) {
            if byte == UInt8(ascii: "\""), !isDoubled {
                isDoubled = true
                continue
            }
            isDoubled = false
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `line 3, column 7: cut off` is `cut off`.
    private static func withoutPosition(_ text: String) -> String {
        var rest = text[...]
        if rest.hasPrefix("line "), let colon = rest.firstIndex(of: ":"), rest[..<colon].contains(", column ") {
            rest = rest[rest.index(after: colon)...].drop { $0 == " " }
        }
        guard rest.utf8.count > longest else { return String(rest) }
        return String(rest.unicodeScalars.prefix(longest)) + "…"
    }
}
