import Foundation
import TestSupport
import Testing

@testable import Reviews

/// The places at which commands write no file, as processes (CONTRACT sections 6 and 15).
@Suite(.timeLimit(.minutes(10))) struct ReviewPlaceTests {
    private let planted: PlantedReport
    private var scratch: TemporaryFolder { planted.scratch }

    init() throws { planted = try PlantedReport(ids: ["gen_1", "gen_2"]) }

    private func run(_ arguments: String...) async throws -> Command.Outcome {
        try await Command.run("modaudit", arguments, scratch: scratch)
    }

    private func importing(_ sheet: String, _ more: String...) async throws -> Command.Outcome {
        try await Command.run(
            "modaudit",
            ["review", "import", sheet, "--report", planted.report, "--decisions", planted.ledger] + [
                "--reviewer", "anna", "--as-of", "2026-11-26",
            ] + more, scratch: scratch)
    }

    /// All files of the folder with their bytes.
    private func files() throws -> [String: [UInt8]] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: scratch.path)
        return Dictionary(
            uniqueKeysWithValues: names.compactMap { name in (try? scratch.bytes(name)).map { (name, $0) } })
    }

    /// Expects that the command ends with status 1 and these words in one line, and changes nothing.
    private func expectRefusal(
        _ words: String, sourceLocation: SourceLocation = #_sourceLocation,
        _ command: () async throws -> Command.Outcome
    ) async throws {
        let before = try files()
        let outcome = try await command()
        #expect(outcome.status == 1, sourceLocation: sourceLocation)
        #expect(outcome.stderr.contains(words), "\(outcome.stderr)", sourceLocation: sourceLocation)
        #expect(outcome.stderr.split(separator: "\n").count == 1, sourceLocation: sourceLocation)
        #expect(try files() == before, sourceLocation: sourceLocation)
    }

    @Test func `a sheet with a decision or a note is not replaced`() async throws {
        let path = scratch.file("s.csv")
        #expect(try await run("review", "sheet", planted.report, "-o", path).status == 0)
        #expect(try await run("review", "sheet", planted.report, "-o", path).status == 0)
        let empty = try scratch.text("s.csv")
        for cells in ["no\",\"", "\",\"a note"] {
            let filled = empty.replacingOccurrences(
                of: "\(planted.rows[1].key)\",\"\",\"\"", with: "\(planted.rows[1].key)\",\"\(cells)\"")
            #expect(filled != empty)
            try scratch.write(filled, to: "s.csv")
            try await expectRefusal("is a sheet with decisions or notes, which would be lost") {
                try await run("review", "sheet", planted.report, "-o", path)
            }
            try await expectRefusal("is a sheet with decisions or notes") {
                try await run("plan", scratch.file("report/summary.json"), "-o", path)
            }
        }
        try scratch.write("sample_key,review_decision\nsk_1,no\n", to: "s.csv")
        try await expectRefusal("is a sheet with decisions or notes") {
            try await run("review", "sheet", planted.report, "-o", path)
        }
    }

    @Test func `no file is written into a report, a sample or a ledger`() async throws {
        let sheet = try scratch.write(planted.sheet([(0, "no", ""), (1, "banana", "")]), to: "a.csv")
        #expect(try await importing(sheet).status == 4)
        for (place, words) in [
            (planted.report, "is in the folder of a report"), (planted.sample, "is in the folder of a sample"),
            (planted.ledger, "is in the folder of a ledger"),
        ] {
            for name in ["x.csv", "generations.csv", "decisions.ndjson", "decisions.lock"] {
                let path = "\(place)/\(name)"
                try await expectRefusal(words) { try await run("review", "sheet", planted.report, "-o", path) }
                try await expectRefusal(words) { try await importing(sheet, "--rejected", path) }
            }
            let path = "\(place)/x"
            try await expectRefusal(words) {
                try await run("plan", scratch.file("report/summary.json"), "-o", path)
            }
            try await expectRefusal(words) {
                try await run("review", "status", "--decisions", planted.ledger, "--csv", path)
            }
            try await expectRefusal(words) {
                try await run(
                    "scan", planted.ledger + "/decisions.ndjson", "--part", path, "--part-number", "1/1")
            }
        }
        try await expectRefusal("is in the folder of a report") {
            try await run(
                "scan", planted.ledger + "/decisions.ndjson", "--output", planted.report + "/below/report")
        }
    }

    @Test func `a report and a sample are no ledger`() async throws {
        let sheet = try scratch.write(planted.sheet([(0, "no", "")]), to: "a.csv")
        for (folder, kind) in [(planted.report, "report"), (planted.sample, "sample")] {
            for (ledger, place) in [(folder, "is"), (folder + "/decisions", "is in")] {
                try await expectRefusal("\(place) the folder of a \(kind), which may hold nothing else") {
                    try await run(
                        "review", "import", sheet, "--report", planted.report, "--decisions", ledger,
                        "--reviewer", "anna")
                }
            }
        }
    }

    @Test func `rejected rows of a sheet in a report or a sample are beside its folder`() async throws {
        let path = try scratch.write(
            planted.sheet([(0, "no", ""), (1, "banana", "")]), to: "report/generations.csv")
        let names = try scratch.names("report")
        let outcome = try await importing(path)
        #expect(outcome.status == 4)
        #expect(outcome.stdout.hasSuffix("rejected 1: see $T/report.generations.csv.rejected.csv\n"))
        #expect(try planted.rejected("report.generations.csv.rejected.csv").map { $0[3] } == ["banana"])
        #expect(try planted.lines().count == 1)
        #expect(try scratch.names("report") == names)
        let question = "sample_key,review_decision\n\(planted.rows[0].sampleKey),banana\n"
        let sheet = try scratch.write(question, to: "sample/sheet-1.csv")
        let label = try await run(
            "review", "import", sheet, "--sample", planted.sample, "--decisions", planted.ledger, "--reviewer",
            "anna", "--quiet")
        #expect(label.status == 4 && label.stdout.isEmpty)
        #expect(
            label.stderr
                == "modaudit: $T/sample/sheet-1.csv: rejected 1 row: see $T/sample.sheet-1.csv.rejected.csv\n")
        // From within the folder, and by other names of it.
        for name in ["generations.csv", "./generations.csv", "../report/generations.csv"] {
            let inside = try await Command.run(
                "modaudit",
                [
                    "review", "import", name, "--report", ".", "--decisions", planted.ledger, "--reviewer",
                    "ben",
                ], scratch: scratch, in: URL(filePath: planted.report))
            #expect(inside.status == 4)
            #expect(inside.stdout.contains("report.generations.csv.rejected.csv\n"), "\(inside.stdout)")
            #expect(try scratch.names("report") == names)
        }
        #expect(
            try scratch.names() == [
                "decisions", "report", "report.generations.csv.rejected.csv", "sample",
                "sample.sheet-1.csv.rejected.csv",
            ])
    }

    @Test func `a sheet is refused with a reason and a status`() async throws {
        let planted = try PlantedReport(
            [.init(id: "gen_1")], in: scratch,
            review: #"{"decisions":null,"waivers":{"sha256":"a","entries":1}}"#)
        try planted.run([planted.sheet([(0, "esc", "")])])
        let one = try await run("review", "sheet", planted.report, "--decisions", planted.ledger)
        #expect(one.status == 64 && one.stdout.isEmpty)
        #expect(one.stderr == "modaudit: the report was made with --waivers; give it too\n")
        let endless = try await run("review", "sheet", planted.report, "--waivers", "/dev/zero")
        #expect(endless.status == 78)
        #expect(endless.stderr.contains("the file is too large"))
        let status = try await run(
            "review", "status", "--decisions", planted.ledger, "--as-of", "2025-11-26T10:00:00Z")
        #expect(
            status.stdout == """
                decisions   1 on 1 generation
                  anna: 1 escalated
                conflicts   0
                escalated   1, the oldest 1 hour

                """)
        try scratch.write(scratch.text("report/policy.yaml") + "\n", to: "report/policy.yaml")
        let edited = try await run("review", "sheet", planted.report)
        #expect(edited.status == 65)
        #expect(
            edited.stderr
                == "modaudit: $T/report/policy.yaml was edited after it was written; put the file back, or name another report\n"
        )
    }
}
