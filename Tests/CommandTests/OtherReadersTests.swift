import Foundation
import TestSupport
import Testing

/// Python reads the reports, and the oracle judges the same input.
@Suite struct OtherReadersTests {
    @Test(arguments: ["excel", "data"], [",", ";", "tab"])
    func `Python reads every file, and the files agree`(style: String, delimiter: String)
        async throws
    {
        let scratch = try TemporaryFolder()
        let report = scratch.file("report")
        let scan = try await Command.run(
            "modaudit",
            [
                "scan", "fixtures", "--policy", "fixtures/policies/audit.yaml", "--as-of", "2026-11-22",
                "--scores", "all", "--csv", style, "--delimiter", delimiter, "--output", report,
            ])
        #expect(scan.status == 4)
        let script = "Tests/ReportChecks/read-report.py"
        try await expectSuccess(
            "python3", [script, report, style, delimiter == "tab" ? "\t" : delimiter, "fixtures"])
    }

    @Test(arguments: [["--mutate", "tests", "6", "4"], ["--insert", "tests", "2", "3"]])
    func `modaudit and the oracle agree on generated answers`(sets: [String]) async throws {
        try await expectSuccess("python3", ["Tests/Oracle/differential.py", Command.modaudit.path] + sets)
    }

    @Test(arguments: ["fixtures/responses", "fixtures/envelopes", "fixtures/answers"])
    func `modaudit and the oracle agree on the fixtures`(folder: String) async throws {
        try await expectSuccess(
            "python3",
            [
                "Tests/Oracle/differential.py", Command.modaudit.path, "--policy",
                "fixtures/policies/audit.yaml", folder,
            ])
    }

    @Test
    func `modaudit and the oracle agree on a list at its limit and one over it`()
        async throws
    {
        let scratch = try TemporaryFolder()
        let lists = [65_536, 65_537].map { "[" + repeatElement("1", count: $0).joined(separator: ",") + "]\n" }
        try scratch.write(lists.joined(), to: "lists.json")
        try await expectSuccess(
            "python3",
            [
                "Tests/Oracle/differential.py", Command.modaudit.path, "--policy",
                "fixtures/policies/audit.yaml",
                scratch.file("lists.json"),
            ])
    }

    @Test func `modaudit and the oracle draw the same samples`() async throws {
        try await expectSuccess("python3", ["Tests/Oracle/sample.py", Command.modaudit.path, "tests", "5"])
    }

    @Test func `the fixtures match their generator`() async throws {
        try await expectSuccess("python3", ["fixtures/generate.py", "--check"])
    }

    private func expectSuccess(_ program: String, _ arguments: [String]) async throws {
        let outcome = try await Command.run(program, arguments)
        #expect(outcome.status == 0, "\(outcome.stdout)\(outcome.stderr)")
    }
}
