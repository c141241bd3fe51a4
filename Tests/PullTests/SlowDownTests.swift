import Foundation
import TestSupport
import Testing

@testable import Pull

/// 429, `Retry-After`, rates and limits with a real server. Slow cases are in `ScheduleTests`.
@Suite(.prompt, .timeLimit(.minutes(20)))
struct SlowDownTests {
    private let archive: TemporaryFolder

    init() throws { archive = try TemporaryFolder() }

    @Test func `a wait after a 429 uses no attempt`() async throws {
        let (summary, _) = try await pull(["a"], into: archive) {
            $0.attempt < 8 ? [.http("", status: 429)] : [.http(Answers.succeeded($0.id))]
        }
        #expect(summary.answered == 1 && summary.retried == 7)
    }

    @Test func `Retry-After in seconds is honoured`() async throws {
        let (summary, server) = try await pull(["a"], into: archive) {
            $0.attempt == 1
                ? [.http("", status: 429, "Retry-After: 1")] : [.http(Answers.succeeded($0.id))]
        }
        #expect(summary.answered == 1)
        #expect(server.requests[1].time - server.requests[0].time >= .seconds(1))
    }

    @Test func `Retry-After as a date is honoured`() async throws {
        let format = DateFormatter()
        format.locale = Locale(identifier: "en_US_POSIX")
        format.timeZone = TimeZone(identifier: "GMT")
        format.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        // The date is on the server's clock, which differs by an hour.
        let now = Date().addingTimeInterval(-3600)
        let (date, later) = (format.string(from: now), format.string(from: now.addingTimeInterval(1)))
        let (summary, server) = try await pull(["a"], into: archive) {
            $0.attempt == 1
                ? [.http("", status: 503, "Date: \(date)", "Retry-After: \(later)")]
                : [.http(Answers.succeeded($0.id))]
        }
        #expect(summary.answered == 1)
        #expect(server.requests[1].time - server.requests[0].time >= .seconds(1))
    }

    @Test func `a 429 slows the whole pull`() async throws {
        let ids = (0..<12).map { "task_\($0)" }
        let (summary, server) = try await pull(ids, into: archive, { $0.concurrency = 2 }) {
            $0.id == "task_2" && $0.attempt == 1
                ? [.http("", status: 429, "Retry-After: 2")] : [.http(Answers.succeeded($0.id))]
        }
        #expect(summary.answered == 12)
        let limited = try #require(server.requests.first { $0.id == "task_2" })
        // Requests that were sent before the answer arrived do not count.
        let duringPause = server.requests.filter {
            $0.time > limited.time + .seconds(1) && $0.time < limited.time + .milliseconds(1950)
        }
        #expect(duringPause.count <= 1)
    }

    @Test func `a pull gives up after endless 429 answers`() async throws {
        let ids = (0..<50).map { "task_\($0)" }
        let (summary, _) = try await pull(ids, into: archive, { $0.retries.giveUpAfter = .milliseconds(300) }) {
            _ in
            [.http("", status: 429)]
        }
        #expect(summary.ending == .throttled(wait: nil) && summary.missing == 50 && summary.left > 0)
    }

    @Test func `a wait over the limit is reported`() async throws {
        let (summary, server) = try await pull(["a", "b"], into: archive, { $0.concurrency = 1 }) { _ in
            [.http("", status: 429, "Retry-After: 3600")]
        }
        #expect(summary.ending == .throttled(wait: .seconds(3600)) && server.requests.count == 1)
        #expect(summary.failed == 1 && summary.left == 1)
    }

    @Test func `the rate is not exceeded`() async throws {
        let ids = (0..<11).map { "task_\($0)" }
        let (_, server) = try await pull(ids, into: archive, { $0.rate = 20 }) {
            [.http(Answers.succeeded($0.id))]
        }
        let times = server.requests.map(\.time)
        #expect(times[10] - times[0] >= .milliseconds(440))
    }

    @Test func `the rate includes redirects`() async throws {
        let ids = (0..<5).map { "task_\($0)" }
        let (summary, server) = try await pull(ids, into: archive, { $0.rate = 20 }) { request in
            request.path.contains("moved")
                ? [.http(Answers.succeeded(request.id))]
                : [.http("", status: 302, "Location: /moved/\(request.id)")]
        }
        let times = server.requests.map(\.time)
        #expect(summary.answered == 5 && times.count == 10)
        #expect(times[9] - times[0] >= .milliseconds(400))
    }

    @Test func `waiting ids do not delay other ids`() async throws {
        let ids = (0..<500).map { "task_\($0)" }, control = PullControl()
        let server = try await MisbehavingServer { request in
            if request.id == "task_499" { control.stop() }
            return (Int(request.id.dropFirst(5)) ?? 0) < 8
                ? [.http("", status: 503, "Retry-After: 800")] : [.http(Answers.succeeded(request.id))]
        }
        let summary = try await PullRunning(ids, from: server.url, into: archive).run(control)
        #expect(summary.answered == 492 && summary.ending == .interrupted && summary.missing == 8)
    }

    @Test func `the pull bounds the number of open requests`() async throws {
        let busy = Gauge()
        let ids = (0..<40).map { "task_\($0)" }
        let server = try await MisbehavingServer { request in
            busy.enter(request.time)
            return [.pause(.milliseconds(20)), .http(Answers.succeeded(request.id))]
        }
        var running = try PullRunning(ids, from: server.url, into: archive)
        running.request.concurrency = 4
        try await running.run()
        #expect(busy.most(within: .milliseconds(18)) <= 4)
    }

    @Test func `pending tasks are requested until they are final`() async throws {
        let (summary, server) = try await pull(["a", "b"], into: archive, { $0.waits = true }) { request in
            let isFinal = request.id == "b" || request.attempt > 4
            return [.http(isFinal ? Answers.succeeded(request.id) : Answers.pending(request.id))]
        }
        #expect(summary.answered == 2 && summary.pending == 0 && server.counts["a"] == 5)
        // The first answer and the last one.
        #expect(archive.archivedIDs.filter { $0 == "a" }.count == 2)
    }

    @Test func `requests of pending tasks have a limit`() async throws {
        let (summary, _) = try await pull(
            ["a"], into: archive,
            {
                $0.waits = true
                $0.retries.giveUpAfter = .milliseconds(200)
            }
        ) { [.http(Answers.pending($0.id))] }
        #expect(summary.failed == 0 && summary.pending == 1 && summary.missing == 1)
        #expect(archive.lines.count == 1 && summary.ending == .complete)
        #expect(archive.failures.map { $0[3] } == ["pending; the next request would be after --give-up-after"])
    }
}
