/// A function or initialiser of a source file, found by the layout that `swift format` gives.
struct SourceFunction {
    /// `Intake/Framer.swift: next`.
    let name: String
    /// Lines from the one with the name to the closing brace.
    let length: Int
    let parameters: Int
}

extension SourceFile {
    var functions: [SourceFunction] {
        lines.indices.compactMap { index in
            guard let signature = Self.signature(lines[index]) else { return nil }
            return SourceFunction(
                name: "\(path): \(signature.name)", length: length(from: index),
                parameters: parameters(from: index, at: signature.parenthesis))
        }
    }

    /// The name of the function that a line declares, and the offset of the parenthesis before its parameters.
    private static func signature(_ line: Substring) -> (name: String, parenthesis: Int)? {
        let words = line.split(separator: " ", omittingEmptySubsequences: true)
        guard let keyword = words.firstIndex(where: { $0 == "func" || $0.hasPrefix("init") }),
            words[..<keyword].allSatisfy({ $0.hasPrefix("@") || modifiers.contains($0) }),
            keyword + 1 < words.count || words[keyword] != "func",
            let parenthesis = line.firstIndex(of: "(")
        else { return nil }
        let name = words[keyword] == "func" ? words[keyword + 1] : words[keyword]
        let plain = name.prefix { $0 != "(" && $0 != "<" }
        // `initial = 1` declares nothing.
        guard words[keyword] == "func" || ["init", "init?"].contains(plain) else { return nil }
        return (String(plain), line.distance(from: line.startIndex, to: parenthesis))
    }

    private static let modifiers: Set<Substring> = [
        "public", "package", "internal", "fileprivate", "private", "static", "mutating", "consuming",
        "override",
        "final", "convenience", "required", "nonisolated",
    ]

    /// The closing brace is the first line with the declaration's indentation that starts with `}`.
    private func length(from start: Int) -> Int {
        let indentation = lines[start].prefix { $0 == " " }
        for index in lines.indices[(start + 1)...] where !lines[index].isEmpty {
            if lines[index].hasPrefix(indentation + "}") { return index - start + 1 }
            let isDeeper = lines[index].hasPrefix(indentation + " ")
            let isSignature = [")", "{", "->"].contains { lines[index].hasPrefix(indentation + $0) }
            if !isDeeper, !isSignature { return 1 }
        }
        return 1
    }

    /// One more than the commas between the parentheses, not counting those in nested brackets.
    private func parameters(from start: Int, at parenthesis: Int) -> Int {
        let text = lines[start..<min(start + 40, lines.count)].joined(separator: "\n").dropFirst(parenthesis)
        var depth = 0, commas = 0, isEmpty = true
        var previous: Character = " "
        for character in text {
            defer { previous = character }
            switch character {
            case "(", "[", "<": depth += 1
            case ")", "]": depth -= 1
            case ">" where previous != "-": depth -= 1
            case "," where depth == 1: commas += 1
            case let other where !other.isWhitespace: isEmpty = false
            default: break
            }
            if depth == 0 { return isEmpty ? 0 : commas + 1 }
        }
        return 0
    }
}
