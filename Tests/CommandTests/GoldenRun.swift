import Foundation
import TestSupport

/// A file of `Golden`: a command line for the shell, and the recorded run.
///
/// The lines that begin with `$ ` are the command. `$T` is a temporary folder; the line `report written` follows if
/// `$T/report` holds a report. A case prints the parts of the report that it is about, so that a new column or file
/// changes only the cases about it; `SampleTests` compares whole reports. To add a case, write a file of the command
/// alone and record it with `MODAUDIT_RECORD=1`.
struct GoldenRun {
    static let folder = Command.root.appending(path: "Tests/CommandTests/Golden")

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

    /// The names of the files, without `.txt`.
    static var names: [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
        return files.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }.sorted()
    }

    /// Runs the command.
    /// - Returns: the run in the form of the file.
    func run() async throws -> String {
        let scratch = try TemporaryFolder()
        let outcome = try await Command.run("sh", ["-c", command], scratch: scratch)
        var text = command.split(separator: "\n").map { "$ \($0)\n" }.joined()
        text += "exit status \(outcome.status)\n"
        if FileManager.default.fileExists(atPath: scratch.file("report/manifest-sha256.txt")) {
            text += "report written\n"
        }
        text += Self.section("standard output", outcome.stdout)
        return text + Self.section("standard error", outcome.stderr)
    }

    private static func section(_ title: String, _ text: String) -> String {
        text.isEmpty || text.hasSuffix("\n")
            ? "--- \(title)\n\(text)" : "--- \(title) (no line end)\n\(text)\n"
    }
}
