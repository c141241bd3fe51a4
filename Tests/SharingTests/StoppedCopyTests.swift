import TestSupport
import Testing

@testable import Reporting
@testable import Sharing

/// Copies that are stopped before the end.
@Suite struct StoppedCopyTests {
    /// Returns the error of `body`, which can stop itself as a signal does.
    private func error(_ body: @escaping @Sendable (_ stop: () -> Void) throws -> Void) async -> (any Error)? {
        let task = Task { try body { unsafe withUnsafeCurrentTask { unsafe $0?.cancel() } } }
        if case .failure(let error) = await task.result { return error }
        return nil
    }

    private static func copy(of path: String) throws -> ReportCopy {
        try ReportCopy(of: path, profile: BuiltInProfile.internal.profile(), recipient: "bafin", key: nil)
    }

    @Test func `a check of the seal that is stopped finds no fault with the report`() async throws {
        let bench = try await Bench(input: "fixtures/responses")
        let path = bench.scratch.file("report")
        let copying = await error { stop in
            stop()
            _ = try Self.copy(of: path)
        }
        #expect(copying as? ShareError == .failed(.stopped))
        let checking = await error { stop in
            stop()
            _ = try SealedReport(at: path).changes()
        }
        #expect(checking as? ReportError == .stopped)
    }

    @Test func `a copy that is stopped leaves no folder`() async throws {
        let bench = try await Bench(input: "fixtures/responses")
        let names = try bench.scratch.names()
        let report = bench.scratch.file("report"), place = bench.scratch.file("copy")
        let writing = await error { stop in
            let copy = try Self.copy(of: report)
            stop()
            _ = try copy.write(to: place)
        }
        #expect(writing as? ShareError == .failed(.stopped))
        #expect(try bench.scratch.names() == names)
    }
}
