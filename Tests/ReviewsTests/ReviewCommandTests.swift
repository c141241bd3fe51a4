import Foundation
import TestSupport
import Testing

@testable import Reviews

/// `modaudit review`, as a process.
@Suite(.prompt, .serialized, .timeLimit(.minutes(30))) struct ReviewCommandTests {
    private func run(_ arguments: [String], _ planted: PlantedReport) async throws -> Command.Outcome {
        try await Command.run("modaudit", ["review"] + arguments, scratch: planted.scratch)
    }

    private func importing(_ sheets: [String], _ planted: PlantedReport) -> [String] {
        ["import"] + sheets + [
            "--report", planted.report, "--decisions", planted.ledger, "--reviewer", "anna", "--as-of",
            "2026-11-26",
        ]
    }

    @Test func `an import prints its counts and writes rejected rows beside the sheet`() async throws {
        let planted = try PlantedReport(ids: ["gen_1", "gen_2", "gen_3", "gen_4"])
        let sheet = planted.sheet([(0, "WAHR", ""), (1, "Dismissed", ""), (2, "banana", ""), (3, "", "")])
        let path = try planted.scratch.write(sheet, to: "monday.csv")
        let dry = try await run(importing([path, "--dry-run"], planted), planted)
        #expect(dry.status == 4)
        #expect(
            dry.stdout.contains(
                "  would record 2 (1 violation, 1 dismissed), unchanged 0, blank 1, rejected 1 (1 unknown_decision)\n"
            ))
        #expect(try planted.scratch.names() == ["monday.csv", "report", "sample"])
        let first = try await run(importing([path], planted), planted)
        #expect(first.status == 4)
        #expect(
            first.stdout == """
                $T/monday.csv: 4 rows for anna; commas, UTF-8; "WAHR" read as violation (1)
                  recorded 2 (1 violation, 1 dismissed), unchanged 0, blank 1, rejected 1: see $T/monday.csv.rejected.csv

                """)
        let rejected = planted.scratch.file("monday.csv.rejected.csv")
        let second = try await run(
            importing([rejected, "--rejected", planted.scratch.file("x.csv")], planted), planted)
        #expect(second.status == 4)
        let both = try await run(importing([path, rejected], planted), planted)
        #expect(both.status == 64)
        #expect(both.stderr.contains("would overwrite the sheet"))
        let quiet = try await run(importing([path, "--quiet"], planted), planted)
        #expect(quiet.status == 4 && quiet.stdout.isEmpty)
        #expect(
            quiet.stderr
                == "modaudit: $T/monday.csv: rejected 1 row: see $T/monday.csv.rejected.csv\n")
        let status = try await run(
            ["status", "--decisions", planted.ledger, "--csv", planted.scratch.file("l.csv")], planted)
        #expect(status.stdout.hasPrefix("decisions   2 on 2 generations\n  anna: 1 violation, 1 dismissed\n"))
        #expect(try planted.scratch.text("l.csv").split(separator: "\r\n").count == 3)
    }

    @Test func `mistakes of usage are named`() async throws {
        let planted = try PlantedReport(ids: ["gen_1"])
        let path = try planted.scratch.write(planted.sheet([(0, "no", "")]), to: "a.csv")
        for (arguments, words) in [
            (["import", path, "--decisions", "d", "--reviewer", "anna"], "Name either --report"),
            (
                ["import", path, "--report", "r", "--sample", "s", "--decisions", "d", "--reviewer", "a"],
                "Name either --report"
            ),
            (
                ["import", path, "--report", "r", "--decisions", "d", "--reviewer", "anna b"],
                "--reviewer is 1 to 128"
            ),
            (importing([path, path], planted), "is named twice"),
            (importing([path, "b.csv", "--rejected", "c.csv"], planted), "--rejected is for one sheet"),
            (["import", "--report", "r", "--decisions", "d", "--reviewer", "anna"], "<sheet>"),
        ] {
            let outcome = try await run(arguments, planted)
            #expect(outcome.status == 64, "\(arguments)")
            #expect(outcome.stderr.contains(words), "\(outcome.stderr)")
        }
        let missing = try await run(["status", "--decisions", planted.scratch.file("none")], planted)
        #expect(missing.status == 1)
    }

    @Test func `hostile sheets end with a message`() async throws {
        let planted = try PlantedReport(ids: ["gen_1"])
        let header = Array("review_key,review_decision\n".utf8)
        for (byte, words) in [
            (UInt8(ascii: "\""), "closing quotation mark"), (0, "more than 1 MiB"),
            (UInt8(ascii: ","), "more than 16,384 cells"),
            (UInt8(ascii: "x"), "more than 1 MiB"),
        ] {
            let path = try planted.scratch.write(
                header + [UInt8](repeating: byte, count: 10 << 20), to: "a.csv")
            let outcome = try await run(importing([path], planted), planted)
            #expect(outcome.status == 65)
            #expect(
                outcome.stderr.contains(words) && outcome.stderr.split(separator: "\n").count == 1,
                "\(outcome.stderr)")
        }
        #expect(!FileManager.default.fileExists(atPath: planted.ledger))
    }

    @Test func `a second import at the same time is refused`() async throws {
        let planted = try PlantedReport(ids: ["gen_1"])
        let path = try planted.scratch.write(planted.sheet([(0, "no", "")]), to: "a.csv")
        var writer: LedgerWriter? = try LedgerWriter(in: planted.ledger)
        let refused = try await run(importing([path], planted), planted)
        #expect(refused.status == 1)
        #expect(refused.stderr.contains("another import"))
        #expect(writer?.entries == 0)
        writer = nil
        #expect(try await run(importing([path], planted), planted).status == 0)
        #expect(try planted.lines().count == 1)
    }

    /// The number of decisions before a kill. Their notes are long, so that the lines are written in several pieces.
    private static let rows = 140

    @Test func `after a kill at any moment the ledger is whole, and the same import completes it`() async throws
    {
        let planted = try PlantedReport(ids: (0..<Self.rows).map { "gen_\($0)" })
        let note = String(repeating: "long ", count: 1_600)
        let rows = (0..<Self.rows).map { ($0, "no", note) }
        let path = try planted.scratch.write(planted.sheet(rows), to: "a.csv")
        let arguments = ["review"] + importing([path], planted)
        let clock = ContinuousClock()
        let start = clock.now
        #expect(try await Command.run("modaudit", arguments).status == 0)
        var usual = clock.now - start
        let whole = try planted.scratch.bytes("decisions/decisions.ndjson")
        #expect(whole.count > 1 << 20)
        var random = SeededGenerator(seed: 100), partial = 0
        for number in 0..<100 {
            try? FileManager.default.removeItem(atPath: planted.ledger)
            let command = try RunningCommand(
                Command.modaudit, arguments, environment: ["PATH": "/usr/bin:/bin"])
            // Every other kill is while the ledger is open.
            if number % 2 == 0 {
                try await Self.sleep(usual * Double.random(in: 0...1, using: &random), during: command)
            } else {
                while command.isRunning,
                    !FileManager.default.fileExists(atPath: planted.ledger + "/decisions.ndjson")
                {
                    try await Task.sleep(for: .microseconds(200))
                }
                try await Self.sleep(usual * Double.random(in: 0...0.5, using: &random), during: command)
            }
            command.send(SIGKILL)
            try await command.wait()
            if FileManager.default.fileExists(atPath: planted.ledger) {
                let count = try planted.lines().count
                if 1..<Self.rows ~= count { partial += 1 }
                let path = planted.ledger + "/decisions.ndjson"
                let written = (try? Data(contentsOf: URL(filePath: path))).map(Array.init) ?? []
                #expect(whole.starts(with: written))
            }
            if number % 10 == 9 {
                let start = clock.now
                #expect(try await Command.run("modaudit", arguments).status == 0)
                usual = min(usual, clock.now - start)
                #expect(try planted.scratch.bytes("decisions/decisions.ndjson") == whole)
            }
        }
        print("killed within the writes: \(partial) of 100")
    }

    /// Waits until the time is over or the program ends.
    private static func sleep(_ time: Duration, during command: RunningCommand) async throws {
        let end = ContinuousClock.now + time
        while command.isRunning, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(1)) }
    }
}
