import Foundation
import Testing

/// What lies where, and how long it may be.
@Suite struct LayoutTests {
    /// Longer than 250 lines, and why.
    private static let long: [String: String] = [
        "Policies/Model/Baseline.swift": "the built-in policy, a text"
    ]

    @Test func `a source file has one reason to exist, and so at most 250 lines`() throws {
        let files = try SourceFile.all()
        #expect(files.count > 100)
        for file in files where Self.long[file.path] == nil {
            // The last line ends in a line feed too.
            #expect(file.lines.count - 1 <= 250, "\(file.path)")
        }
    }

    @Test func `the files that may be longer are still there`() throws {
        #expect(try Set(Self.long.keys).isSubset(of: SourceFile.all().map(\.path)))
    }

    @Test func `a source folder holds at most 20 Swift files`() throws {
        let folders = Dictionary(grouping: try SourceFile.all()) { $0.path.split(separator: "/").dropLast() }
        #expect(folders.count > 10)
        for (folder, files) in folders {
            #expect(files.count <= 20, "\(folder.joined(separator: "/"))")
        }
    }

    @Test func `nobody imports Foundation`() throws {
        let files = try SourceFile.all().filter { $0.imports.contains { $0.hasPrefix("Foundation") } }
        #expect(files.map(\.path) == [])
    }

    @Test func `at the top lie the things a visitor looks for, and nothing else`() throws {
        let visible = try Set(trackedFiles().map { $0.prefix { $0 != "/" } }).filter { !$0.hasPrefix(".") }
        #expect(
            visible == [
                "Package.swift", "Sources", "Tests", "fixtures", "reports", "README.md",
            ])
    }

    @Test func `what is built or resolved is not committed`() throws {
        let files = try trackedFiles()
        #expect(!files.contains { $0.hasPrefix(".build/") || $0.hasSuffix("Package.resolved") })
    }

    private func trackedFiles() throws -> [Substring] {
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(filePath: "/usr/bin/env")
        process.arguments = ["git", "-c", "safe.directory=*", "ls-files", "-z"]
        process.currentDirectoryURL = SourceFile.root
        process.standardOutput = output
        try process.run()
        let bytes = try output.fileHandleForReading.readToEnd() ?? Data()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0, "git ls-files")
        return String(decoding: bytes, as: UTF8.self).split(separator: "\0")
    }
}
