import Foundation
import TestSupport
import Testing

@testable import modaudit

/// The metrics of a night after a day of the best ones, and the alert that they cause.
struct Night: Sendable {
    var command: String
    var status: Int
    var rejected: Int
    var vanished: Int
    var isWritten: Bool
    var alert: String?

    init(
        _ command: String = "scan", _ status: Int = 0, rejected: Int = 8, vanished: Int = 0,
        isWritten: Bool = true, alert: String? = nil
    ) {
        self.command = command
        self.status = status
        self.rejected = rejected
        self.vanished = vanished
        self.isWritten = isWritten
        self.alert = alert
    }
}

/// The examples of the package.
@Suite struct ExampleTests {
    private static let folder = Command.root.appending(path: ".ci/debian/examples")

    private func text(_ name: String) throws -> String {
        try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    }

    @Test func `every alert rule reads metrics that exist, with values that exist`() throws {
        let rules = try text("modaudit.rules.yml")
        let names = rules.matches(of: #/modaudit_[a-z_]*[a-z]/#).map { String($0.output) }
            .filter { $0 != "modaudit_scan" }
        #expect(names.count > 4)
        #expect(Set(names).subtracting(Metric.allCases.map(\.rawValue)) == [])
        #expect(rules.contains("{kind=\"rejected\"}"))
        let statuses = rules.matches(of: #/} == ([0-9]+)/#).compactMap { Int32($0.1) }
        #expect(!statuses.isEmpty && Set(statuses).subtracting([1, 3, 4, 64, 75, 77, 78]) == [])
    }

    @Test(.enabled(if: MetricsTests.promtool != nil))
    func `promtool accepts the alert rules`() async throws {
        let promtool = try #require(MetricsTests.promtool)
        let outcome = try await Command.run(
            promtool, ["check", "rules", Self.folder.appending(path: "modaudit.rules.yml").path])
        #expect(outcome.status == 0, "\(outcome.stdout)\(outcome.stderr)")
    }

    @Test(
        .enabled(if: MetricsTests.promtool != nil),
        arguments: [
            Night(), Night(rejected: 26), Night("pull", 75),
            Night(isWritten: false, alert: "ModauditDidNotRun"), Night("scan", 1, alert: "ModauditFailed"),
            Night("scan", 78, alert: "ModauditFailed"), Night("pull", 1, alert: "ModauditFailed"),
            Night("scan", 64, alert: "ModauditFailed"), Night("pull", 64, alert: "ModauditFailed"),
            Night("pull", 77, alert: "ModauditFailed"), Night("scan", 3, alert: "ModauditFlagged"),
            Night("scan", 4, alert: "ModauditNotFullyAudited"),
            Night(vanished: 1, alert: "ModauditSignalVanished"),
            Night(rejected: 27, alert: "ModauditRejectionsRise"),
        ])
    func `the alert for a night fires, and no other`(night: Night) async throws {
        let samples = night.alert.map { "[{labels: '{alertname=\"\($0)\"}', value: 1}]" } ?? "[]"
        let scratch = try TemporaryFolder()
        let test = try scratch.write(
            """
            rule_files: ['\(Self.folder.path)/modaudit.rules.yml']
            evaluation_interval: 1h
            tests:
              - interval: 1h
                input_series:
                  - {series: 'modaudit_exit_status{command="\(night.command)"}', values: '0x24 \(night.status)x24'}
                  - {series: 'modaudit_unaudited{kind="rejected"}', values: '8x24 \(night.rejected)x24'}
                  - {series: 'modaudit_signals_vanished', values: '0x24 \(night.vanished)x24'}
                  - series: 'node_textfile_mtime_seconds{file="/a/modaudit_scan.prom"}'
                    values: '\(night.isWritten ? "0+3600x48" : "0x48")'
                promql_expr_test:
                  - {expr: 'count by (alertname) (ALERTS)', eval_time: 30h, exp_samples: \(samples)}

            """, to: "test.yml")
        let promtool = try #require(MetricsTests.promtool)
        let outcome = try await Command.run(promtool, ["test", "rules", test])
        #expect(outcome.status == 0, "\(outcome.stdout)\(outcome.stderr)")
    }

    @Test(.enabled(if: FileManager.default.isExecutableFile(atPath: "/usr/bin/systemd-analyze")))
    func `systemd accepts the units`() async throws {
        let scratch = try TemporaryFolder()
        for name in ["modaudit.service", "modaudit.timer", "alert@.service"] {
            // The script is not installed here.
            try scratch.write(
                text(name).replacing("/usr/local/bin/modaudit-nightly", with: "/bin/true"), to: name)
        }
        let outcome = try await Command.run(
            "systemd-analyze",
            ["verify", "--man=no"]
                + ["modaudit.service", "modaudit.timer", "alert@x.service"].map(scratch.file))
        #expect(outcome.status == 0 && !outcome.stderr.contains("$T"), "\(outcome.stderr)")
    }
}
