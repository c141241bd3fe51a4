import CommandSupport
import Foundation
import Testing

/// A folder with an input, `$T/in.ndjson`, and the report of an earlier run, `$T/report`.
struct Workbench {
    let scratch: ScratchFolder
    let oldReport: [String: Data]

    /// - Parameter copies: how often the ordinary days of the fixtures stand in the input.
    init(copies: Int = 1) async throws {
        scratch = try ScratchFolder()
        let days = ["2026-11-20", "2026-11-21"].map {
            Command.root.appending(path: "fixtures/responses/\($0).ndjson")
        }
        let lines = try days.reduce(Data()) { try $0 + Data(contentsOf: $1) }
        var input = Data()
        for _ in 0..<copies { input += lines }
        try input.write(to: scratch.url.appending(path: "in.ndjson"))
        let first = try await Command.run(
            "modaudit",
            [
                "scan", "fixtures/envelopes", "--quiet", "--as-of", "2026-01-01", "--output",
                scratch.path("report"),
            ], scratch: scratch)
        try #require(first.status == 0 || first.status == 4)
        oldReport = try Self.report(in: scratch)
    }

    /// Runs lines of the shell; `scan INPUT …` is a scan into `$T/report`.
    func shell(_ lines: String, seconds: Int = 120) async throws -> Command.Outcome {
        let scan = #"scan() { modaudit scan "$@" --as-of 2026-11-22 --output "$T/report"; }"#
        return try await Command.run("bash", ["-c", scan + "\n" + lines], scratch: scratch, seconds: seconds)
    }

    var report: [String: Data] { get throws { try Self.report(in: scratch) } }

    /// What lies beside the report and should not.
    var leftovers: [String] {
        get throws {
            try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).filter {
                $0.contains("modaudit-")
            }
        }
    }

    func unaudited() throws -> String {
        try String(contentsOfFile: scratch.path("report/unaudited.csv"), encoding: .utf8)
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

    private static func report(in scratch: ScratchFolder) throws -> [String: Data] {
        let folder = scratch.url.appending(path: "report")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        return try Dictionary(
            uniqueKeysWithValues: names.map { ($0, try Data(contentsOf: folder.appending(path: $0))) })
    }
}
