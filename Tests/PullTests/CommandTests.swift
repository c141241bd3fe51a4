import Foundation
import TestSupport
import Testing

@testable import Pull

/// The command: exit statuses, messages, signals and secrets.
@Suite(.prompt, .timeLimit(.minutes(20)))
struct CommandTests {
    private let archive: TemporaryFolder

    init() throws { archive = try TemporaryFolder() }

    private func run(
        _ arguments: String..., server: MisbehavingServer?, environment: [String: String] = [:],
        script: String? = nil
    ) async throws -> (status: Int, out: String, error: String) {
        let base = server.map { ["--base-url", $0.url] } ?? []
        return try await CommandRunning.run(
            ["pull", "--archive", archive.path] + base + arguments, environment: environment, script: script)
    }

    @Test func `the status is 0 if all answers are archived`() async throws {
        let server = try await MisbehavingServer { [.http(Answers.succeeded($0.id))] }
        let (status, out, error) = try await run("a", "b", server: server)
        #expect(status == 0 && error.isEmpty && out.hasPrefix("2 ids: 0 were in the archive, 2 fetched\n"))
        #expect(archive.archivedIDs.sorted() == ["a", "b"])
    }

    @Test func `the status is 75 if answers are missing`() async throws {
        let server = try await MisbehavingServer {
            $0.id == "a" ? [.http(Answers.pending($0.id))] : [.http(Answers.succeeded($0.id))]
        }
        let (status, out, _) = try await run("a", "b", server: server)
        #expect(status == 75 && out.contains("1 pending"))
    }

    @Test(arguments: [401, 403])
    func `the status is 77 if the key is refused, and the message names the variable`(_ refusal: Int)
        async throws
    {
        let server = try await MisbehavingServer { _ in [.http("{\"error\":\"key\"}", status: refusal)] }
        let ids = try archive.write((0..<1000).map { "task_\($0)\n" }.joined(), to: "ids")
        let (status, _, error) = try await run("--ids", ids, server: server)
        #expect(status == 77 && error.contains("MODAUDIT_API_KEY") && server.requests.count <= 8)
    }

    @Test func `the status of wrong usage is 64`() async throws {
        let bad = [
            ["pull"], ["pull", "a"], ["pull", "a/b", "--base-url", "https://h"],
            ["pull", "a", "--base-url", "http://h"],
            ["pull", "a", "--base-url", "https://h", "--concurrency", "0"],
            ["pull", "--ids", "/nowhere", "--base-url", "https://h"],
            ["pull", "a", "--base-url", "https://h", "--ca-file", "/dev/null"],
            ["pull", "a", "--base-url", "https://h", "--key-file", "/nowhere"],
            ["pull", "--ids", "/dev/null", "--base-url", "https://h"],
        ]
        for arguments in bad {
            let (status, _, error) = try await CommandRunning.run(arguments)
            #expect(status == 64 && !error.isEmpty, "\(arguments)")
        }
        let noKey = try await CommandRunning.run(
            ["pull", "a", "--base-url", "https://h"], environment: ["MODAUDIT_API_KEY": ""])
        #expect(noKey.status == 64 && noKey.error.contains("MODAUDIT_API_KEY"))
    }

    @Test(arguments: [
        ("--rate", ["0", "1e-300", "1e-20", "0.0009", "1e300", "inf", "nan", "-1"]),
        ("--timeout", ["0", "1e-300", "1e300", "inf", "nan", "1e6h"]),
        ("--give-up-after", ["0", "1e-20", "1e300", "9999999999999999999999h"]),
        ("--max-response", ["0", "129M", "99999999999999999999G"]), ("--attempts", ["0", "101"]),
        ("--concurrency", ["-1", "1025", "99999999999999999999"]),
    ])
    func `the status of numbers out of range is 64`(_ option: String, _ values: [String]) async throws {
        for value in values {
            let arguments = [
                "pull", "a", "--base-url", "https://h", "\(option)=\(value)", "--archive", archive.path,
            ]
            let (status, _, error) = try await CommandRunning.run(arguments)
            #expect(status == 64 && !error.isEmpty, "\(option) \(value)")
        }
    }

    @Test(arguments: [
        ["--rate", "0.001"], ["--rate", "1e6"], ["--timeout", "1e6"], ["--give-up-after", "1e6"],
        ["--give-up-after", "0.001"],
    ])
    func `numbers at their limits are accepted`(_ option: [String]) async throws {
        let server = try await MisbehavingServer { [.http(Answers.succeeded($0.id))] }
        let (status, _, error) = try await run("a", option[0], option[1], server: server)
        #expect(status == 0 && error.isEmpty)
    }

    @Test func `too few descriptors are reported`() async throws {
        let server = try await MisbehavingServer { [.http(Answers.succeeded($0.id))] }
        let few = try await run("a", server: server, script: "ulimit -n 12; exec \"$0\" \"$@\"")
        #expect(few.status == 1 && few.error.contains("the limit is 12") && server.requests.isEmpty)
        // The command raises a soft limit.
        let soft = try await run("a", server: server, script: "ulimit -S -n 12; exec \"$0\" \"$@\"")
        #expect(soft.status == 0 && soft.error.isEmpty)
    }

