import Foundation
import TestSupport
import Testing

/// `reports/sample`, the report that the fixtures give, and the result that the README shows.
@Suite struct SampleTests {
    @Test func `the first command of the README ends with 0 and the result that the README shows`() async throws
    {
        let readme = try String(contentsOf: Command.root.appending(path: "README.md"), encoding: .utf8)
        let command = try #require(readme.firstMatch(of: #/\.build/release/modaudit (scan [^\n]+)\n```/#))
        let shown = try #require(readme.firstMatch(of: #/```\n(audited [^`]+)```/#))
        let scratch = try TemporaryFolder()
        let arguments = command.1.split(separator: " ").map(String.init) + ["--output", scratch.file("report")]
        let outcome = try await Command.run("modaudit", arguments, scratch: scratch)
        #expect(outcome.status == 0)
        #expect(outcome.stdout.hasPrefix(shown.1))
    }

    @Test func `the comparison of the README gives the line that the README shows`() async throws {
        let readme = try String(contentsOf: Command.root.appending(path: "README.md"), encoding: .utf8)
        let commands = try #require(
            readme.firstMatch(of: #/```sh\n(modaudit scan fixtures/responses[^`]+)```/#)
        ).1
        let scratch = try TemporaryFolder()
        let script = String(commands).replacing("nights", with: scratch.file("nights"))
        let outcome = try await Command.run("sh", ["-c", script], scratch: scratch)
        let since = try #require(readme.firstMatch(of: #/This prints `(since [^`]+)` and ends with status 3/#))
            .1
        #expect(
            outcome.status == 3 && outcome.stdout.contains("\n\(since)\n"), "\(outcome.stdout.prefix(1_000))")
    }

    @Test func `the committed sample matches the command`() async throws {
        let sample = Command.root.appending(path: "reports/sample")
        let scratch = try TemporaryFolder()
        // A scan does not replace a report that was edited, as by a merge.
        if Command.isRecording { try? FileManager.default.removeItem(at: sample) }
        let outcome = try await Command.modaudit(
            "scan", "fixtures", "--policy", "fixtures/policies/audit.yaml", "--as-of", "2026-11-22",
            "--output", Command.isRecording ? sample.path : scratch.file("report"))
        #expect(outcome.status == 4)
        guard !Command.isRecording else {
            Issue.record("recorded reports/sample")
            return
        }
        let written = scratch.url.appending(path: "report")
        let names = try FileManager.default.contentsOfDirectory(atPath: sample.path).sorted()
        #expect(try FileManager.default.contentsOfDirectory(atPath: written.path).sorted() == names)
        for name in names {
            let expected = try Data(contentsOf: sample.appending(path: name))
            let found = try Data(contentsOf: written.appending(path: name))
            #expect(found == expected, "reports/sample/\(name) is another")
        }
    }
}
