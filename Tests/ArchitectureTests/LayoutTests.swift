import TestSupport
import Testing

/// The folders and the length of source files.
@Suite struct LayoutTests {
    /// Longer than 250 lines, and why.
    private static let long: [String: String] = [
        "Policies/Model/Baseline.swift": "the built-in policy, a text"
    ]

    @Test func `a source file has at most 250 lines`() throws {
        let files = try SourceFile.all()
        #expect(files.count > 100)
        for file in files where Self.long[file.path] == nil {
            // The last line ends in a line feed too.
            #expect(file.lines.count - 1 <= 250, "\(file.path)")
        }
    }

    @Test func `the files that may be longer exist`() throws {
        #expect(try Set(Self.long.keys).isSubset(of: SourceFile.all().map(\.path)))
    }

    @Test func `no source file imports Foundation`() throws {
        let files = try SourceFile.all().filter { $0.imports.contains { $0.hasPrefix("Foundation") } }
        #expect(files.map(\.path) == [])
    }

    @Test func `the top folder holds only the listed entries`() async throws {
        let visible = try await Set(trackedFiles().map { $0.prefix { $0 != "/" } }).filter {
            !$0.hasPrefix(".")
        }
        #expect(
            visible == [
                "Package.swift", "Sources", "Tests", "fixtures", "reports", "README.md",
            ])
    }

    @Test func `build products and resolved versions are not committed`() async throws {
        let files = try await trackedFiles()
        #expect(!files.contains { $0.hasPrefix(".build/") || $0.hasSuffix("Package.resolved") })
    }

    private func trackedFiles() async throws -> [Substring] {
        let list = try await Command.run("git", ["-c", "safe.directory=*", "ls-files", "-z"])
        try #require(list.status == 0, "git ls-files: \(list.stderr)")
        return list.stdout.split(separator: "\0")
    }
}
