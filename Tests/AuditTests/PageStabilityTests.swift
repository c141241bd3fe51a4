import Policies
import Reporting
import TestSupport
import Testing

@testable import Audit

/// The page and the seal depend on the input, but not on jobs and batches.
@Suite struct PageStabilityTests {
    private func digest(jobs: Int, batchSize: Int) async throws -> String {
        let folder = try TemporaryFolder()
        let policy = try Fixtures.bytes("policies/audit.yaml")
        let request = ScanRequest(
            inputs: [Fixtures.path("responses"), Fixtures.path("envelopes")],
            policy: try PolicyFile.read(policy, named: "audit.yaml"), output: folder.file("report"),
            style: ReportStyle(scores: .all), jobs: jobs, batchSize: batchSize, asOf: 0, toolVersion: "1.0")
        _ = try await Scan(request).run()
        return try SealedReport(at: folder.file("report")).manifestSHA256
    }

    @Test(arguments: [(1, 1 << 12), (2, 1 << 14), (3, 1 << 16), (8, 30_000)])
    func `the manifest is the same for any number of jobs and any batch size`(_ jobs: Int, _ batchSize: Int)
        async throws
    {
        #expect(try await digest(jobs: jobs, batchSize: batchSize) == digest(jobs: 2, batchSize: 4 << 20))
    }
}
