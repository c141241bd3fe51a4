import Digests
import Foundation
import Policies
import Reporting
import TestSupport
import Testing

@testable import Audit

/// A capture of `pull` is judged, verified and explained by its answer and the digest of the answer.
@Suite struct CapturedEvidenceTests {
    private let folder: TemporaryFolder
    private static let answer = #"{"id": "task_1", "generations": [{"id": "gen_1"}]}"#

    /// A capture of an answer, with the digest of `other` if it is given.
    private static func capture(_ answer: String, digestOf other: String? = nil) -> String {
        let digest = SHA256Digest.hex(of: Array((other ?? answer).utf8))
        return
            #"{"fetched_at": "x", "url": "y", "status": 200, "sha256": "\#(digest)", "response": \#(answer)}"#
            + "\n"
    }

    init() throws { folder = try TemporaryFolder() }

    /// Writes an archive with this text.
    private func archive(_ text: String) throws -> String {
        try folder.write(text, to: "responses-0001.ndjson")
    }

    @Test func `the evidence of an archive holds`() async throws {
        let archive = try archive(Self.capture(Self.answer))
        let request = ScanRequest(
            inputs: [archive], policy: try Baseline.policy(), output: folder.file("report"), asOf: 0,
            toolVersion: "1.0")
        let summary = try await Scan(request).run()
        #expect(summary.counts.incomplete == 1)
        let reports = try Verification(
            folders: [folder.file("report")], policySHA256: nil, inputs: [archive]
        ).run()
        let evidence = reports[0].outcomes.first { $0.guarantee == .evidence }?.outcome
        #expect(evidence == .holds("1 of 1 listed generations, recomputed"))
    }

    @Test func `an answer that does not match its digest is not explained`() throws {
        let altered = Self.answer.replacing("task_1", with: "task_2")
        let lines = Self.capture(altered, digestOf: Self.answer) + Self.capture(Self.answer)
        let archive = try archive(lines)
        var evidence: [String] = [], judged: [Int] = []
        let others = try GenerationLookup(
            id: "gen_1", inputs: [archive], policy: try Baseline.policy()
        ).run {
            evidence.append($0.evidence)
            judged.append($0.place.line)
        }
        #expect(judged == [2] && others.again.isEmpty && others.unreadable == 1)
        #expect(evidence == [SHA256Digest.hex(of: Array(Self.answer.utf8))])
    }
}
