import Audit
import TestSupport
import Testing

/// Scans that are cancelled or fail.
@Suite struct StoppedScanTests {
    private static let texts = Corpus(seed: 7, texts: 60).texts.map { $0.compact + "\n" }

    @Test func `a cancelled scan leaves no folder behind`() async throws {
        let workplace = try Workplace()
        try workplace.write(Self.texts.joined(), to: "all.ndjson")
        await Self.expectCancelled(workplace)
        #expect(try workplace.entries == [])
    }

    @Test func `a cancelled scan leaves the old report as it was`() async throws {
        let workplace = try Workplace()
        try workplace.write(Self.texts[..<20].joined(), to: "all.ndjson")
        let old = try await workplace.scan().files
        try workplace.write(Self.texts.joined(), to: "all.ndjson")
        await Self.expectCancelled(workplace)
        #expect(try workplace.entries == ["report"])
        #expect(try workplace.files == old)
    }

    @Test func `a scan of a missing input writes nothing`() async throws {
        let workplace = try Workplace()
        await #expect(throws: ScanError.self) { try await workplace.scan() }
        #expect(try workplace.entries == [])
    }

    /// Scans in small batches and cancels after the first one.
    private static func expectCancelled(_ workplace: Workplace) async {
        let scan = Task {
            try await workplace.scan(batchSize: 300) { _ in unsafe withUnsafeCurrentTask { unsafe $0?.cancel() }
            }
        }
        let error = await #expect(throws: ScanError.self) { try await scan.value }
        guard case .cancelled = error else {
            Issue.record("ended with \(error.map(\.description) ?? "no error")")
            return
        }
    }
}
