import CommandSupport
import Foundation
import Testing

/// Reports as readers take them that are not ours, and decisions as a second reading of the contract takes them.
@Suite struct OtherReadersTests {
    @Test(arguments: ["excel", "data"], [",", ";", "tab"])
    func `Python's csv and json read every file, and the files agree`(style: String, delimiter: String)
        async throws
    {
        let scratch = try ScratchFolder()
        let report = scratch.path("report")
        let scan = try await Command.run(
            "modaudit",
            [
                "scan", "fixtures", "--policy", "fixtures/policies/audit.yaml", "--as-of", "2026-11-22",
                "--scores", "all", "--csv", style, "--delimiter", delimiter, "--output", report,
            ], scratch: scratch)
        #expect(scan.status == 4)
        let script = "Tests/CommandTests/read-report.py"
        try await expectSuccess(
            "python3", [script, report, style, delimiter == "tab" ? "\t" : delimiter, "fixtures"], scratch)
    }

    @Test(arguments: ["2026", "1122"])
    func `generated answers are judged as a second reading of the contract judges them`(seed: String)
        async throws
    {
        try await expectSuccess(
            "python3", [".ci/differential.py", Command.modaudit.path, "--mutate", seed, "30", "4"],
            ScratchFolder())
    }

    @Test(arguments: ["fixtures/responses", "fixtures/envelopes"])
    func `the fixtures are judged as a second reading of the contract judges them`(folder: String) async throws
    {
        try await expectSuccess(
            "python3",
            [".ci/differential.py", Command.modaudit.path, "--policy", "fixtures/policies/audit.yaml", folder],
            ScratchFolder())
    }

    @Test
    func `a list at its limit and one over it are judged as a second reading of the contract judges them`()
        async throws
    {
        let scratch = try ScratchFolder()
        let lists = [65_536, 65_537].map { "[" + repeatElement("1", count: $0).joined(separator: ",") + "]\n" }
        try Data(lists.joined().utf8).write(to: scratch.url.appending(path: "lists.json"))
        try await expectSuccess(
            "python3",
            [
                ".ci/differential.py", Command.modaudit.path, "--policy", "fixtures/policies/audit.yaml",
                scratch.path("lists.json"),
            ], scratch)
    }

    @Test func `the fixtures are what their generator writes`() async throws {
        try await expectSuccess("python3", [".ci/make-fixtures.py", "--check"], ScratchFolder())
    }

    private func expectSuccess(_ program: String, _ arguments: [String], _ scratch: ScratchFolder) async throws
    {
        let outcome = try await Command.run(program, arguments, scratch: scratch)
        #expect(outcome.status == 0, "\(outcome.stdout)\(outcome.stderr)")
    }
}
