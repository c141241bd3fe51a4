import Foundation
import TestSupport
import Testing

@testable import Pull

@Suite(.prompt, .timeLimit(.minutes(20)))
struct TLSTests {
    private let folder: TemporaryFolder
    private let archive: TemporaryFolder
    private let authority: String

    init() async throws {
        folder = try TemporaryFolder()
        archive = try TemporaryFolder()
        authority = try await TestCertificates.make(in: folder)
    }

    private func server(_ name: String) async throws -> MisbehavingServer {
        let tls = try TLSServerContext(
            certificate: "\(folder.path)/\(name).pem", key: "\(folder.path)/\(name).key")
        return try await MisbehavingServer(tls: tls) { [.http(Answers.succeeded($0.id))] }
    }

    private func pull(_ server: MisbehavingServer, caFile: String?, host: String) async throws -> PullSummary {
        var running = try PullRunning(["a", "b"], from: "https://\(host):\(server.port)", into: archive)
        running.request.caFile = caFile
        return try await running.run()
    }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func `a named private authority is trusted`(_ host: String) async throws {
        let summary = try await pull(try await server("here"), caFile: authority, host: host)
        #expect(summary.answered == 2 && summary.missing == 0)
    }

    @Test func `an unknown authority is not trusted`() async throws {
        let server = try await server("here")
        let summary = try await pull(server, caFile: nil, host: "localhost")
        guard case .untrusted(let reason) = summary.ending else {
            Issue.record("\(summary)")
            return
        }
        #expect(reason.contains("authority") && server.requests.isEmpty && summary.left == 2)
    }

    @Test(arguments: ["localhost", "127.0.0.1"])
    func `a certificate for another name is not trusted`(_ host: String) async throws {
        let server = try await server("elsewhere")
        let summary = try await pull(server, caFile: authority, host: host)
        #expect(summary.ending == .untrusted("its certificate is for another host name"))
        #expect(server.requests.isEmpty && summary.left == 2)
    }

    @Test func `the command names the host it does not trust`() async throws {
        let server = try await server("elsewhere")
        let run = try await CommandRunning.run(
            [
                "pull", "a", "--archive", archive.path, "--ca-file", authority, "--base-url",
                "https://localhost:\(server.port)",
            ])
        #expect(run.status == 1 && run.error.contains("https://localhost:\(server.port) is not trusted"))
    }

    @Test func `a handshake that the server ends is retried`() async throws {
        // The server does not use TLS.
        let server = try await MisbehavingServer { _ in [.http("")] }
        let plain = server.port
        var running = try PullRunning(["a"], from: "https://localhost:\(plain)", into: archive)
        running.request.caFile = authority
        running.request.timeout = .seconds(2)
        let summary = try await running.run()
        #expect(summary.failed == 1 && server.connections == 3)
        #expect(archive.failures.map { $0[3] } == ["no complete answer within --timeout"])
    }

    @Test(arguments: ["", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "text"])
    func `a file of authorities without a certificate is refused`(_ text: String) throws {
        let path = try folder.write(text, to: "none.pem")
        #expect(throws: PullError.refused("\(path): contains no certificate in PEM form")) {
            try Authorities.check(path)
        }
        #expect(throws: Never.self) { try Authorities.check(authority) }
    }

    @Test func `one HTTP/2 connection is used if the server offers it`() async throws {
        let ids = (0..<20).map { "task_\($0)" }
        for id in ids { try folder.write(Answers.succeeded(id), to: "root/sora/v1/videos/\(id)") }
        let port = try await MisbehavingServer { _ in [] }.port
        let server = try RunningCommand(
            URL(filePath: "/usr/sbin/nghttpd"),
            ["-v", "-a", "127.0.0.1", "-d", "root", "\(port)", "here.key", "here.pem"],
            environment: [:], folder: folder.url)
        var running = try PullRunning(ids, from: "https://localhost:\(port)", into: archive)
        running.request.caFile = authority
        // The server starts to listen later.
        running.request.retries.attempts = 100
        let summary = try await running.run()
        #expect(summary.answered == 20 && summary.missing == 0)
        let text = server.stdout
        #expect(text.contains(":method: GET") && text.contains("[id=1]") && !text.contains("[id=2]"))
    }
}