    @Test func `only a pull needs libcurl`() async throws {
        let broken = try TemporaryFolder()
        try Data("not a library".utf8).write(to: broken.url.appending(path: "libcurl.so.4"))
        let environment = ["LD_LIBRARY_PATH": broken.url.path]
        let pull = try await CommandRunning.run(
            ["pull", "a", "--base-url", "https://h", "--archive", archive.path], environment: environment)
        #expect(pull.status == 1 && pull.error.contains("cannot load libcurl"))
        let version = try await CommandRunning.run(["--version"], environment: environment)
        #expect(version.status == 0)
    }

    @Test func `the status is 1 if the summary cannot be printed`() async throws {
        let server = try await MisbehavingServer { [.http(Answers.succeeded($0.id))] }
        let full = try await run("a", server: server, script: "exec \"$0\" \"$@\" > /dev/full")
        #expect(full.status == 1 && full.error.contains("cannot write to standard output"))
        #expect(archive.archivedIDs == ["a"])
        let quiet = try await run("a", "--quiet", server: server, script: "exec \"$0\" \"$@\" > /dev/full")
        #expect(quiet.status == 0)
    }

    @Test func `a wait over the limit is reported`() async throws {
        let server = try await MisbehavingServer {
            [.http("", status: $0.id == "a" ? 429 : 503, "Retry-After: 1000")]
        }
        let start = ContinuousClock.now
        let (status, out, error) = try await run("a", "--give-up-after", "15m", server: server)
        #expect(status == 75 && out.contains("1 failed") && ContinuousClock.now - start < .seconds(600))
        #expect(
            error.contains("asks for a wait of 1000s (HTTP status 429), longer than --give-up-after; 1 of 1 id")
        )
        #expect(
            archive.failures.map { $0[3] } == [
                "HTTP status 429; the next request would be after --give-up-after"
            ])
        _ = try await run("b", server: server)
        #expect(
            archive.failures.map { $0[3] } == [
                "HTTP status 503; the next request would be after --give-up-after"
            ])
    }

    @Test func `a key may be a systemd credential`() async throws {
        let server = try await MisbehavingServer { [.http(Answers.succeeded($0.id))] }
        let path = try archive.write(PullRunning.key + "\n", to: "key")
        try FileManager.default.setAttributes([.posixPermissions: 0o440], ofItemAtPath: path)
        let plain = try await run("a", "--key-file", path, server: server)
        #expect(plain.status == 64 && plain.error.contains("chmod 600") && server.requests.isEmpty)
        let credential = try await run(
            "a", "--key-file", path, server: server, environment: ["CREDENTIALS_DIRECTORY": archive.path])
        #expect(credential.status == 0 && credential.error.isEmpty)
    }

    @Test func `lines without an id are counted`() async throws {
        let ids = try archive.write("a!\nb!\nc\nd\n", to: "ids")
        let server = try await MisbehavingServer { _ in [.http("", status: 401)] }
        let (_, out, _) = try await run("--ids", ids, "--concurrency", "1", server: server)
        #expect(out.hasPrefix("4 ids: 0 were in the archive, 0 fetched\n2 failed: "))
        #expect(out.contains("\n2 without an answer yet\n") && archive.failures.count == 4)
    }

    @Test func `the base URL may be in a variable`() async throws {
        let server = try await MisbehavingServer { [.http(Answers.succeeded($0.id))] }
        let (status, _, _) = try await run("a", server: nil, environment: ["MODAUDIT_BASE_URL": server.url])
        #expect(status == 0)
    }

    @Test func `invalid ids are reported with their line`() async throws {
        let server = try await MisbehavingServer { [.http(Answers.succeeded($0.id))] }
        let ids = try archive.write("a\nb/../c\n", to: "ids")
        let (status, out, error) = try await run("--ids", ids, server: server)
        #expect(status == 75 && error.contains("\(ids):2: not a task id: b?..?c") && out.contains("1 failed"))
        #expect(server.requests.map(\.id) == ["a"])
        #expect(archive.failures.map { $0[0] } == ["b?..?c"])
    }

    @Test func `a second pull is refused while the first one runs`() async throws {
        let server = try await MisbehavingServer {
            $0.attempt == 1 ? [.pause(.seconds(900))] : [.http(Answers.succeeded($0.id))]
        }
        // On a busy machine, the second command can start half a minute later.
        let first = try CommandRunning([
            "pull", "a", "--archive", archive.path, "--base-url", server.url, "--timeout", "20m",
        ])
        while server.requests.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        let (status, _, error) = try await run("a", server: server)
        #expect(status == 1 && error.contains("another pull uses this archive") && server.requests.count == 1)
        // The lock ends with its process.
        first.signal(SIGKILL)
        try await first.wait()
        let (next, _, _) = try await run("a", server: server)
        #expect(next == 0 && archive.archivedIDs == ["a"])
    }

    @Test(arguments: [SIGINT, SIGTERM])
    func `a signal lets open requests finish`(_ number: Int32) async throws {
        let server = try await MisbehavingServer {
            [.pause(.milliseconds(700)), .http(Answers.succeeded($0.id))]
        }
        let ids = try archive.write((0..<5000).map { "task_\($0)\n" }.joined(), to: "ids")
        let command = try CommandRunning([
            "pull", "--ids", ids, "--archive", archive.path, "--base-url", server.url,
        ])
        while server.requests.count < 8 { try await Task.sleep(for: .milliseconds(5)) }
        command.signal(number)
        #expect(try await command.wait() == 75)
        #expect(archive.archivedIDs.count == server.requests.count)
        #expect(command.error.contains("\(5000 - server.requests.count) of 5000 ids are missing"))
    }

    @Test func `a signal does not wait for a silent server`() async throws {
        let server = try await MisbehavingServer { _ in [.pause(.seconds(900))] }
        let command = try CommandRunning([
            "pull", "a", "b", "--archive", archive.path, "--base-url", server.url,
        ])
        while server.requests.count < 2 { try await Task.sleep(for: .milliseconds(5)) }
        let start = ContinuousClock.now
        command.signal(SIGINT)
        #expect(try await command.wait() == 75)
        // Five seconds, plus the delay of a busy machine.
        #expect(ContinuousClock.now - start < .seconds(300))
        #expect(command.error.contains("2 of 2 ids are missing"))
    }

    @Test func `a scan reads the archive`() async throws {
        let server = try await MisbehavingServer {
            $0.id == "bad" ? [.http(Answers.refused($0.id))] : [.http(Answers.succeeded($0.id))]
        }
        _ = try await run("a", "b", "bad", server: server)
        try archive.write("{\"torn", to: "torn-1.part")
        let reports = try TemporaryFolder()
        let scan = try await CommandRunning.run(["scan", archive.path, "--output", reports.path + "/report"])
        #expect(scan.status == 4)
        let unaudited = reports.content("report/unaudited.csv")
        #expect(unaudited.contains("api_error") && !unaudited.contains("unreadable"))
        #expect(reports.content("report/generations.csv").contains("gen_a"))
    }

    @Test func `a scan checks the digest of every line`() async throws {
        let server = try await MisbehavingServer {
            [.http(Answers.succeeded($0.id).replacing("\"gen_a\"}", with: "\"gen_a\",\"title\":\"was\"}"))]
        }
        _ = try await run("a", "b", server: server)
        let digests = archive.lines.compactMap { line in
            line.firstMatch(of: #/"sha256":"([0-9a-f]{64})"/#).map { String($0.1) }
        }
        #expect(digests.count == 2)
        let reports = try TemporaryFolder()
        _ = try await CommandRunning.run(["scan", archive.path, "--output", reports.path + "/sound"])
        for digest in digests { #expect(reports.content("sound/generations.csv").contains("\"\(digest)\"")) }
        // The digest includes blanks between tokens.
        let file = archive.content("responses-0001.ndjson")
        try archive.write(
            file.replacing("\"was\"", with: "\"is!\"").replacing("\"gen_b\"}", with: "\"gen_b\" }"),
            to: "responses-0001.ndjson")
        let scan = try await CommandRunning.run(
            ["scan", archive.path, "--output", reports.path + "/changed", "--csv", "data"])
        let rows = reports.content("changed/unaudited.csv").split(separator: "\r\n").dropFirst()
        #expect(scan.status == 4 && rows.count == 2)
        #expect(rows.allSatisfy { $0.hasPrefix("\"unreadable\"") && $0.hasSuffix("\"digest\"") })
    }

    @Test func `the order of the answers does not change the findings`() async throws {
        let ids = (0..<60).map { "task_\($0)" }
        var found: [[String]] = []
        for round in 0..<2 {
            let archive = try TemporaryFolder(), reports = try TemporaryFolder()
            let server = try await MisbehavingServer { request in
                let last = Int(request.id.dropFirst(5)) ?? 0
                return [
                    .pause(.milliseconds((round == 0 ? last : 60 - last) % 7 * 5)),
                    .http(Answers.succeeded(request.id)),
                ]
            }
            var running = try PullRunning(round == 0 ? ids : ids.reversed(), from: server.url, into: archive)
            running.request.concurrency = 8
            try await running.run()
            _ = try await CommandRunning.run(
                ["scan", archive.path, "--output", reports.path + "/report", "--csv", "data"])
            // All members but `source`, the location of the answer in the archive.
            found.append(
                reports.content("report/generations.csv").split(separator: "\r\n").map { row in
                    String(row.replacing(#/"[^"]*responses-0001.ndjson:\d+"/#, with: ""))
                }.sorted())
        }
        #expect(found[0].count == 61 && found[0] == found[1])
    }
}
