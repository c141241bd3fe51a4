import Testing

@testable import Pull

/// What the command says, and the status that goes with it, where either is easily misunderstood.
@Suite(.timeLimit(.minutes(20)))
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

    @Test func aListOfNothingUsableIsWrongUsage() async throws {
        let ids = try folder.write("a b\nc/d\n", to: "ids")
        let run = try await run("--ids", ids) { [.http(Answers.succeeded($0.id))] }
        #expect(run.status == 64 && run.requests == 0 && archive.names.isEmpty)
        #expect(run.error.contains("\(ids):2: not a task id: c?d"))
        #expect(run.error.hasSuffix("modaudit: \(ids): no line holds a task id\n"))
        // With an id beside it, there is something to do.
        let other = try await self.run("a", "--ids", ids) { [.http(Answers.succeeded($0.id))] }
        #expect(other.status == 75 && other.requests == 1)
    }

    @Test func aListInUTF16IsWrongUsage() async throws {
        let text = Array("task_id\r\na\r\n".utf16).flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
        let ids = try folder.write([0xFF, 0xFE] + text, to: "ids.txt")
        let run = try await run("--ids", ids) { [.http(Answers.succeeded($0.id))] }
        #expect(run.status == 64 && run.error == "modaudit: \(ids): is UTF-16; save it as CSV UTF-8\n")
    }
}
