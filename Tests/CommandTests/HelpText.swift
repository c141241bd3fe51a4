import Foundation
import TestSupport

/// What `modaudit help` says about a command.
struct HelpText {
    /// Its name behind `modaudit`; empty for `modaudit` itself.
    let path: [String]
    /// The options with their hyphens.
    let options: [String]
    let subcommands: [String]

    init(_ path: [String]) async throws {
        let text = try await Command.run("modaudit", ["help"] + path).stdout
        self.path = path
        options = Self.section("OPTIONS", of: text).flatMap { row in
            row.split { " ,".contains($0) }.filter { $0.hasPrefix("-") }.map(String.init)
        }
        subcommands = Self.section("SUBCOMMANDS", of: text).map { String($0.prefix { $0 != " " }) }
    }

    /// All commands, without `help`.
    static func commands(from path: [String] = []) async throws -> [HelpText] {
        let help = try await HelpText(path)
        var all = [help]
        for name in help.subcommands where name != "help" { all += try await commands(from: path + [name]) }
        return all
    }

    /// The first lines of a section's entries.
    private static func section(_ title: String, of text: String) -> [Substring] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.drop { $0 != title + ":" }.dropFirst().prefix { !$0.isEmpty }
            .filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
            .map { $0.dropFirst(2) }
            .map { line in line.range(of: "  ").map { line[..<$0.lowerBound] } ?? line }
    }
}
