import Digests
import TestSupport
import Testing

@testable import Pull

@Suite(.prompt, .timeLimit(.minutes(20)))
struct ArchiveTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    private func line(_ id: String, _ body: String) -> String {
        let digest = SHA256Digest.hex(of: Array(body.utf8))
        return
            "{\"fetched_at\":\"2026-11-22T08:00:00Z\",\"url\":\"https://h/sora/v1/videos/\(id)\",\"status\":200,"
            + "\"attempts\":1,\"sha256\":\"\(digest)\",\"response\":\(body)}\n"
    }

    private func succeeded(_ id: String) -> String {
        line(id, Answers.succeeded(id).split(separator: "\n").joined(separator: " "))
    }

    private func finished() throws -> (String) -> Bool {
        let files = try Archive(at: folder.path).olderFiles
        let index = try ArchiveIndex(files, maxResponse: 1 << 20)
        return { index.finished.contains(TaskIDKey($0.utf8)) }
    }

    @Test func `archive files have a size limit`() throws {
        var archive = try Archive(at: folder.path, fileLimit: 100)
        for number in 0..<10 {
            try archive.append(ArraySlice("{\"line\": \(number), \"and\": \"more\"}\n".utf8))
        }
        try archive.append(ArraySlice((String(repeating: "x", count: 150) + "\n").utf8))
        try archive.append(ArraySlice("{}\n".utf8))
        try archive.finish()
        let files = folder.entries.filter { $0.hasPrefix("responses-") }
        #expect(files == (1...6).map { "responses-000\($0).ndjson" })
        #expect(folder.lines.count == 12)
        #expect(files.filter { folder.content($0).utf8.count > 100 } == ["responses-0005.ndjson"])
    }

    @Test func `a pull appends to the last file`() throws {
        try folder.write("{}\n", to: "responses-0007.ndjson")
        var archive = try Archive(at: folder.path)
        try archive.append(ArraySlice("{}\n".utf8))
        #expect(folder.content("responses-0007.ndjson") == "{}\n{}\n")
    }

    @Test func `a pull starts a new file after a compressed one`() throws {
        try folder.write("", to: "responses-0003.ndjson.gz")
        var archive = try Archive(at: folder.path)
        try archive.append(ArraySlice("{}\n".utf8))
        #expect(folder.content("responses-0004.ndjson") == "{}\n")
    }

    @Test(arguments: ["{\"fetched_at", "", "\0\0\0", String(repeating: "x", count: 200_000)])
    func `a torn last line is set aside`(_ torn: String) throws {
        try folder.write("{}\n" + torn, to: "responses-0001.ndjson")
        try folder.write("older", to: "torn-4.part")
        _ = try Archive(at: folder.path)
        #expect(folder.content("responses-0001.ndjson") == "{}\n")
        #expect(folder.content("torn-5.part") == torn)
        #expect(folder.entries.contains("torn-5.part") == !torn.isEmpty)
    }

    @Test func `a file with only a torn line becomes empty`() throws {
        try folder.write("{\"a", to: "responses-0001.ndjson")
        _ = try Archive(at: folder.path)
        #expect(folder.content("responses-0001.ndjson").isEmpty && folder.content("torn-1.part") == "{\"a")
    }

    @Test func `a second pull is refused until the first one ends`() throws {
        do {
            let first = try Archive(at: folder.path)
            #expect(throws: PullError.busy(archive: folder.path)) { _ = try Archive(at: folder.path) }
            try first.finish()
        }
        _ = try Archive(at: folder.path)
    }

    @Test func `only final answers count as done`() throws {
        let failed = Answers.relay("failed", status: "failed", generations: "").replacing("\n", with: " ")
        let empty = Answers.relay("empty", status: "SUCCESS", generations: "").replacing("\n", with: " ")
        let part = Answers.relay("partly", status: "processing", generations: "{\"id\":\"g\"}").replacing(
            "\n", with: " ")
        try folder.write(
            [
                succeeded("succeeded"), line("failed", failed), line("empty", empty), line("partly", part),
                line("pending", Answers.pending("pending").replacing("\n", with: " ")),
                line("refused", Answers.refused("r")), "{\"code\":\"success\"}\n", "not json\n",
                succeeded("tampered").replacing("gen_", with: "gem_"),
                succeeded("another").replacing("videos/another", with: "videos/others"),
            ].joined(), to: "responses-0001.ndjson")
        try folder.write(succeeded("second_file"), to: "responses-0002.ndjson")
        let isFinished = try finished()
        for id in ["succeeded", "failed", "empty", "second_file"] { #expect(isFinished(id), "\(id)") }
        for id in ["partly", "pending", "refused", "tampered", "others", "another"] {
            #expect(!isFinished(id), "\(id)")
        }
    }

    @Test func `a second run requests only missing ids`() async throws {
        let ids = ["done", "pending", "failed", "bad"]
        let answer: @Sendable (MisbehavingServer.Request) -> [MisbehavingServer.Act] = { request in
            switch request.id {
            case "pending": [.http(Answers.pending("pending"))]
            case "failed": [.http("", status: 400)]
            case "bad": [.http(Answers.refused("bad"))]
            default: [.http(Answers.succeeded(request.id))]
            }
        }
        let (first, _) = try await pull(ids, into: folder, answer: answer)
        #expect((first.answered, first.pending, first.failed, first.refused) == (1, 1, 1, 1))
        #expect(
            folder.failures.map { [$0[0], $0[3]] } == [["failed", "HTTP status 400"], ["pending", "pending"]])
        let (second, server) = try await pull(ids + ["new"], into: folder) { [.http(Answers.succeeded($0.id))] }
        #expect(second.finished == 1 && second.answered == 4 && second.missing == 0)
        #expect(server.counts == ["pending": 1, "failed": 1, "bad": 1, "new": 1])
        #expect(folder.failures.isEmpty)
        let (third, last) = try await pull(ids + ["new"], into: folder) { _ in [] }
        #expect(third.finished == 5 && third.missing == 0 && last.requests.isEmpty)
    }

    @Test func `a byte order mark before a body is skipped`() async throws {
        let body = "{\"code\":\"success\",\"data\":{\"task_id\":\"a\",\"status\":\"failed\"}}"
        let (summary, server) = try await pull(["a"], into: folder) { _ in [.http(" \u{FEFF}\r\n\(body)\n")] }
        #expect(summary.answered == 1 && folder.lines.count == 1)
        #expect(folder.lines[0].hasSuffix("\"response\":\(body)}"))
        #expect(folder.lines[0].contains("\"sha256\":\"\(SHA256Digest.hex(of: Array(body.utf8)))\""))
        let again = try await PullRunning(["a"], from: server.url, into: folder).run()
        #expect(again.finished == 1)
    }

    @Test(arguments: [
        #"{"id":"a","generations":[]}"#, #"{"task_responses":[]}"#, #"{"code":"success","data":null}"#,
        #"{"object":"video","id":"a","status":"completed"}"#, #"{"data":[]}"#, #"{"error":{"message":"x"}}"#,
        #"{"id":"d","task_id":"a","kind":"sora_content_violation","reason_str":"no"}"#, #"{"detail":"x"}"#,
        #"{"id":"x","detail":{"pending_info":{"id":"a","status":"failed"}}}"#,
    ])
    func `an envelope without a generation is archived`(_ body: String) async throws {
        let (summary, _) = try await pull(["a"], into: folder) { _ in [.http(body)] }
        #expect(summary.answered + summary.refused == 1 && summary.missing == 0, "\(folder.failures)")
        #expect(folder.lines.count == 1 && folder.lines[0].hasSuffix("\"response\":\(body)}"))
    }

    @Test func `line ends in a body become blanks`() async throws {
        let body = " \r\n{\"code\":\r\n\"success\",\n\"data\":{\"task_id\":\"a\",\"status\":\"failed\"}}\n\n"
        _ = try await pull(["a"], into: folder) { _ in [.http(body)] }
        let stored = "{\"code\":  \"success\", \"data\":{\"task_id\":\"a\",\"status\":\"failed\"}}"
        #expect(folder.lines.count == 1 && folder.lines[0].hasSuffix("\"response\":\(stored)}"))
        #expect(folder.lines[0].contains("\"sha256\":\"\(SHA256Digest.hex(of: Array(stored.utf8)))\""))
    }
}
