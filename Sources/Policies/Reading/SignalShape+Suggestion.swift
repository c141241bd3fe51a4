extension SignalShape {
    /// The signal that an unmatched name resembles: with misspelt segments (`legal.ip.scores`) or with a missing
    /// segment (`moderation_api.S*`).
    static func suggestion(for name: String) -> String? {
        let written = name.split(separator: ".").map(String.init)
        guard written.count >= 2, written.count <= 3 else { return nil }
        var best: (cost: Int, name: String)?
        for shape in table {
            for candidate in shape.candidates(for: written) where candidate.cost < best?.cost ?? .max {
                best = candidate
            }
        }
        return best?.name
    }

    private func candidates(for written: [String]) -> [(cost: Int, name: String)] {
        if written.count == segments.count {
            return [aligned(written.map { $0 })].compactMap { $0 }
        }
        guard written.count + 1 == segments.count else { return [] }
        // A missing segment is less likely than two wrong letters, and the open shape matches nearly everything.
        let penalty = segments.contains(where: { $0 != .open }) ? 2 : 4
        return (1...written.count).compactMap { place in
            var padded: [String?] = written
            padded.insert(nil, at: place)
            return aligned(padded).map { ($0.cost + penalty, $0.name) }
        }
    }

    /// - Parameter written: Nil if a segment is missing.
    private func aligned(_ written: [String?]) -> (cost: Int, name: String)? {
        var cost = 0
        var names: [String] = []
        for (index, (word, segment)) in zip(written, segments).enumerated() {
            switch (segment, word) {
            case (.open, let word?):
                if index == 0, Self.reserved.contains(word) { return nil }
                names.append(word)
            case (.open, nil): names.append("*")
            case (.literal(let literal), nil): names.append(literal)
            case (.literal(let literal), let word?):
                let edits = Spelling.edits(Array(word.prefix(64).lowercased()), Array(literal))
                guard edits <= max(word.count, literal.count) / 2 else { return nil }
                cost += edits
                names.append(literal)
            }
        }
        return (cost, names.joined(separator: "."))
    }
}
