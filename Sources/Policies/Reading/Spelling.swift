/// Finds the known word that a misspelt word resembles.
package enum Spelling {
    /// The first of the nearest candidates; nil if none is near.
    package static func suggestion(for word: String, among candidates: some Sequence<String>) -> String? {
        var best: (distance: Int, word: String)?
        for candidate in candidates {
            guard let distance = nearness(word, candidate), distance < best?.distance ?? .max else { continue }
            best = (distance, candidate)
        }
        return best?.word
    }

    /// The number of edits between two words, ignoring case; nil if it exceeds a third of the longer word, or the
    /// words are longer than any name here.
    static func nearness(_ word: String, _ other: String) -> Int? {
        guard word.utf8.count <= 64, other.utf8.count <= 64 else { return nil }
        let left = Array(word.lowercased())
        let right = Array(other.lowercased())
        let distance = edits(left, right)
        return distance <= max(1, max(left.count, right.count) / 3) ? distance : nil
    }

    /// Insertions, deletions, replacements and swaps of adjacent characters (optimal string alignment).
    static func edits(_ left: [Character], _ right: [Character]) -> Int {
        var beforeLast = [Int](repeating: 0, count: right.count + 1)
        var last = Array(0...right.count)
        for row in left.indices {
            var current = [row + 1]
            for column in right.indices {
                let replaced = last[column] + (left[row] == right[column] ? 0 : 1)
                var cost = min(replaced, last[column + 1] + 1, current[column] + 1)
                if row > 0, column > 0, left[row] == right[column - 1], left[row - 1] == right[column] {
                    cost = min(cost, beforeLast[column - 1] + 1)
                }
                current.append(cost)
            }
            beforeLast = last
            last = current
        }
        return last[right.count]
    }
}
