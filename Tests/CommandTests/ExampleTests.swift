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
