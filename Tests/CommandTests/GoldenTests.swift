import CommandSupport
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

    /// Of the recorded runs; that they are what the command does is the test above.
    @Test(arguments: GoldenRun.names.filter { $0.hasPrefix("mistake-") })
    func `a mistake costs one clear line, and with wrong usage the usage`(name: String) throws {
        let golden = try GoldenRun(name)
        let said = golden.recordedError
        switch golden.recordedStatus {
        case 1:
            let inputs = name == "mistake-two-inputs-not-there" ? 2 : name == "mistake-stderr-closed" ? 0 : 1
            #expect(said.count == inputs)
            #expect(said.allSatisfy { $0.hasPrefix("modaudit: ") })
        case 64:
            #expect(said.first?.hasPrefix("Error: ") == true)
            #expect(said.last?.hasSuffix("--help' for more information.") == true)
            #expect(said.count { $0.hasPrefix("Usage: ") } == 1)
        case 78:
            #expect(said.count == 1 || said.first?.contains(":1:1: error: ") == true)
        default: break
        }
        #expect(!said.contains { $0.isEmpty || $0.contains("Fatal") })
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
