import Foundation
import TestSupport
import Testing

/// The manual pages: `.ci/manual` makes one per command of the program's own help; `modaudit-files.5` is written by hand.
@Suite struct ManualTests {
    private static let files = Command.root.appending(path: ".ci/debian/modaudit-files.5")

    private func pages() async throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        let made = try await Command.run(
            Command.root.path + "/.ci/manual", [Command.modaudit.path, folder.path, "2026-11-22"])
        try #require(made.status == 0, "\(made.stderr)")
        return folder
    }

    @Test func `every command has a page with its options and its subcommands`() async throws {
        let folder = try await pages()
        let commands = try await HelpText.commands()
        let names = commands.map { (["modaudit"] + $0.path).joined(separator: "-") }
        #expect(try folder.names() == names.map { $0 + ".1" }.sorted())
        try #require(try await Command.run("which", ["mandoc"]).status == 0, "run .ci/setup tests")
        for (command, name) in zip(commands, names) {
            let shown = try await Command.run(
                "sh", ["-c", "mandoc -T ascii -O width=400 \(folder.file(name)).1 | col -b"]
            ).stdout
            let words = Set(shown.split { " ,\n\t".contains($0) })
            #expect(!command.options.isEmpty)
            for option in command.options { #expect(words.contains(option[...]), "\(name): \(option)") }
            for sub in command.subcommands where sub != "help" {
                #expect(words.contains("\(name)-\(sub)(1)"), "\(name): \(sub)")
            }
            #expect(shown.contains("November 22, 2026"))
        }
    }

    @Test func `mandoc finds no fault in the pages`() async throws {
        let folder = try await pages()
        let paths = try folder.names().map(folder.file) + [Self.files.path]
        let lint = try await Command.run("mandoc", ["-T", "lint", "-W", "warning"] + paths)
        #expect(lint.status == 0, "\(lint.stdout)\(lint.stderr)")
    }

    @Test func `every reference leads to a page`() async throws {
        let folder = try await pages()
        let pages = try folder.names()
        let texts = try pages.map(folder.text) + [String(contentsOf: Self.files, encoding: .utf8)]
        let references = texts.flatMap { text in
            text.replacing("\\-", with: "-").matches(of: #/\.(?:It )?Xr ([a-z-]+) ([0-9])/#).map {
                "\($0.1).\($0.2)"
            }
        }
        #expect(references.count > pages.count)
        #expect(Set(references).subtracting(pages + ["modaudit-files.5"]) == [])
    }
}
