import Digests
import Foundation
import Policies
import Reporting
import Testing

@testable import Audit

/// What `pull` keeps is judged, verified and explained by the answer in it, and by its digest.
@Suite struct CapturedEvidenceTests {
    private let path = NSTemporaryDirectory() + "modaudit-tests-" + UUID().uuidString
    private static let answer = #"{"id": "task_1", "generations": [{"id": "gen_1"}]}"#

    /// A capture of an answer; `digestOf` where its digest is another text's.
    private static func capture(_ answer: String, digestOf other: String? = nil) -> String {
        let digest = SHA256Digest.hex(of: Array((other ?? answer).utf8))
        return
            #"{"fetched_at": "x", "url": "y", "status": 200, "sha256": "\#(digest)", "response": \#(answer)}"#
            + "\n"
    }

    private func withArchive(_ text: String, _ body: (_ archive: String) async throws -> Void) async throws {
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: path) }
        let archive = path + "/responses-0001.ndjson"
        try Data(text.utf8).write(to: URL(filePath: archive))
        try await body(archive)
    }

    @Test func theEvidenceOfAnArchiveHolds() async throws {
        try await withArchive(Self.capture(Self.answer)) { archive in
            let request = ScanRequest(
                inputs: [archive], policy: try Baseline.policy(), output: path + "/report", asOf: 0,
                toolVersion: "1.0")
            let summary = try await Scan(request).run()
            #expect(summary.counts.incomplete == 1)
            let reports = try Verification(
                folders: [path + "/report"], policySHA256: nil, inputs: [archive]
            ).run()
            let evidence = reports[0].outcomes.first { $0.guarantee == .evidence }?.outcome
            #expect(evidence == .holds("1 of 1 listed generations, recomputed"))
        }
    }

    @Test func anAnswerThatIsNotTheOneItsDigestSaysIsNotExplained() async throws {
        let altered = Self.answer.replacing("task_1", with: "task_2")
        let lines = Self.capture(altered, digestOf: Self.answer) + Self.capture(Self.answer)
        try await withArchive(lines) { archive in
            var evidence: [String] = [], lines: [Int] = []
            let (again, unreadable) = try GenerationLookup(
                id: "gen_1", inputs: [archive], policy: try Baseline.policy()
            ).run {
                evidence.append($0.evidence)
                lines.append($0.place.line)
            }
            #expect(lines == [2] && again.isEmpty && unreadable == 1)
            #expect(evidence == [SHA256Digest.hex(of: Array(Self.answer.utf8))])
        }
    }
}
