import Foundation
import TestSupport
import Testing

@testable import Pull

/// Responses that are not an answer, and the use of connections.
@Suite(.prompt, .timeLimit(.minutes(20)))
struct ExchangeTests {
    private let archive: TemporaryFolder

    init() throws { archive = try TemporaryFolder() }

    @Test(arguments: [
        "HTTP/1.1 000 X", "HTTP/1.1 99 X", "HTTP/1.1 600 X", "HTTP/1.1 999 X", "HTTP/1.1 2OO OK",
        "HTTP/1.1 abc X",
        "HTTP/1.1 2000 X", "HTTP/1.1 -200 X", "HTTP/9.9 200 OK", "HTTX/1.1 200 OK", "{\"code\":\"success\"}",
    ])
    func `a head that is not HTTP fails only its id`(_ line: String) async throws {
        let (summary, server) = try await pull(["a", "b", "c"], into: archive) { request in
            request.id == "b"
                ? [.send("\(line)\r\nContent-Length: 2\r\n\r\n{}"), .hangUp]
                : [.http(Answers.succeeded(request.id))]
        }
        #expect(summary.answered == 2 && summary.failed == 1 && summary.ending == .complete)
        #expect(archive.archivedIDs.sorted() == ["a", "c"])
        #expect(archive.failures.map { $0[3] } == ["the answer is not HTTP"])
        #expect(server.counts["b"] == 3)
    }

    @Test(arguments: ["HTTP/1.1 100 Continue", "HTTP/1.1 103 Early Hints"])
    func `an interim head is skipped`(_ line: String) async throws {
        let (summary, _) = try await pull(["a"], into: archive) { request in
            [.send("\(line)\r\nRetry-After: 900\r\n\r\n"), .http(Answers.succeeded(request.id))]
        }
        #expect(summary.answered == 1 && summary.retried == 0)
    }

    @Test func `a head that begins with a folded line harms no other answer`() async throws {
        let ids = (0..<400).map { "task_\($0)" }
        let (summary, _) = try await pull(ids, into: archive, { $0.concurrency = 4 }) { request in
            let number = Int(request.id.dropFirst(5)) ?? 0
            let line = String(repeating: "x", count: number % 7 * 300)
            return number % 2 == 0
                ? [.http(Answers.succeeded(request.id), "X-Filler: \(line)")]
                : [.send("HTTP/1.1 200 OK\r\n folded \(line)\r\n\tagain\r\nContent-Length: 2\r\n\r\n{}")]
        }
        #expect(summary.answered == 200 && summary.failed == 200)
    }

    @Test func `an endless head is cut off`() async throws {
        let line = Array("X-Filler: \(String(repeating: "x", count: 8000))\r\n".utf8)
        let (summary, _) = try await pull(["a", "b"], into: archive) { request in
            request.id == "a"
                ? [.send("HTTP/1.1 200 OK\r\n"), .flood(line)] : [.http(Answers.succeeded(request.id))]
        }
        #expect(summary.answered == 1 && summary.failed == 1)
        // libcurl accepts about 300 KiB of head and has no error code of its own for more.
        #expect(archive.failures.map { $0[3] } == ["the answer is incomplete or not HTTP"])
    }

    @Test func `an answer without a length ends with the connection`()
        async throws
    {
        let (summary, _) = try await pull(["a", "b"], into: archive) { request in
            let body = request.id == "a" ? Answers.succeeded("a") : ""
            return [.send("HTTP/1.1 200 OK\r\n\r\n\(body)"), .hangUp]
        }
        #expect(summary.answered == 1 && summary.failed == 1)
    }

    @Test func `the pull retries a connection that closes before the answer`() async throws {
        let (summary, server) = try await pull(["a"], into: archive) { _ in [.hangUp] }
        #expect(summary.failed == 1 && server.requests.count == 3)
        #expect(archive.failures.map { $0[3] } == ["the connection was closed before the answer was complete"])
    }

    @Test func `one connection is reused`() async throws {
        let ids = (0..<200).map { "task_\($0)" }
        let (summary, server) = try await pull(ids, into: archive, { $0.concurrency = 1 }) {
            [.http(Answers.succeeded($0.id))]
        }
        #expect(summary.answered == 200 && server.connections == 1)
    }

    @Test func `at most 64 connections are open at once`() async throws {
        let ids = (0..<640).map { "task_\($0)" }
        let (summary, server) = try await pull(ids, into: archive, { $0.concurrency = 64 }) {
            [.pause(.milliseconds(20)), .http(Answers.succeeded($0.id))]
        }
        // A broken connection is replaced. Without reuse there are 640 connections.
        #expect(summary.answered == 640 && server.connections <= 80)
    }

    @Test func `a refused connection is reported with the system's message`() async throws {
        let port = try await MisbehavingServer { _ in [] }.port
        let summary = try await PullRunning(["a"], from: "http://127.0.0.1:\(port)", into: archive).run()
        #expect(summary.failed == 1 && archive.failures.map { $0[3] } == ["Connection refused"])
    }

    @Test func `plain HTTP never goes through a proxy`() async throws {
        let proxy = try await MisbehavingServer { _ in [.http("", status: 502)] }
        let server = try await MisbehavingServer { [.http(Answers.succeeded($0.id))] }
        let run = try await CommandRunning.run(
            ["pull", "a", "--archive", archive.path, "--base-url", server.url],
            environment: ["http_proxy": proxy.url, "all_proxy": proxy.url, "ALL_PROXY": proxy.url])
        #expect(run.status == 0 && proxy.connections == 0 && server.requests.count == 1)
    }
}
