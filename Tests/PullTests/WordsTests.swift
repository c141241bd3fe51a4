import TestSupport
import Testing

@testable import Pull

/// Messages of the command and their exit statuses.
@Suite(.prompt, .timeLimit(.minutes(20)))
struct WordsTests {
    private let archive: TemporaryFolder
    private let folder: TemporaryFolder

    init() throws {
        archive = try TemporaryFolder()
        folder = try TemporaryFolder()
    }

    private func run(
        _ arguments: String...,
        answer: @escaping @Sendable (MisbehavingServer.Request) -> [MisbehavingServer.Act]
    ) async throws -> (status: Int, out: String, error: String, requests: Int) {
        let server = try await MisbehavingServer(answer: answer)
        let run = try await CommandRunning.run(
            ["pull", "--archive", archive.path, "--base-url", server.url] + arguments)
        return (run.status, run.out, run.error, server.requests.count)
    }

    @Test func `one item is written in the singular`() async throws {
        let first = try await run("a") {
            [$0.attempt == 1 ? .http("", status: 503, "Retry-After: 0") : .http(Answers.succeeded($0.id))]
        }
        #expect(first.out.hasPrefix("1 id: 0 were in the archive, 1 fetched\n1 request repeated\n"))
        let second = try await run("a", "b") {
            [$0.attempt < 3 ? .http("", status: 503, "Retry-After: 0") : .http(Answers.succeeded($0.id))]
        }
        #expect(second.out.hasPrefix("2 ids: 1 was in the archive, 1 fetched\n2 requests repeated\n"))
    }

    @Test func `denied ids count as requested`() async throws {
        let run = try await run("a", "b", "--concurrency", "1") { _ in [.http("", status: 401)] }
        #expect(run.status == 77 && run.out.contains("\n2 without an answer yet\n"))
        #expect(archive.failures.map { $0[3] } == ["HTTP status 401: the key is not allowed", "not requested"])
    }

    @Test(arguments: [[], ["--wait"]])
    func `pending ids are reported as pending`(_ option: [String]) async throws {
        let server = try await MisbehavingServer { [.http(Answers.pending($0.id))] }
        let run = try await CommandRunning.run(
            ["pull", "a", "--archive", archive.path, "--base-url", server.url, "--give-up-after", "1"] + option)
        #expect(run.status == 75 && run.out.contains("\n1 pending: ") && !run.out.contains("failed"))
        #expect(archive.failures.count == 1 && archive.failures[0][3].hasPrefix("pending"))
    }

    @Test func `a code other than success has status 0 and is requested again`() async throws {
        for requests in 1...2 {
            let run = try await run("a") { [.http(Answers.refused($0.id))] }
            #expect(run.status == 0 && run.requests == 1 && archive.lines.count == requests)
            #expect(run.out.contains("\n1 refused: archived answers with a code other than success"))
        }
        let help = try await CommandRunning.run(["pull", "--help"])
        #expect(help.out.contains("counted as refused, and requested again by the next run"))
    }

    @Test func `a list without valid ids is wrong usage`() async throws {
        let ids = try folder.write("a b\nc/d\n", to: "ids")
        let run = try await run("--ids", ids) { [.http(Answers.succeeded($0.id))] }
        #expect(run.status == 64 && run.requests == 0 && archive.entries.isEmpty)
        #expect(run.error.contains("\(ids):2: not a task id: c?d"))
        #expect(run.error.hasSuffix("modaudit: \(ids): no line contains a task id\n"))
        // A list with a valid ID is accepted.
        let other = try await self.run("a", "--ids", ids) { [.http(Answers.succeeded($0.id))] }
        #expect(other.status == 75 && other.requests == 1)
    }

    @Test func `a list in UTF-16 is wrong usage`() async throws {
        let text = Array("task_id\r\na\r\n".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let ids = try folder.write([0xFF, 0xFE] + text, to: "ids.txt")
        let run = try await run("--ids", ids) { [.http(Answers.succeeded($0.id))] }
        #expect(run.status == 64 && run.error == "modaudit: \(ids): is UTF-16; save it as CSV UTF-8\n")
    }

    @Test(arguments: [["--key", "sk-1"], ["--key=sk-1"], ["--api-key", "sk-1"], ["--token", "sk-1"]])
    func `a key is never an argument`(_ arguments: [String]) async throws {
        let run = try await CommandRunning.run(
            ["pull", "a", "--archive", archive.path, "--base-url", "https://127.0.0.1:9"] + arguments)
        #expect(run.status == 64 && !run.error.contains("sk-1"))
        #expect(
            run.error.hasPrefix(
                "Error: The key cannot be an argument. Set MODAUDIT_API_KEY or use --key-file.\n"))
        let help = try await CommandRunning.run(["pull", "--help"])
        #expect(!help.out.contains("--token") && !help.out.contains("--key "))
    }
}
