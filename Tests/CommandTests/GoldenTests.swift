import Foundation
import TestSupport
import Testing

/// Recorded runs of the command: `Golden/*.txt`.
@Suite struct GoldenTests {
    @Test(arguments: GoldenRun.names)
    func `the command repeats the recorded run`(name: String) async throws {
        let golden = try GoldenRun(name)
        let text = try await golden.run()
        if Command.isRecording {
            try Data(text.utf8).write(to: golden.file)
            Issue.record("recorded \(name)")
        } else {
            #expect(text == golden.recorded, "differs from Golden/\(name).txt")
        }
    }

    @Test func `more than 80 golden runs exist`() {
        #expect(GoldenRun.names.count > 80)
    }

    /// Looks at the recorded runs; the test above compares them with the command.
    @Test(arguments: GoldenRun.names.filter { $0.hasPrefix("mistake-") })
    func `a mistake gives one line, and wrong usage also the usage`(name: String) throws {
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

    /// The superuser may read every file.
    @Test(.enabled(if: getuid() != 0))
    func `a file without read permission is a row, and the run continues`() async throws {
        let scratch = try TemporaryFolder()
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
        let unaudited = try scratch.text("report/unaudited.csv")
        #expect(outcome.status == 4)
        #expect(unaudited.contains("cannot be opened: Permission denied"))
    }
}
