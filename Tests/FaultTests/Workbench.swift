import Foundation
import TestSupport
import Testing

/// A folder with an input, `$T/in.ndjson`, and the report of an earlier run, `$T/report`.
struct Workbench {
    let scratch: TemporaryFolder
    let oldReport: [String: Data]

    /// - Parameter copies: how many times the input repeats the two days of the fixtures.
    init(copies: Int = 1) async throws {
        scratch = try TemporaryFolder()
        let lines = try ["2026-11-20", "2026-11-21"].flatMap { try Fixtures.bytes("responses/\($0).ndjson") }
        try scratch.write(Array(repeatElement(lines, count: copies).joined()), to: "in.ndjson")
        let first = try await Command.run(
            "modaudit",
            [
                "scan", "fixtures/envelopes", "--quiet", "--as-of", "2026-01-01", "--output",
                scratch.file("report"),
            ], scratch: scratch)
        try #require(first.status == 0 || first.status == 4)
        oldReport = try scratch.contents(of: "report")
    }

    /// Runs lines of the shell; `scan INPUT …` is a scan into `$T/report`.
    func shell(_ lines: String, seconds: Int = 600) async throws -> Command.Outcome {
        let scan = #"scan() { modaudit scan "$@" --as-of 2026-11-22 --output "$T/report"; }"#
        return try await Command.run("bash", ["-c", scan + "\n" + lines], scratch: scratch, seconds: seconds)
    }

    var report: [String: Data] { get throws { try scratch.contents(of: "report") } }

    /// Unfinished reports beside the report.
    var leftovers: [String] {
        get throws {
            try scratch.names().filter { $0.contains("modaudit-") }
        }
    }

    func unaudited() throws -> String {
        try scratch.text("report/unaudited.csv")
    }

    /// The run failed: status 1, one line that ends so, the old report whole, nothing beside it.
    func expectFailure(
        _ outcome: Command.Outcome, _ ending: String, sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(outcome.status == 1, sourceLocation: sourceLocation)
        #expect(outcome.stdout.isEmpty, sourceLocation: sourceLocation)
        let isOneLine =
            outcome.stderr.hasPrefix("modaudit: ") && outcome.stderr.hasSuffix(ending + "\n")
            && outcome.stderr.count { $0 == "\n" } == 1
        #expect(isOneLine, "\(outcome.stderr)", sourceLocation: sourceLocation)
        #expect(try report == oldReport, sourceLocation: sourceLocation)
        #expect(try leftovers == [], sourceLocation: sourceLocation)
    }
}
