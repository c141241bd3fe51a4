import Foundation
import Policies
import Reporting
import Testing

@testable import Audit

/// The page and the seal depend on the input alone, not on how the work was cut up.
@Suite struct PageStabilityTests {
    private let fixtures = URL(fileURLWithPath: #filePath).deletingLastPathComponent().path + "/../../fixtures"

    private func digest(jobs: Int, batchSize: Int) async throws -> String {
        let path = NSTemporaryDirectory() + "modaudit-tests-" + UUID().uuidString
        defer { try? FileManager.default.removeItem(atPath: path) }
        let policy = try Data(contentsOf: URL(fileURLWithPath: fixtures + "/policies/audit.yaml"))
        let request = ScanRequest(
            inputs: [fixtures + "/responses", fixtures + "/envelopes"],
            policy: try PolicyFile.read(Array(policy), named: "audit.yaml"), output: path,
            style: ReportStyle(scores: .all), jobs: jobs, batchSize: batchSize, asOf: 0, toolVersion: "1.0")
        _ = try await Scan(request).run()
        return try SealedReport(at: path).manifestSHA256
    }

    @Test(arguments: [(1, 1 << 12), (2, 1 << 14), (3, 1 << 16), (8, 30_000)])
    func everyFileIsTheSame(_ jobs: Int, _ batchSize: Int) async throws {
        #expect(try await digest(jobs: jobs, batchSize: batchSize) == digest(jobs: 2, batchSize: 4 << 20))
    }
}
