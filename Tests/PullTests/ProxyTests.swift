import Foundation
import TestSupport
import Testing

@testable import Pull

/// Pulls from an https server through tinyproxy, both on loopback.
// Serialized: `Process.run` fails with too many open descriptors, and each test has its own server.
@Suite(.prompt, .serialized, .timeLimit(.minutes(20)))
struct ProxyTests {
    private let folder: TemporaryFolder
    private let archive: TemporaryFolder
    private let authority: String
    private let server: MisbehavingServer

    private static let password = "pass-4d1c9e"

    init() async throws {
        folder = try TemporaryFolder()
        archive = try TemporaryFolder()
        authority = try await TestCertificates.make(in: folder)
        let tls = try TLSServerContext(
            certificate: folder.path + "/here.pem", key: folder.path + "/here.key")
        server = try await MisbehavingServer(tls: tls) { [.http(Answers.succeeded($0.id))] }
    }

    /// A tinyproxy process, which ends with this object.
    private final class Proxy {
        let port: Int
        private let process: RunningCommand
        private let folder: TemporaryFolder

        /// - Parameter lines: Lines of its configuration.
        init(_ lines: String...) async throws {
            folder = try TemporaryFolder()
            port = try await MisbehavingServer { _ in [] }.port
            let log = folder.path + "/log"
            let file = try folder.write(
                (["Port \(port)", "Listen 127.0.0.1", "LogFile \"\(log)\"", "LogLevel Info", "Timeout 60"]
                    + lines)
                    .joined(separator: "\n") + "\n", to: "conf")
            process = try RunningCommand(
                URL(filePath: "/usr/bin/tinyproxy"), ["-d", "-c", file], environment: [:])
            let patience = ContinuousClock.now + .seconds(120)
            while !text.contains("Accepting connections"), ContinuousClock.now < patience {
                try #require(process.isRunning, "\(process.stderr)")
                try await Task.sleep(for: .milliseconds(10))
            }
        }

        var url: String { "http://127.0.0.1:\(port)" }
        var text: String { folder.content("log") }
        /// The requests for a connection.
        var connects: Int { text.components(separatedBy: ": CONNECT ").count - 1 }
    }

    private func pull(
        _ environment: [String: String], host: String = "localhost", _ options: String...
    ) async throws -> (status: Int, out: String, error: String) {
        let run = try await CommandRunning.run(
            [
                "pull", "a", "--archive", archive.path, "--ca-file", authority, "--attempts", "2", "--base-url",
                "https://\(host):\(server.port)",
            ] + options, environment: environment)
        // Neither the key nor the proxy's password is in any output.
        for text in [run.out, run.error] + archive.entries.map({ archive.content($0) }) {
            #expect(!text.contains(PullRunning.key) && !text.contains(Self.password))
        }
        return run
    }

    @Test(arguments: ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"])
    func `the proxy of a variable is used`(_ name: String) async throws {
        let proxy = try await Proxy()
        let run = try await pull([name: proxy.url])
        #expect(run.status == 0 && server.requests.count == 1 && proxy.connects == 1, "\(run.error)")
        #expect(!proxy.text.contains(PullRunning.key))
    }

    @Test func `no-proxy ignores the variables`() async throws {
        let proxy = try await Proxy()
        let run = try await pull(["HTTPS_PROXY": proxy.url, "all_proxy": proxy.url], "--no-proxy")
        #expect(run.status == 0 && server.requests.count == 1 && proxy.connects == 0)
    }

    @Test(arguments: [
        ("localhost", "localhost", true), ("localhost", "example.com, LOCALHOST", true),
        ("localhost", "*", true),
        ("relay.localhost", "localhost", true), ("relay.localhost", ".localhost", true),
        ("127.0.0.1", "127.0.0.1", true), ("127.0.0.1", "10.0.0.0/8,127.0.0.0/8", true),
        ("localhost", "example.com,host", false), ("localhost", "127.0.0.0/8", false),
        ("127.0.0.1", "127.0.1.0/24,127.0.0.2", false), ("localhost", "", false),
    ])
    func `hosts in NO_PROXY are reached directly`(_ host: String, _ list: String, _ isDirect: Bool) async throws
    {
        let proxy = try await Proxy()
        for name in ["NO_PROXY", "no_proxy"] {
            let before = proxy.connects
            let run = try await pull(
                ["HTTPS_PROXY": proxy.url, name: list], host: host, "--archive", archive.path + name)
            #expect(run.status == 0 && proxy.connects - before == (isDirect ? 0 : 1), "\(name): \(run.error)")
            try FileManager.default.removeItem(atPath: archive.path + name)
        }
    }

    @Test func `the proxy's user and password are part of its URL`() async throws {
        let proxy = try await Proxy("BasicAuth user \(Self.password)")
        let good = "http://user:\(Self.password)@127.0.0.1:\(proxy.port)"
        let bad = "http://user:\(Self.password)x@127.0.0.1:\(proxy.port)"
        for (url, status) in [(bad, 401), (proxy.url, 407)] {
            let run = try await pull(["HTTPS_PROXY": url])
            #expect(run.status == 1 && server.connections == 0)
            #expect(
                run.error.contains(
                    "the proxy refuses the connection to https://localhost:\(server.port) (HTTP status \(status)): check the"
                        + " user and the password"))
            #expect(archive.failures.map { $0[0] } == ["a"])
        }
        let run = try await pull(["HTTPS_PROXY": good])
        #expect(run.status == 0 && server.requests.count == 1 && archive.failures.isEmpty)
    }

    @Test func `a proxy that does not allow the port refuses`() async throws {
        let proxy = try await Proxy("ConnectPort 1")
        let run = try await pull(["HTTPS_PROXY": proxy.url])
        #expect(run.status == 1 && server.connections == 0 && proxy.connects == 1)
        #expect(
            run.error.contains("the proxy refuses the connection to ")
                && run.error.contains("(HTTP status 403)"))
    }

    @Test func `a service that the proxy cannot reach is a temporary failure`() async throws {
        let proxy = try await Proxy()
        let port = try await MisbehavingServer { _ in [] }.port
        let run = try await pull(
            ["HTTPS_PROXY": proxy.url], "--base-url", "https://127.0.0.1:\(port)")
        #expect(run.status == 75 && proxy.connects == 2)
        #expect(
            archive.failures.map { $0[3] } == ["the proxy does not connect to the service (HTTP status 500)"])
    }

    @Test func `a proxy that does not listen is named by its variable`() async throws {
        let port = try await MisbehavingServer { _ in [] }.port
        let run = try await pull(["ALL_PROXY": "http://user:\(Self.password)@127.0.0.1:\(port)"])
        #expect(run.status == 75)
        #expect(archive.failures.map { $0[3] } == ["Connection refused (ALL_PROXY sets a proxy)"])
    }

    @Test func `the proxy gets no header of the request`() async throws {
        let proxy = try await MisbehavingServer { _ in [.http("", status: 502)] }
        let run = try await pull(["HTTPS_PROXY": "http://user:word@127.0.0.1:\(proxy.port)"])
        #expect(run.status == 75 && proxy.requests.count == 2)
        let head = try #require(proxy.requests.first).headers
        #expect(
            head.hasPrefix("CONNECT localhost:\(server.port) ") && head.contains("Proxy-Authorization: Basic "))
        #expect(
            !head.contains("Bearer") && !head.contains(PullRunning.key) && !head.contains("\r\nAuthorization"))
        #expect(
            archive.failures.map { $0[3] } == ["the proxy does not connect to the service (HTTP status 502)"])
    }
}
