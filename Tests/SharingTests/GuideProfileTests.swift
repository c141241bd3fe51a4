import Foundation
import TestSupport
import Testing

@testable import Sharing

/// The profile of the guide, and profiles that name only some of the columns with notes.
@Suite struct GuideProfileTests {
    private static let reviews = [
        "MARKNOTE", "MARKREVIEWER", "MARKAPPROVER", "MARKTICKET", "MARKREASON", "MARKCOMMENT", "MARKWHY",
        "MARKFILE",
        "MARKLINK",
    ]

    /// The first block of YAML behind the heading of the guide.
    private static func guideProfile() throws -> String {
        let guide = try String(
            contentsOf: Command.root.appending(path: "Sources/Sharing/Sharing.docc/SharingAReport.md"),
            encoding: .utf8)
        let part = try #require(guide.components(separatedBy: "## A profile of your own\n").dropFirst().first)
        let block = try #require(part.components(separatedBy: "```yaml\n").dropFirst().first)
        return try #require(block.components(separatedBy: "```").first)
    }

    /// A report with markers in the answers, the policy, a decision and a waiver.
    private static func bench() async throws -> Bench {
        let (bench, _) = try await MarkerTests.bench([])
        let ids = try bench.rows("generations", of: "report").compactMap { $0["generation_id"] }
        try #require(ids.count > 1 && ids[0] != ids[1])
        try bench.scratch.write(
            "generation_id,review_decision,review_note\n\(ids[0]),violation,MARKNOTE\n", to: "sheet.csv")
        try bench.scratch.write(
            """
            waivers:
              - id: waiver-1
                reason: MARKREASON
                approver: MARKAPPROVER@example
                created: 2026-11-20
                expires: 2026-12-31
                rules: [listed]
                match: {generation: ["\(ids[1])"]}
                ticket: MARKTICKET

            """, to: "waivers.yaml")
        let decided = try await bench.run(
            "review", "import", "$T/sheet.csv", "--report", "$T/report", "--decisions", "$T/decisions",
            "--reviewer", "MARKREVIEWER", "--as-of", "2026-11-22", "--quiet")
        try #require(decided.status == 0, "\(decided.stdout)\(decided.stderr)")
        let scan = try await bench.run(
            "scan", "$T/in", "--policy", "$T/policy.yaml", "--scores", "all", "--link",
            "https://console.example/MARKLINK/{generation_id}", "--decisions", "$T/decisions", "--waivers",
            "$T/waivers.yaml", "--as-of", "2026-11-25", "--output", "$T/report", "--quiet")
        try #require(scan.status == 4, "\(scan.stderr)")
        return bench
    }

    private static func text(of folder: String, in bench: Bench) throws -> String {
        try bench.scratch.contents(of: folder).map { $0 + String(decoding: $1, as: UTF8.self) }.joined()
    }

    @Test func `a copy by the profile of the guide has no text, name, place or threshold`() async throws {
        let bench = try await Self.bench()
        let report = try Self.text(of: "report", in: bench)
        for marker in Self.reviews { #expect(report.contains(marker), "\(marker)") }
        #expect(Set(report.matches(of: #/MARK[0-9]+X/#).map { String($0.0) }).count > 40)
        try bench.scratch.write(Self.guideProfile(), to: "partner.yaml")
        let outcome = try await bench.share(bench.scratch.file("partner.yaml"))
        #expect(outcome.status == 0, "\(outcome.stderr)")
        for (file, bytes) in try bench.scratch.contents(of: "copy") {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(text.matches(of: #/MARK[-0-9A-Z]*/#).map { String($0.0) } == [], "\(file)")
            #expect(!text.contains("0.123456") && !text.contains("://"), "\(file)")
        }
        let rows = try bench.rows("generations", of: "copy")
        #expect(!rows.isEmpty && rows.allSatisfy { $0["generation_id"]?.hasPrefix("G-") == true })
        #expect(rows.contains { $0["decision"] == "flagged" && $0["disposition"] == "confirmed" })
        let check = try await bench.verify(more: ["--profile", bench.scratch.file("partner.yaml")])
        #expect(check.status == 0 && check.stdout.contains("shared    holds"), "\(check.stdout)\(check.stderr)")
    }

    @Test func `a profile that drops review_note drops the notes of the ledger`() async throws {
        let bench = try await Self.bench()
        let open = "  - {column: '*', do: keep}\n"
        for (lines, hasNote) in [
            ("  - {column: [title, review_note], do: drop}\n", false),
            ("  - {column: note, do: keep}\n  - {column: review_note, do: drop}\n", true), ("", true),
        ] {
            try bench.scratch.write("profile: ours\ncolumns:\n\(lines)\(open)", to: "ours.yaml")
            #expect(try await bench.share(bench.scratch.file("ours.yaml")).status == 0)
            #expect(try Self.text(of: "copy", in: bench).contains("MARKNOTE") == hasNote, "\(lines)")
        }
    }
}
