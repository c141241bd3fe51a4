import Foundation
import TestSupport
import Testing

/// The commands of the guide A Week of Reviews, as they are written.
@Suite struct WeekOfReviewsTests {
    private static let policy = """
        policy: week
        version: "1"
        missing: ignore
        rules:
          - {id: ip, severity: high, signal: legal.ip.score, flag_at: 0.9, near_at: 0.5}
          - {id: face, severity: medium, signal: legal.face.score, flag_at: 0.9, near_at: 0.5}

        """

    private static func answer(_ id: String, _ classifier: String, _ score: Double) -> String {
        """
        {"id":"task_\(id)","status":"succeeded","generations":[{"id":"gen_\(id)","legal_classifier_result":\
        {"\(classifier)":[{"l":5,"p":\(score),"v":true}]}}]}

        """
    }

    /// The blocks of code of a language, in their order.
    private static func blocks(_ language: String, of text: String) -> [String] {
        text.split(separator: "```\(language)\n").dropFirst().compactMap { part in
            part.firstRange(of: "\n```").map { String(part[..<$0.lowerBound]) + "\n" }
        }
    }

    @Test func `the commands of the guide verify what they made`() async throws {
        let guide = try String(
            contentsOf: Command.root.appending(path: "Sources/Reviews/Reviews.docc/AWeekOfReviews.md"),
            encoding: .utf8)
        let shell = Self.blocks("sh", of: guide), waivers = Self.blocks("yaml", of: guide)
        try #require(shell.count == 2 && waivers.count == 1)
        let folder = try TemporaryFolder()
        try folder.write(
            Self.answer("a", "ip", 0.95) + Self.answer("b", "ip", 0.97) + Self.answer("c", "face", 0.95),
            to: "responses/a.ndjson")
        try folder.write(Self.policy, to: "policy.yaml")
        try folder.write(waivers[0], to: "waivers.yaml")
        // Anna dismisses the first generation of the sheet. The second scan is of the next day.
        let fill = "# Anna fills in review_decision and review_note."
        try #require(shell[0].ranges(of: fill).count == 1)
        let script =
            "export SOURCE_DATE_EPOCH=1795219200\n"
            + shell[0].replacing(
                fill,
                with: """
                    sed -i '2s/^\\("[^"]*"\\),""/\\1,"dismissed"/' monday.csv
                    SOURCE_DATE_EPOCH=1795305600
                    """) + shell[1]
        let run = try await Command.run("sh", ["-ec", script], scratch: folder, in: folder.url)
        #expect(run.status == 0, "\(run.stderr)")
        #expect(run.stdout.contains("2 high, 1 medium   1 open, 1 dismissed, 1 waived\n"), "\(run.stdout)")
        for line in [
            "  ledger    not checked: the report was made without a ledger\n",
            "  ledger    holds: 1 of 1 line\n",
            "  chain     holds: it follows reports/2026-11-21\n", "  anna: 1 dismissed\n",
        ] { #expect(run.stdout.contains(line), "\(run.stdout)") }
        #expect(run.stdout.ranges(of: "  waivers   holds: sha256 ").count == 2)
    }
}
