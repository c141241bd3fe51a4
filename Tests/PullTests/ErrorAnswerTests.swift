import Foundation
import TestSupport
import Testing

@testable import Pull

/// Answers with an error status.
// Serialized: `Process.run` fails with too many open descriptors, and each test has its own server.
@Suite(.prompt, .serialized, .timeLimit(.minutes(20)))
struct ErrorAnswerTests {
    private let archive: TemporaryFolder

    init() throws { archive = try TemporaryFolder() }

    private var reasons: [String] { archive.failures.map { $0[3] } }

    @Test(arguments: [
        (#"{"error":{"message":"bad id","type":"t"}}"#, ": bad id"),
        (#"{"error":{"code":"invalid","message":"bad id"}}"#, ": invalid: bad id"),
        (#"{"error":"bad id"}"#, ": bad id"), (#"{"message":"bad id"}"#, ": bad id"),
        (#"{"code":7,"msg":"bad id"}"#, ": 7: bad id"), (#"{"fail_reason":"bad id"}"#, ": bad id"),
        (#"{"code":"x","message":"bad id","data":null}"#, ": x: bad id"),
        ("\u{FEFF} {\"message\":\"bad id\"}\n", ": bad id"),
        (#"{"message":"a\nb\u0000\u001b[1mc"}"#, ": a?b??[1mc"),
        ("", ""), ("bad id", ""), ("{}", ""), (#"{"message":"cut"#, ""), (#"{"message":""}"#, ""), ("[1]", ""),
    ])
    func `the reason of a failure is in the list`(_ body: String, _ reason: String) async throws {
        let (summary, _) = try await pull(["a"], into: archive) { _ in [.http(body, status: 400)] }
        #expect(summary.failed == 1 && archive.failures.count == 1)
        let shown = reasons[0].replacing(#/[^ -~]/#, with: "?")
        #expect(shown == "HTTP status 400\(reason)")
    }

    @Test func `a temporary failure keeps its reason`() async throws {
        let (summary, server) = try await pull(["a"], into: archive) { _ in
            [.http(#"{"error":{"message":"overloaded"}}"#, status: 503)]
        }
        #expect(summary.failed == 1 && server.requests.count == 3)
        #expect(reasons == ["HTTP status 503: overloaded"])
    }

    @Test func `a long reason is cut`() async throws {
        let long = String(repeating: "é", count: 10_000)
        _ = try await pull(["a"], into: archive) { _ in [.http("{\"message\":\"\(long)\"}", status: 400)] }
        #expect(reasons == ["HTTP status 400: \(long.prefix(ServiceError.reasonLimit - 1))…"])
    }

    @Test(arguments: [0, 1])
    func `a body over 64 KiB gives no reason`(_ more: Int) async throws {
        let frame = #"{"filler":"","message":"bad id"}"#
        let filler = String(repeating: "x", count: 65_536 - frame.utf8.count + more)
        _ = try await pull(["a"], into: archive) { _ in
            [.http("{\"filler\":\"\(filler)\",\"message\":\"bad id\"}", status: 400)]
        }
        #expect(reasons == [more == 0 ? "HTTP status 400: bad id" : "HTTP status 400"])
    }

    @Test func `the key in a reason is replaced`() async throws {
        _ = try await pull(["a"], into: archive) { _ in
            [.http("{\"error\":{\"message\":\"no access for \(PullRunning.key)!\"}}", status: 400)]
        }
        #expect(reasons == ["HTTP status 400: no access for (key)!"])
    }

    @Test func `the size of an error's body is not a failure`() async throws {
        let chunk = Array("1000\r\n".utf8) + [UInt8](repeating: 32, count: 4096) + Array("\r\n".utf8)
        let (summary, server) = try await pull(["a", "b"], into: archive, { $0.maxResponse = 100_000 }) {
            if $0.attempt == 3 { return [.http(Answers.succeeded($0.id))] }
            return $0.id == "a"
                ? [.send("HTTP/1.1 503 X\r\nContent-Length: 1000000000\r\n\r\n{"), .pause(.seconds(60))]
                : [.send("HTTP/1.1 503 X\r\nTransfer-Encoding: chunked\r\n\r\n"), .flood(chunk)]
        }
        #expect(summary.answered == 2 && server.requests.count == 6)
    }

    @Test(arguments: [520, 521, 522, 523, 524, 529, 530])
    func `statuses of gateways are requested again`(_ status: Int) async throws {
        let (summary, server) = try await pull(["a"], into: archive) {
            [$0.attempt < 3 ? .http("", status: status) : .http(Answers.succeeded("a"))]
        }
        #expect(summary.answered == 1 && server.requests.count == 3)
    }

    @Test(
        arguments: [403, 501, 503, 505, 599], [("", "Content-Type: text/html"), (" <!doctype html>", "X: y")])
    func `a gateway's page is requested again`(_ status: Int, _ page: (body: String, header: String))
        async throws
    {
        let (summary, server) = try await pull(["a", "b"], into: archive) { request in
            let head =
                "HTTP/1.1 \(status) X\r\n\(page.header)\r\nContent-Length: \(page.body.utf8.count)\r\n\r\n"
            return request.id == "a" || request.attempt == 3
                ? request.id == "a" ? [.send(head + page.body)] : [.http(Answers.succeeded("b"))]
                : [.send(head + page.body)]
        }
        #expect(summary.answered == 1 && summary.ending == .complete && server.requests.count == 6)
        #expect(reasons == ["HTTP status \(status): an HTML page"])
    }

    @Test func `a single 403 is a failure of its id`() async throws {
        let ids = (0..<50).map { "task_\($0)" }
        let (summary, server) = try await pull(ids, into: archive, { $0.concurrency = 1 }) { request in
            request.id.hasSuffix("7")
                ? [.http(#"{"error":{"message":"not yours"}}"#, status: 403)]
                : [.http(Answers.succeeded(request.id))]
        }
        #expect(summary.answered == 45 && summary.failed == 5 && summary.ending == .complete)
        #expect(server.requests.count == 50 && Set(reasons) == ["HTTP status 403: not yours"])
    }

    @Test(arguments: [1, 19, 20, 40])
    func `twenty 403 in a row end the pull`(_ refused: Int) async throws {
        let ids = (0..<60).map { "task_\($0)" }
        let (summary, server) = try await pull(ids, into: archive, { $0.concurrency = 1 }) { request in
            let number = Int(request.id.dropFirst(5)) ?? 0
            return 1...refused ~= number ? [.http("{}", status: 403)] : [.http(Answers.succeeded(request.id))]
        }
        if refused < 20 {
            #expect(
                summary.ending == .complete && summary.answered == 60 - refused && summary.failed == refused)
        } else {
            #expect(summary.ending == .denied(status: 403) && summary.failed == 19 && summary.left == 40)
            #expect(server.requests.count == 21)
        }
    }

    @Test func `a gateway's page is not the first answer`() async throws {
        let (summary, _) = try await pull(["a", "b"], into: archive, { $0.concurrency = 1 }) { request in
            [.http(request.id == "a" ? "<html>" : "{}", status: 403)]
        }
        #expect(summary.ending == .denied(status: 403))
    }

    @Test func `a 401 ends the pull at any time`() async throws {
        let ids = (0..<9).map { "task_\($0)" }
        let (summary, server) = try await pull(ids, into: archive, { $0.concurrency = 1 }) { request in
            request.id == "task_4" ? [.http("<html>", status: 401)] : [.http(Answers.succeeded(request.id))]
        }
        #expect(summary.ending == .denied(status: 401) && server.requests.count == 5 && summary.left == 5)
    }

    @Test(arguments: [
        #"{"error":{"code":"insufficient_quota","message":"pay first"}}"#,
        #"{"message":"Your balance is too low"}"#,
        #"{"code":"x","message":"user QUOTA is not enough"}"#, #"{"message":"\u4f59\u989d\u4e0d\u8db3"}"#,
    ])
    func `a used-up quota is named`(_ body: String) async throws {
        let server = try await MisbehavingServer { _ in [.http(body, status: 429)] }
        let run = try await CommandRunning.run(
            ["pull", "a", "--archive", archive.path, "--base-url", server.url, "--give-up-after", "0.5"])
        #expect(
            run.status == 75
                && run.error.contains("the service says that the quota is used up (HTTP status 429"))
        #expect(reasons.count == 1 && reasons[0].hasPrefix("HTTP status 429, the quota is used up: "))
    }

    @Test func `a pull that is stopped while the quota is used up says so`() async throws {
        let server = try await MisbehavingServer { _ in
            [.http(#"{"error":{"code":"insufficient_quota"}}"#, status: 429)]
        }
        let command = try CommandRunning(["pull", "a", "--archive", archive.path, "--base-url", server.url])
        while server.requests.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
        command.signal(SIGTERM)
        #expect(try await command.wait() == 75)
        #expect(command.error.contains("the service says that the quota is used up (HTTP status 429"))
        #expect(reasons == ["no answer before the pull ended: the quota is used up"])
    }

    @Test(arguments: [(401, 1), (403, 1)])
    func `the words of a service that refuses the key are told`(_ status: Int, _ requests: Int) async throws {
        let server = try await MisbehavingServer { _ in
            [.http(#"{"error":{"message":"key has expired"}}"#, status: status)]
        }
        let run = try await CommandRunning.run([
            "pull", "a", "b", "--archive", archive.path, "--base-url", server.url, "--concurrency", "1",
        ])
        #expect(run.status == 77 && server.requests.count == requests)
        #expect(
            run.error.contains(
                "does not accept the key (HTTP status \(status): key has expired): check the key"))
        #expect(reasons == ["HTTP status \(status): the key is not allowed: key has expired", "not requested"])
    }

    @Test func `a 429 for another reason is not a used-up quota`() async throws {
        _ = try await pull(["a"], into: archive, { $0.retries.giveUpAfter = .milliseconds(200) }) { _ in
            [.http(#"{"message":"slow down"}"#, status: 429)]
        }
        #expect(reasons == ["HTTP status 429: slow down; the next request would be after --give-up-after"])
    }
}
