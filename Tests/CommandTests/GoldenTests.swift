import Foundation
import Testing

/// What the command says and writes, run for run: `Golden/*.txt`.
@Suite struct GoldenTests {
    @Test(arguments: GoldenRun.names)
    func `the command does what was recorded`(name: String) async throws {
        let golden = try GoldenRun(name)
        let text = try await golden.run()
        if Command.isRecording {
            try Data(text.utf8).write(to: golden.file)
            Issue.record("recorded \(name)")
        } else {
            #expect(text == golden.recorded, "differs from Golden/\(name).txt")
        }
    }

    @Test func `there are golden runs`() {
        #expect(GoldenRun.names.count > 80)
    }

    /// A file the user may not read; the superuser may read all.
    @Test(.enabled(if: getuid() != 0))
    func `a file that may not be read is a row, and the run goes on`() async throws {
        let scratch = try ScratchFolder()
        let outcome = try await Command.run(
            "sh",
            [
                "-c",
                """
                mkdir "$T/in" && cp fixtures/envelopes/relay.json "$T/in/a.json" && cp fixtures/envelopes/task.json "$T/in" \
                && chmod 0 "$T/in/a.json" && modaudit scan "$T/in" --policy fixtures/policies/audit.yaml \
                --output "$T/report"
                """,
            ], scratch: scratch)
        let unaudited = try String(contentsOfFile: scratch.path("report/unaudited.csv"), encoding: .utf8)
        #expect(outcome.status == 4)
        #expect(unaudited.contains("cannot be opened: Permission denied"))
    }
}
