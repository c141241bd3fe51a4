import TestSupport
import Testing

@testable import Pull

/// The effects of network and server on one request.
@Suite(.prompt, .timeLimit(.minutes(20)))
struct NetworkTests {
    private let archive: TemporaryFolder

    init() throws { archive = try TemporaryFolder() }

    @Test func `an answer is archived with its digest`() async throws {
        let (summary, server) = try await pull(["a", "b"], into: archive) { [.http(Answers.succeeded($0.id))] }
        #expect(summary.answered == 2 && summary.missing == 0 && summary.ending == .complete)
        #expect(archive.archivedIDs.sorted() == ["a", "b"])
        #expect(server.requests.allSatisfy { $0.path.hasPrefix("/sora/v1/videos/") })
        #expect(
            server.requests.allSatisfy { $0.headers.contains("Authorization: Bearer \(PullRunning.key)\r\n") })
        #expect(archive.failures.isEmpty)
    }

    @Test func `a slow first byte is received`() async throws {
        let (summary, _) = try await pull(["a"], into: archive) {
            [.pause(.milliseconds(300)), .http(Answers.succeeded($0.id))]
        }
        #expect(summary.answered == 1 && summary.retried == 0)
    }

    @Test func `a missing first byte is a timeout`() async throws {
        let (summary, server) = try await pull(["a"], into: archive, { $0.timeout = .seconds(3) }) {
            $0.attempt < 3 ? [.pause(.seconds(900))] : [.http(Answers.succeeded($0.id))]
        }
        #expect(summary.answered == 1 && summary.retried == 2 && server.requests.count == 3)
    }

    @Test func `slow single bytes give the whole body`() async throws {
        let (summary, _) = try await pull(["a"], into: archive) { request in
            Answers.http(Answers.succeeded(request.id)).flatMap { [.send([$0]), .pause(.microseconds(200))] }
        }
        #expect(summary.answered == 1)
    }

    @Test func `bytes below the speed limit are a timeout`() async throws {
        let (summary, _) = try await pull(["a"], into: archive, { $0.timeout = .milliseconds(300) }) {
            request in
            Answers.http(Answers.succeeded(request.id)).flatMap { [.send([$0]), .pause(.milliseconds(20))] }
        }
        #expect(summary.failed == 1)
        #expect(archive.failures.map { $0[3] } == ["no complete answer within --timeout"])
        #expect(archive.failures.map { $0[2] } == ["3"])
    }

    @Test(arguments: [MisbehavingServer.Act.reset, .hangUp])
    func `a body that breaks off is requested again`(_ end: MisbehavingServer.Act) async throws {
        let (summary, server) = try await pull(["a"], into: archive) { request in
            let whole = Answers.http(Answers.succeeded(request.id))
            return request.attempt == 1
                ? [.send(Array(whole.dropLast(40))), .pause(.milliseconds(50)), end] : [.send(whole)]
        }
        #expect(summary.answered == 1 && summary.retried == 1 && server.requests.count == 2)
    }

    @Test func `a body of another length than announced is a failure`() async throws {
        let (summary, _) = try await pull(["large", "small"], into: archive) { request in
            let body = Answers.succeeded(request.id)
            let length = body.utf8.count + (request.id == "large" ? 10 : -10)
            return [.send("HTTP/1.1 200 OK\r\nContent-Length: \(length)\r\n\r\n\(body)"), .hangUp]
        }
        #expect(summary.failed == 2 && archive.lines.isEmpty)
    }

    @Test func `many 503 answers in a row do not end the pull`() async throws {
        let ids = (0..<20).map { "task_\($0)" }
        let (summary, server) = try await pull(ids, into: archive) {
            $0.attempt < 3 ? [.http("busy", status: 503)] : [.http(Answers.succeeded($0.id))]
        }
        #expect(summary.answered == 20 && summary.retried == 40 && server.requests.count == 60)
        #expect(archive.lines.allSatisfy { $0.contains("\"attempts\":3,") })
    }

    @Test(arguments: [400, 405, 422, 451, 501])
    func `other statuses are failures of their id`(_ status: Int) async throws {
        let (summary, server) = try await pull(["a", "b"], into: archive) {
            $0.id == "a" ? [.http("{}", status: status)] : [.http(Answers.succeeded($0.id))]
        }
        #expect(summary.failed == 1 && summary.answered == 1 && server.counts["a"] == 1)
        #expect(
            archive.failures.map { Array($0[0...3]) } == [["a", "\(status)", "1", "HTTP status \(status)"]])
    }

    @Test(arguments: [408, 425, 500, 502, 503, 504])
    func `temporary statuses are requested again`(_ status: Int) async throws {
        let (summary, server) = try await pull(["a"], into: archive) { _ in [.http("", status: status)] }
        #expect(summary.failed == 1 && server.requests.count == 3)
    }

    @Test func `ids with dots and colons arrive unchanged in the path`() async throws {
        let ids = ["gen:1", "a.b", "...", "task_01:v2.3-x", ".hidden", "x.."]
        let (summary, server) = try await pull(ids, into: archive) { [.http(Answers.succeeded($0.id))] }
        #expect(summary.answered == ids.count)
        #expect(server.requests.map(\.path).sorted() == ids.map { "/sora/v1/videos/\($0)" }.sorted())
        #expect(archive.archivedIDs.sorted() == ids.sorted())
        let (second, other) = try await pull(ids, into: archive) { _ in [] }
        #expect(second.finished == ids.count && other.requests.isEmpty)
    }

    @Test func `an error page with status 200 is a failure`() async throws {
        let (summary, server) = try await pull(["a"], into: archive) { _ in
            [.http("<html><body>Bad gateway</body></html>")]
        }
        #expect(summary.failed == 1 && archive.lines.isEmpty && server.requests.count == 1)
        #expect(archive.failures.map { $0[3] } == ["the body is not an answer: not JSON"])
    }

    @Test(arguments: [
        Array("{\"code\":\"a\0b\"}".utf8), [0x7B, 0x22, 0xFF, 0x22, 0x3A, 0x31, 0x7D], [], Array("{}".utf8),
        Array("{\"code\":\"success\"},\"response\":{}".utf8), Array("[1]".utf8),
        Array("{\"sha256\":\"\",\"response\":{\"id\":\"a\",\"status\":\"succeeded\",\"generations\":[]}}".utf8),
        Array((String(repeating: "[", count: 1024) + String(repeating: "]", count: 1024)).utf8),
    ])
    func `a body that is not an answer is a failure`(_ body: [UInt8]) async throws {
        let (summary, _) = try await pull(["a"], into: archive) { _ in [.send(Answers.http(body))] }
        #expect(summary.failed == 1 && archive.lines.isEmpty && archive.failures.count == 1)
    }

    @Test func `a code other than success is an answer`() async throws {
        let (summary, server) = try await pull(["a"], into: archive) { [.http(Answers.refused($0.id))] }
        #expect(summary.refused == 1 && summary.missing == 0 && server.requests.count == 1)
        #expect(archive.lines.count == 1)
    }

    @Test func `an endless body is cut off`() async throws {
        let flood = [UInt8](repeating: 32, count: 65_536)
        let chunk = Array("10000\r\n".utf8) + flood + Array("\r\n".utf8)
        let (summary, server) = try await pull(["a", "b"], into: archive, { $0.maxResponse = 1 << 20 }) {
            request in
            request.id == "a"
                ? [.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"), .flood(chunk)]
                : [.http(Answers.succeeded(request.id), "Content-Length-Was: 1")]
        }
        #expect(summary.failed == 1 && summary.answered == 1 && server.counts["a"] == 1)
        #expect(archive.failures.map { $0[3] } == ["the body is larger than --max-response (1048576 bytes)"])
    }

    @Test(arguments: [0, 100, 1000])
    func `an archived line is not too large for a scan`(_ spare: Int) async throws {
        let body = Answers.succeeded("a"), limit = body.utf8.count + spare
        let (summary, _) = try await pull(["a"], into: archive, { $0.maxResponse = limit }) { _ in
            [.http(body)]
        }
        #expect(summary.answered + summary.failed == 1 && (summary.answered == 1) == (spare == 1000))
        #expect(archive.lines.allSatisfy { $0.utf8.count <= limit })
    }

    @Test func `a body with an announced length over the limit is not read`() async throws {
        let (summary, _) = try await pull(["a"], into: archive, { $0.maxResponse = 1000 }) { _ in
            [.send("HTTP/1.1 200 OK\r\nContent-Length: 1000000000\r\n\r\n{"), .pause(.seconds(30))]
        }
        #expect(summary.failed == 1)
    }
}
