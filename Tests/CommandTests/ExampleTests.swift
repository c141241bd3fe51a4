import Foundation
import TestSupport
import Testing

@testable import modaudit

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
        #expect(!statuses.isEmpty && Set(statuses).subtracting([1, 3, 4, 75, 77, 78]) == [])
    }

    @Test(.enabled(if: MetricsTests.promtool != nil))
    func `promtool accepts the alert rules`() async throws {
        let promtool = try #require(MetricsTests.promtool)
        let outcome = try await Command.run(
            promtool, ["check", "rules", Self.folder.appending(path: "modaudit.rules.yml").path])
        #expect(outcome.status == 0, "\(outcome.stdout)\(outcome.stderr)")
    }

    /// After a day the status is another, and the platform rejects more. A run writes its file every hour or once.
    @Test(
        .enabled(if: MetricsTests.promtool != nil),
        arguments: [
            ("scan", 0, 5, true, nil), ("scan", 0, 26, true, nil), ("pull", 75, 5, true, nil),
            ("scan", 0, 5, false, "ModauditDidNotRun"), ("scan", 1, 5, true, "ModauditFailed"),
            ("scan", 78, 5, true, "ModauditFailed"), ("pull", 1, 5, true, "ModauditFailed"),
            ("pull", 77, 5, true, "ModauditFailed"), ("scan", 3, 5, true, "ModauditFlagged"),
            ("scan", 4, 5, true, "ModauditNotFullyAudited"), ("scan", 0, 27, true, "ModauditRejectionsRise"),
        ] as [(String, Int, Int, Bool, String?)])
    func `the alert for a run fires, and no other`(
        command: String, status: Int, rejected: Int, isWritten: Bool, alert: String?
    ) async throws {
        let samples = alert.map { "[{labels: '{alertname=\"\($0)\"}', value: 1}]" } ?? "[]"
        let scratch = try TemporaryFolder()
        let test = try scratch.write(
            """
            rule_files: ['\(Self.folder.path)/modaudit.rules.yml']
            evaluation_interval: 1h
            tests:
              - interval: 1h
                input_series:
                  - {series: 'modaudit_exit_status{command="\(command)"}', values: '0x24 \(status)x24'}
                  - {series: 'modaudit_unaudited{kind="rejected"}', values: '8x24 \(rejected)x24'}
                  - series: 'node_textfile_mtime_seconds{file="/a/modaudit_scan.prom"}'
                    values: '\(isWritten ? "0+3600x48" : "0x48")'
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
