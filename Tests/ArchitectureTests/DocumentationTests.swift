import Testing

/// Documentation comments. The rule `AllPublicDeclarationsHaveDocumentation` of `swift format` covers `public` only.
@Suite struct DocumentationTests {
    @Test func `every package declaration has a documentation comment`() throws {
        let files = try SourceFile.all()
        #expect(files.count { file in file.lines.contains { SourceFile.declaresPackage($0) } } > 50)
        for file in files { #expect(file.undocumented == [], "\(file.path)") }
    }

    @Test func `a package declaration without a comment is found`() {
        let text = """
            package import Responses

            /// A comment.
            @safe
            package struct A {
                package internal(set) var b = 1
                // No documentation.
                package static func c() {}
                /// A comment.
                @inlinable package init() {}
                let package = 1
            }
            """
        let file = SourceFile(
            path: "A.swift", lines: text.split(separator: "\n", omittingEmptySubsequences: false))
        #expect(file.undocumented == ["6: package internal(set) var b = 1", "8: package static func c() {}"])
    }
}

extension SourceFile {
    /// Declarations with the access level `package` that no documentation comment precedes, each with its line number.
    fileprivate var undocumented: [String] {
        lines.indices.compactMap { index in
            guard Self.declaresPackage(lines[index]) else { return nil }
            // Attributes may be on lines of their own.
            let before = lines[..<index].last { !Self.trimmed($0).hasPrefix("@") }
            if let before, Self.trimmed(before).hasPrefix("///") { return nil }
            return "\(index + 1): \(Self.trimmed(lines[index]))"
        }
    }

    fileprivate static func declaresPackage(_ line: Substring) -> Bool {
        let words = line.split(separator: " ")
        guard let level = words.firstIndex(of: "package"), level + 1 < words.count else { return false }
        return words[..<level].allSatisfy { $0.hasPrefix("@") || modifiers.contains($0) }
            && words[level + 1] != "import" && !["=", "extension"].contains(words[level + 1])
    }

    private static let modifiers: Set<Substring> = ["static", "mutating", "nonisolated", "final", "indirect"]

    private static func trimmed(_ line: Substring) -> Substring { line.drop { $0 == " " } }
}
