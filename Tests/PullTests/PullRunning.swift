import Foundation
import Synchronization
import TestSupport

@testable import Pull

extension TemporaryFolder {
    /// The sorted names of the entries; empty if the folder does not exist.
    var entries: [String] { (try? names()) ?? [] }

    /// The text of a file; empty if it cannot be read.
    func content(_ name: String) -> String { (try? text(name)) ?? "" }

    /// The lines of the archive's files, in order.
    var lines: [String] {
        entries.filter { $0.hasPrefix("responses-") }.flatMap {
            content($0).split(separator: "\n").map(String.init)
        }
    }

    /// The ids in the archive, in order.
    var archivedIDs: [String] {
        lines.compactMap { line in
            line.firstRange(of: #/"url":"[^"]*\/([A-Za-z0-9_:.-]+)"/#).map { line[$0] }
                .flatMap { $0.dropLast().split(separator: "/").last }.map(String.init)
        }
    }

    /// The rows of `failures.csv`, without its header.
    var failures: [[String]] {
        content("failures.csv").split(separator: "\r\n").dropFirst().map { row in
            row.dropFirst().dropLast().components(separatedBy: "\",\"")
        }
    }
}

/// A pull in this process with short waits.
struct PullRunning {
    var request: PullRequest
    let archive: TemporaryFolder

    static let key = "secret-key-5f13508c"

    /// Removes the proxies of the environment once, because the servers of these tests are on loopback.
    private static let hasNoProxy: Void = {
        for name in ["https_proxy", "HTTPS_PROXY", "http_proxy", "all_proxy", "ALL_PROXY"] {
            unsafe unsetenv(name)
        }
    }()

    init(_ ids: [String], from base: String, into archive: TemporaryFolder) throws {
        Self.hasNoProxy
        var named = TaskIDs()
        for id in ids { _ = named.add(id.utf8) }
        request = PullRequest(
            ids: named, baseURL: try BaseURL(base), key: try APIKey(Self.key, from: "the test"),
            archive: archive.path, toolVersion: "test")
        request.timeout = .seconds(600)
        request.retries = RetryPolicy(
            attempts: 3, giveUpAfter: .seconds(900), first: .milliseconds(10), longest: .milliseconds(50),
            firstPoll: .milliseconds(20), longestPoll: .milliseconds(60))
        self.archive = archive
    }

    @discardableResult
    func run(_ control: PullControl = PullControl()) async throws -> PullSummary {
        try await Pull(request, control).run()
    }
}

/// Pulls `ids` from a server that performs `answer`.
func pull(
    _ ids: [String], into archive: TemporaryFolder, _ change: (inout PullRequest) -> Void = { _ in },
    answer: @escaping @Sendable (MisbehavingServer.Request) -> [MisbehavingServer.Act]
) async throws -> (summary: PullSummary, server: MisbehavingServer) {
    let server = try await MisbehavingServer(answer: answer)
    var running = try PullRunning(ids, from: server.url, into: archive)
    change(&running.request)
    return (try await running.run(), server)
}
