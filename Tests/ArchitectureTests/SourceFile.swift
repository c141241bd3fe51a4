import Foundation
import TestSupport

/// A Swift file under `Sources`.
struct SourceFile {
    /// From `Sources` on: `Intake/Framer.swift`.
    let path: String
    let lines: [Substring]

    var target: String { String(path.prefix { $0 != "/" }) }

    /// The modules named by its import lines, whatever stands before the word `import`.
    var imports: [String] {
        lines.compactMap { line in
            let words = line.split(separator: " ")
            guard let place = words.firstIndex(of: "import"), place + 1 < words.count,
                words[..<place].allSatisfy({ $0.hasPrefix("@") || Self.accessLevels.contains($0) })
            else { return nil }
            // `import struct Module.Name` names the module too.
            let kinds: Set<Substring> = [
                "struct", "class", "enum", "protocol", "func", "var", "let", "typealias",
            ]
            let name = kinds.contains(words[place + 1]) ? words.last ?? "" : words[place + 1]
            return String(name.prefix { $0 != "." })
        }
    }

    private static let accessLevels: Set<Substring> = [
        "public", "package", "internal", "fileprivate", "private",
    ]

    static func all() throws -> [SourceFile] {
        let sources = Command.root.appending(path: "Sources")
        let paths = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String } ?? []
        return try paths.filter { $0.hasSuffix(".swift") }.sorted().map { path in
            let text = try String(decoding: Data(contentsOf: sources.appending(path: path)), as: UTF8.self)
            return SourceFile(path: path, lines: text.split(separator: "\n", omittingEmptySubsequences: false))
        }
    }
}
