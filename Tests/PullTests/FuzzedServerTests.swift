import Foundation
import TestSupport
import Testing

@testable import Pull

/// A server that sends invalid HTTP or an invalid answer for two of three IDs. The variable `MODAUDIT_FUZZED_ANSWERS`
/// sets the number of IDs, which is 300 by default.
@Suite(.prompt, .timeLimit(.minutes(60)))
struct FuzzedServerTests {
    @Test func `every id ends in the archive or in the list of failures`() async throws {
        let archive = try TemporaryFolder()
        let count = ProcessInfo.processInfo.environment["MODAUDIT_FUZZED_ANSWERS"].flatMap { Int($0) } ?? 300
        let ids = (0..<count).map { "task_\($0)" }
        let (summary, _) = try await pull(
            ids, into: archive,
            {
                $0.concurrency = 64
                $0.timeout = .seconds(20)
            }
        ) { request in
            let number = Int(request.id.dropFirst(5)) ?? 0
            if number % 3 == 0 { return [.http(Answers.succeeded(request.id))] }
            var fuzzed = FuzzedAnswer(seed: number * 8 + request.attempt)
            return fuzzed.acts(for: request.id)
        }
        #expect(summary.ending == .complete && summary.left == 0 && summary.pending == 0)
        let archived = archive.archivedIDs, failed = archive.failures.map { $0[0] }
        #expect(Set(archived).union(failed) == Set(ids))
        #expect(archived.count == Set(archived).count && failed.count == Set(failed).count)
        #expect(Set(archived).isSuperset(of: stride(from: 0, to: count, by: 3).map { "task_\($0)" }))
        #expect(summary.answered + summary.refused == archived.count)
        #expect(summary.failed + summary.gone == failed.count)
        // The fuzzed answers cause failures of several kinds, and some are valid.
        #expect(Set(archive.failures.map { $0[3] }).count >= 8 && archived.count > count / 3)
        for line in archive.lines { #expect(!line.contains("gen_other")) }
    }
}
