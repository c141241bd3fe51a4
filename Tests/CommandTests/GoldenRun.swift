import CommandSupport
import Digests
import Foundation

/// A file of `Golden`: a command line for the shell, and what it is expected to do.
///
/// The lines that begin with `$ ` are the command; `$T` is a folder of its own, `$T/report` the report folder that is
/// looked at. A new case is a file of nothing but these lines, recorded with `MODAUDIT_RECORD=1`.
struct GoldenRun {
    static let folder = Command.root.appending(path: "Tests/CommandTests/Golden")

    /// A report file of up to so many bytes stands here in full, a larger one by its SHA-256.
    private static let shownBytes = 1500

    let file: URL
    let recorded: String
    let command: String

    init(_ name: String) throws {
        file = Self.folder.appending(path: name + ".txt")
        recorded = try String(decoding: Data(contentsOf: file), as: UTF8.self)
        let lines = recorded.split(separator: "\n", omittingEmptySubsequences: false)
        command = lines.prefix { $0.hasPrefix("$ ") }.map { $0.dropFirst(2) }.joined(separator: "\n")
    }

    /// The exit status that was recorded.
    var recordedStatus: Int? {
        recorded.split(separator: "\n").first { $0.hasPrefix("exit status ") }.flatMap { Int($0.dropFirst(12)) }
    }

    /// The lines on standard error that were recorded.
    var recordedError: [Substring] {
        let lines = recorded.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        return Array(lines.drop { $0 != "--- standard error" }.dropFirst().prefix { !$0.hasPrefix("--- ") })
    }

    /// The names of the files, without their ending.
    static var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
    }

    /// Runs the command, and writes down what it did as the file has it.
    func run() async throws -> String {
        let scratch = try ScratchFolder()
        let outcome = try await Command.run("sh", ["-c", command], scratch: scratch)
        var text = command.split(separator: "\n").map { "$ \($0)\n" }.joined()
        text += "exit status \(outcome.status)\n"
        text += Self.section("standard output", outcome.stdout)
        text += Self.section("standard error", outcome.stderr)
        return try text + Self.report(in: scratch)
    }

    private static func report(in scratch: ScratchFolder) throws -> String {
        let folder = scratch.url.appending(path: "report")
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return try names.sorted().map { name in
            // They hold digests and sizes of the others, which depend on the scratch folder's name.
            if ["manifest-sha256.txt", "datapackage.json", "report.html"].contains(name) {
                return section(name, "")
            }
            let text = try Command.text(of: folder.appending(path: name), scratch)
            let bytes = Array(text.utf8)
            if bytes.count <= shownBytes { return section(name, visible(text)) }
            return section("\(name): \(bytes.count) bytes, SHA-256 \(SHA256Digest.hex(of: bytes))", "")
        }.joined()
    }

    private static func section(_ title: String, _ text: String) -> String {
        text.isEmpty || text.hasSuffix("\n")
            ? "--- \(title)\n\(text)" : "--- \(title) (no line end)\n\(text)\n"
    }

    /// The text with its carriage returns and byte order mark to be seen.
    private static func visible(_ text: String) -> String {
        text.replacingOccurrences(of: "\r", with: "␍").replacingOccurrences(of: "\u{FEFF}", with: "␣BOM␣")
    }
}
