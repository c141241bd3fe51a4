import Foundation
import TestSupport
import Testing

/// The documents against the sources and against each other.
@Suite struct ContractTests {
    @Test func `every section of the contract that the sources cite exists`() throws {
        let headings = try Self.headings()
        var citations = 0
        for file in try SourceFile.all() {
            let cited = Self.sections(citedIn: file.lines.map(String.init).joined(separator: "\n"))
            citations += cited.count
            let unknown = Set(cited).subtracting(headings)
            #expect(unknown.isEmpty, "\(file.path) cites the sections \(unknown.sorted()), which do not exist")
        }
        #expect(citations > 0)
    }

    @Test func `the contract's sections are numbered from 1 without a gap`() throws {
        let headings = try Self.headings()
        #expect(headings == Array(1...headings.count))
    }

    @Test(arguments: [
        ("/// (CONTRACT section 5).", [5]), ("CONTRACT sections 4 and 5", [4, 5]),
        ("the Contract, sections 1 to 3", []), ("contract SECTIONS 1 to 3", [1, 2, 3]),
        ("CONTRACT sections 2, 5 and 6", [2, 5, 6]), ("/// CONTRACT\n    /// section 12, 34 bytes", [12]),
        ("CONTRACT section 6, 10 times", [6]), ("the contract's section", []),
    ])
    func `a citation gives its sections`(text: String, sections: [Int]) {
        #expect(Self.sections(citedIn: text) == sections)
    }

    @Test func `every relative link of a document leads to a file`() throws {
        let documents = try Self.documents()
        #expect(documents.count > 5)
        var links = 0
        for document in documents {
            let folder = document.deletingLastPathComponent()
            for target in try Self.relativeLinks(of: document) {
                links += 1
                let path = folder.appending(path: target).standardizedFileURL.path
                #expect(
                    FileManager.default.fileExists(atPath: path),
                    "\(document.lastPathComponent) links to \(target)"
                )
            }
        }
        #expect(links > 0)
    }

    @Test func `every guide is linked from the README`() throws {
        let readme = Command.root.appending(path: "README.md")
        let linked = try Set(
            Self.relativeLinks(of: readme).map { Command.root.appending(path: $0).standardizedFileURL.path })
        // An article of a module's own name is its notes for developers.
        let guides = try Self.documents().map(\.standardizedFileURL.path).filter { path in
            path.hasSuffix(".md") && path.contains(".docc/") && !path.contains("/\(Self.name(of: path)).docc/")
        }
        #expect(!guides.isEmpty)
        #expect(guides.filter { !linked.contains($0) } == [])
    }

    @Test func `the README has at most 150 lines`() throws {
        let readme = try String(contentsOf: Command.root.appending(path: "README.md"), encoding: .utf8)
        #expect(readme.split(separator: "\n", omittingEmptySubsequences: false).count - 1 <= 150)
    }

    /// The numbers of the headings `## N. Title`, in their order.
    private static func headings() throws -> [Int] {
        let contract = Command.root.appending(path: "Sources/Audit/Audit.docc/Contract.md")
        let text = try String(contentsOf: contract, encoding: .utf8)
        return text.split(separator: "\n").compactMap { line in
            line.firstMatch(of: #/^## ([0-9]+)\. /#).flatMap { Int($0.1) }
        }
    }

    /// The sections that a text cites: `CONTRACT section 5`, `CONTRACT sections 2, 5 and 6`, `CONTRACT sections 1 to 3`. A
    /// citation may go on in the next comment line.
    private static func sections(citedIn text: String) -> [Int] {
        let words = text.replacing(#/\s*\n\s*/{2,}\s*|\s+/#, with: " ")
        let one = words.matches(of: #/contract section ([0-9]+)/#.ignoresCase()).compactMap { Int($0.1) }
        let several = words.matches(
            of: #/contract sections ([0-9]+)((?:, [0-9]+)*)(?: (and|to) ([0-9]+))?/#.ignoresCase()
        ).flatMap { match -> [Int] in
            let first = [Int(match.1)].compactMap(\.self)
            let middle = match.2.split(separator: ",").compactMap { Int($0.drop { $0 == " " }) }
            guard let last = match.4.flatMap({ Int($0) }) else { return first + middle }
            guard match.3?.lowercased() == "to", let start = first.first, start <= last else {
                return first + middle + [last]
            }
            return Array(start...last)
        }
        return one + several
    }

    /// The README, and the articles of the modules.
    private static func documents() throws -> [URL] {
        let sources = Command.root.appending(path: "Sources")
        let paths = FileManager.default.enumerator(atPath: sources.path)?.compactMap { $0 as? String } ?? []
        let articles = paths.filter { $0.contains(".docc/") && $0.hasSuffix(".md") }.sorted()
        return [Command.root.appending(path: "README.md")] + articles.map { sources.appending(path: $0) }
    }

    /// The targets of `[text](target)` and `![text](target)` outside of code, without anchors; addresses with a scheme are left out.
    private static func relativeLinks(of document: URL) throws -> [String] {
        let text = try String(contentsOf: document, encoding: .utf8)
        let prose = text.replacing(#/(?ms)^```.*?^```/#, with: "").replacing(#/`[^`\n]*`/#, with: "")
        return prose.matches(of: #/\]\(([^)\s]+)\)/#).map { String($0.1.prefix { $0 != "#" }) }
            .filter { !$0.isEmpty && !$0.contains("://") && !$0.hasPrefix("mailto:") }
    }

    /// The name of the file at a path, without its ending.
    private static func name(of path: String) -> String {
        URL(filePath: path).deletingPathExtension().lastPathComponent
    }
}
