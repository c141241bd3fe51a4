import TestSupport
import Testing

@testable import Pull

@Suite(.prompt, .timeLimit(.minutes(20)))
struct RedirectTests {
    private let archive: TemporaryFolder

    init() throws { archive = try TemporaryFolder() }

    @Test func `a redirect to the same host is followed`() async throws {
        let (summary, server) = try await pull(["a"], into: archive) { request in
            request.path.contains("moved")
                ? [.http(Answers.succeeded("a"))] : [.http("", status: 302, "Location: /moved/a")]
        }
        #expect(summary.answered == 1 && server.requests.map(\.path) == ["/sora/v1/videos/a", "/moved/a"])
        #expect(archive.lines[0].contains("/sora/v1/videos/a\""))
    }

    @Test func `a redirect to another host is not followed`() async throws {
        let other = try await MisbehavingServer { [.http(Answers.succeeded($0.id))] }
        let target = other.url
        let (summary, _) = try await pull(["a"], into: archive) { _ in
            [.http("", status: 307, "Location: \(target)/sora/v1/videos/a")]
        }
        #expect(summary.failed == 1 && other.requests.isEmpty)
        #expect(archive.failures.map { $0[3] } == ["a redirect to another origin, which is not followed"])
    }

    @Test func `a redirect loop ends`() async throws {
        let (summary, server) = try await pull(["a"], into: archive) { request in
            [.http("", status: 302, "Location: \(request.path)")]
        }
        #expect(summary.failed == 1 && server.requests.count == 1 + Redirection.limit)
    }

    @Test(arguments: [
        ("/x", "https://h.example/x"), ("y?z", "https://h.example/a/y?z"),
        ("https://h.example:443/q", "https://h.example:443/q"),
        ("//h.example/q", "https://h.example/q"), ("HTTPS://H.example/q", "HTTPS://H.example/q"),
    ])
    func `targets on the same host are accepted`(_ location: String, _ target: String) {
        #expect(Redirection.target(of: location, on: "https://h.example/a/b?c/d") == target)
    }

    @Test(arguments: [
        "http://h.example/x", "https://h.example.evil/x", "https://h.example@evil/x", "https://h.example:444/x",
        "//evil/x",
        "\\\\evil/x", "/\\evil", "https:evil", "javascript:x", "", "https://h.example\\@evil/", "/a b",
        "https://[h.example/x",
    ])
    func `targets on another host are refused`(_ location: String) {
        #expect(Redirection.target(of: location, on: "https://h.example/a/b") == nil)
    }
}
