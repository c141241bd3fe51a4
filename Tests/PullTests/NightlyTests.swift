import Foundation
import TestSupport
import Testing

@testable import Pull

/// The example `modaudit-nightly` with other folders and shorter waits.
@Suite(.prompt, .timeLimit(.minutes(20)))
struct NightlyTests {
    private let folder: TemporaryFolder
    private let script: String

    init() throws {
        folder = try TemporaryFolder()
        for name in ["etc", "lib"] {
            try FileManager.default.createDirectory(
                atPath: folder.path + "/" + name, withIntermediateDirectories: true)
        }
        try folder.write("task_id\na\nb\n", to: "etc/tasks.csv")
        let key = try folder.write(PullRunning.key, to: "etc/key")
        try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: key)
        try folder.write(
            """
            policy: night
            version: "1"
            rules:
              - {id: ip, severity: high, signal: legal.ip.score, flag_at: 0.5}
            """, to: "etc/policy.yaml")
        let example = try String(
            contentsOf: Command.root.appending(path: ".ci/debian/examples/modaudit-nightly"), encoding: .utf8)
        script = example.replacing("/var/lib/modaudit", with: folder.path + "/lib")
            .replacing("/var/lib/prometheus/node-exporter", with: folder.path + "/metrics")
            .replacing("/etc/modaudit", with: folder.path + "/etc")
            .replacing("modaudit pull", with: "modaudit pull --attempts 1 --give-up-after 1")
    }

    /// The outcome of an ID in a night.
    enum Outcome: String {
        case clear, near, flagged, refused, pending, nearSoFar, unavailable, denied

        func act(_ id: String) -> MisbehavingServer.Act {
            switch self {
            case .clear: .http(generation(id, score: 0.1))
            case .near: .http(generation(id, score: 0.45))
            case .flagged: .http(generation(id, score: 0.9))
            case .nearSoFar: .http(generation(id, score: 0.45, status: "processing"))
            case .refused: .http(Answers.refused(id))
            case .pending: .http(Answers.pending(id))
            case .unavailable: .http("", status: 503)
            case .denied: .http("", status: 401)
            }
        }

        private func generation(_ id: String, score: Double, status: String = "succeeded") -> String {
            let frames = "[{\"l\":5,\"p\":\(score),\"v\":true}]"
            return Answers.relay(
                id, status: status,
                generations: "{\"id\":\"gen_\(id)\",\"legal_classifier_result\":{\"ip\":\(frames)}}")
        }
    }

    private func night(_ a: Outcome, _ b: Outcome) async throws -> (status: Int, error: String) {
        try await night(nil, ["a": a, "b": b])
    }

    /// Runs the script.
    /// - Parameter day: The day in November 2026; nil for today.
    private func night(_ day: Int?, _ outcomes: [String: Outcome]) async throws -> (status: Int, error: String)
    {
        let server = try await MisbehavingServer { [(outcomes[$0.id] ?? .unavailable).act($0.id)] }
        let tools = CommandRunning.path.deletingLastPathComponent().path
        var environment = ["PATH": "\(tools):/usr/bin:/bin", "MODAUDIT_BASE_URL": server.url]
        if let day {
            // The script reads the day from `date`, and modaudit from the variable.
            let name = "2026-11-\(day < 10 ? "0" : "")\(day)"
            let program = try folder.write("#!/bin/sh\necho \(name)\n", to: "bin/date")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: program)
            environment["PATH"] = "\(folder.path)/bin:\(tools):/usr/bin:/bin"
            environment["SOURCE_DATE_EPOCH"] = "\(1_793_491_200 + 86_400 * (day - 1))"
        }
        let run = try await CommandRunning.run([], environment: environment, script: script)
        return (run.status, run.error)
    }

    /// The file of the report with this name; nil if there is no report.
    private func report(_ name: String) -> String? {
        let reports = folder.path + "/lib/reports"
        let days = (try? FileManager.default.contentsOfDirectory(atPath: reports)) ?? []
        // The names of the reports are dates.
        return days.max().map { folder.content("lib/reports/\($0)/\(name)") }
    }

    @Test(arguments: [
        (Outcome.clear, Outcome.clear, 0), (.flagged, .clear, 3), (.refused, .clear, 4),
        (.flagged, .unavailable, 75), (.refused, .unavailable, 75), (.clear, .unavailable, 75),
        (.flagged, .pending, 75), (.pending, .pending, 75),
    ])
    func `the script's status tells whether to run it again`(_ a: Outcome, _ b: Outcome, _ expected: Int)
        async throws
    {
        let (status, error) = try await night(a, b)
        #expect(status == expected, "\(error)")
        #expect(try #require(report("findings.csv")).contains("gen_a") == (a == .flagged))
        let found = a == .flagged ? 3 : a == .refused ? 4 : 0
        #expect(error.contains("the audit's status is \(found)") == (found > 0))
    }

    @Test func `the script writes no report without an answer`() async throws {
        let (status, error) = try await night(.unavailable, .unavailable)
        #expect(status == 75 && report("summary.json") == nil && !error.contains("no input found"))
    }

    @Test func `the next run fetches missing answers`() async throws {
        #expect(try await night(.flagged, .unavailable).status == 75)
        #expect(try await night(.unavailable, .flagged).status == 3)
        #expect(try #require(report("findings.csv")).contains("gen_b"))
    }

    @Test func `both commands write metrics for the collector, or beside the reports without one`() async throws
    {
        #expect(try await night(.flagged, .unavailable).status == 75)
        let pull = folder.content("lib/modaudit_pull.prom")
        #expect(pull.contains("modaudit_exit_status{command=\"pull\"} 75\n"))
        #expect(pull.contains("modaudit_pull_ids{state=\"archived\"} 1\n"))
        #expect(pull.contains("modaudit_pull_ids{state=\"failed\"} 1\n"))
        try FileManager.default.createDirectory(
            atPath: folder.file("metrics"), withIntermediateDirectories: false)
        #expect(try await night(.flagged, .clear).status == 3)
        let scan = folder.content("metrics/modaudit_scan.prom")
        #expect(scan.contains("modaudit_exit_status{command=\"scan\"} 3\n"))
        #expect(scan.contains("modaudit_generations{decision=\"flagged\"} 1\n"))
        #expect(try folder.names("metrics") == ["modaudit_pull.prom", "modaudit_scan.prom"])
        // The collector refuses a family with two help texts.
        let helps = [scan, folder.content("metrics/modaudit_pull.prom")].map { text in
            Set(text.split(separator: "\n").filter { $0.hasPrefix("# HELP modaudit_exit_status ") })
        }
        #expect(helps[0] == helps[1] && helps[0].count == 1)
    }

    @Test func `the next day's report covers the whole archive and names the report before it`() async throws {
        #expect(try await night(.flagged, .unavailable).status == 75)
        let reports = folder.path + "/lib/reports"
        let today = try #require(FileManager.default.contentsOfDirectory(atPath: reports).first)
        try FileManager.default.moveItem(atPath: "\(reports)/\(today)", toPath: "\(reports)/2026-01-01")
        #expect(try await night(.unavailable, .flagged).status == 3)
        let findings = try #require(report("findings.csv"))
        #expect(findings.contains("gen_a") && findings.contains("gen_b"))
        let newest = try #require(FileManager.default.contentsOfDirectory(atPath: reports).max())
        #expect(newest != "2026-01-01")
        let chain = try await CommandRunning.run(["verify", "\(reports)/2026-01-01", "\(reports)/\(newest)"])
        #expect(chain.status == 0, "\(chain.out)")
        #expect(chain.out.contains("chain     holds: it follows"))
    }

    /// `change id cause` of each row of a night's `changes.csv`.
    private func news(_ day: Int) -> [String] {
        folder.content("lib/reports/2026-11-\(day < 10 ? "0" : "")\(day)/changes.csv").split(separator: "\r\n")
            .dropFirst().map { row in
                let cells = row.components(separatedBy: "\",\"")
                return "\(cells[0].dropFirst()) \(cells[12]) \(cells[1])"
            }
    }

    @Test func `over many nights only new or worse generations give status 3`() async throws {
        try folder.write("task_id\na\nb\nc\n", to: "etc/tasks.csv")
        // On the first night, every listed generation is new. One task is pending and near.
        let first = try await night(1, ["a": .flagged, "b": .clear, "c": .nearSoFar])
        #expect(
            first.status == 75
                && first.error.contains("the audit's status is 3: see reports/2026-11-01/changes.csv"))
        #expect(news(1) == ["new gen_a unknown", "new gen_c unknown"])
        // A second run on the same night is not compared with the first.
        #expect(try await night(1, ["c": .nearSoFar]).status == 75)
        #expect(news(1) == ["new gen_a unknown", "new gen_c unknown"])
        // Nothing is new, although the archive has a flagged generation.
        let second = try await night(2, ["c": .nearSoFar])
        #expect(second.status == 75 && !second.error.contains("the audit's status"), "\(second.error)")
        #expect(news(2) == [])
        // One generation is new, and the pending one is worse.
        try folder.write("task_id\na\nb\nc\nd\n", to: "etc/tasks.csv")
        let third = try await night(3, ["c": .flagged, "d": .near])
        #expect(third.status == 3 && third.error.contains("2026-11-03/changes.csv"), "\(third.error)")
        #expect(Set(news(3)) == ["new gen_d input", "worse gen_c input"])
        // The service refuses the key, so the night has no report.
        try folder.write("task_id\na\nb\nc\nd\ne\n", to: "etc/tasks.csv")
        #expect(try await night(4, ["e": .denied]).status == 77)
        #expect(!FileManager.default.fileExists(atPath: folder.path + "/lib/reports/2026-11-04/summary.json"))
        // The next night is compared with the last report.
        #expect(try await night(5, ["e": .clear]).status == 0)
        #expect(news(5) == [])
        // With a stricter policy, near becomes flagged. The change is worse, and its cause is the policy.
        let policy = folder.content("etc/policy.yaml")
        try folder.write(policy.replacing("flag_at: 0.5", with: "flag_at: 0.42"), to: "etc/policy.yaml")
        #expect(try await night(6, [:]).status == 3)
        #expect(news(6).contains("worse gen_d policy") && news(6).allSatisfy { $0.hasSuffix(" policy") })
        #expect(folder.content("lib/reports/2026-11-06/summary.json").contains("\"thresholds\""))
        #expect(try await night(7, [:]).status == 0)
        let reports = [1, 2, 3, 5, 6, 7].map { "\(folder.path)/lib/reports/2026-11-0\($0)" }
        let chain = try await CommandRunning.run(["verify"] + reports)
        #expect(chain.status == 0, "\(chain.out)")
    }

    @Test func `a permanent failure ends the script at once`() async throws {
        #expect(try await night(.denied, .denied).status == 77)
        try folder.write("rules: nothing", to: "etc/policy.yaml")
        #expect(try await night(.clear, .unavailable).status == 78)
    }
}
