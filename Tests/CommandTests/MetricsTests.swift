import Foundation
import Pull
import TestSupport
import Testing

@testable import modaudit

/// The file of `--metrics`. `Tests/ReportChecks/read-metrics.py` reads it and recomputes every value.
@Suite struct MetricsTests {
    /// Runs `modaudit`, then compares its metrics with `$T/report/summary.json`, or with nothing if `hasReport` is false.
    private func expectMetrics(
        _ command: String, status: Int, hasReport: Bool, sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let scratch = try TemporaryFolder()
        let outcome = try await Command.run("sh", ["-c", command], scratch: scratch)
        #expect(outcome.status == status, "\(outcome.stderr)", sourceLocation: sourceLocation)
        let summary = hasReport ? [scratch.file("report/summary.json")] : []
        let name = try #require(command.matches(of: #/modaudit (scan|pull)/#).last).1
        let reading = try await Command.run(
            "python3",
            ["Tests/ReportChecks/read-metrics.py", String(name), "\(status)", scratch.file("m.prom")] + summary)
        #expect(reading.status == 0, "\(reading.stderr)", sourceLocation: sourceLocation)
        #expect(try !scratch.names().contains { $0.hasSuffix(".tmp") }, sourceLocation: sourceLocation)
        try await expectAccepted(scratch.file("m.prom"), sourceLocation)
    }

    /// The tool of Prometheus, where it is installed.
    private func expectAccepted(_ path: String, _ sourceLocation: SourceLocation) async throws {
        guard let promtool = Self.promtool else { return }
        let outcome = try await Command.run("sh", ["-c", "\(promtool) check metrics < \(path)"])
        #expect(outcome.status == 0, "\(outcome.stdout)\(outcome.stderr)", sourceLocation: sourceLocation)
    }

    static let promtool = [Command.root.path + "/.build/promtool", "/usr/bin/promtool"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }

    @Test(arguments: [
        (0, "fixtures/quickstart"), (0, "fixtures/quickstart --quiet"),
        (3, "fixtures/quickstart --fail-on near"), (4, "fixtures --policy fixtures/policies/audit.yaml"),
        (4, "fixtures/responses fixtures/answers --allow-duplicates"),
    ])
    func `the metrics of a scan are the numbers of its summary`(status: Int, arguments: String) async throws {
        try await expectMetrics(
            "modaudit scan \(arguments) --output $T/report --metrics $T/m.prom", status: status, hasReport: true
        )
    }

    @Test func `the metrics of a comparison are the numbers of its summary`() async throws {
        try await expectMetrics(
            """
            audit() { modaudit scan "$@" --quiet --policy fixtures/policies/audit.yaml; }
            audit fixtures/responses/2026-11-20.ndjson --output $T/before
            audit fixtures/responses/2026-11-21.ndjson --previous $T/before --output $T/report --metrics $T/m.prom
            """, status: 0, hasReport: true)
    }

    @Test func `signals that vanished are counted`() async throws {
        try await expectMetrics(
            """
            for part in face ip; do for i in $(seq 30); do
                echo '{"id":"t'$i'","status":"succeeded","generations":[{"id":"g'$i'","legal_classifier_result":' \
                    '{"'$part'":[{"l":5,"p":0.1,"v":false}]}}]}'
            done > $T/$part.json; done
            printf '%s\\n' 'policy: p' 'version: "1"' 'missing: ignore' 'rules:' \
                '  - {id: a, severity: low, signal: legal.face.score, flag_at: 0.5}' > $T/policy.yaml
            modaudit scan $T/face.json --policy $T/policy.yaml --quiet --output $T/before && \
            modaudit scan $T/ip.json --policy $T/policy.yaml --quiet --previous $T/before --output $T/report \
            --metrics $T/m.prom; status=$?
            grep -q '^modaudit_signals_vanished 2$' $T/m.prom || exit 99
            exit $status
            """, status: 0, hasReport: true)
    }

    @Test(arguments: [
        (1, "scan $T/not-there"), (1, "scan fixtures/quickstart --output fixtures"),
        (78, "scan fixtures/quickstart --policy fixtures/policies/bad/empty.yaml"),
        (1, "pull a --base-url http://127.0.0.1:1 --archive $T/old/summary.json"), (64, "pull a"),
        (64, "pull --ids $T/none.csv --base-url http://127.0.0.1:1"),
        (64, "pull a --key-file README.md --base-url http://127.0.0.1:1"),
    ])
    func `a run that fails writes its status alone, over older metrics`(status: Int, arguments: String)
        async throws
    {
        try await expectMetrics(
            """
            export MODAUDIT_API_KEY=k; modaudit scan fixtures/quickstart --quiet --output $T/old --metrics $T/m.prom && \
            modaudit \(arguments) --metrics $T/m.prom
            """, status: status, hasReport: false)
    }

    @Test(arguments: [
        "scan --metrics $T/m.prom", "scan fixtures/quickstart --jobs 0 --metrics $T/m.prom",
        "pull --metrics $T/m.prom", "pull a --unknown --metrics $T/m.prom",
    ])
    func `a command line that cannot be parsed writes no metrics`(arguments: String) async throws {
        let scratch = try TemporaryFolder()
        let outcome = try await Command.run("sh", ["-c", "modaudit \(arguments)"], scratch: scratch)
        #expect(outcome.status == 64)
        #expect(try !scratch.names().contains("m.prom"))
    }

    @Test func `names of every permitted character are labels`() async throws {
        let id = "aAzZ09_.-"
        let policy = """
            policy: "a\\\\b\\"c' {d=\\"e\\"} é"
            version: "1\\n2\\\\n"
            rules:
              - {id: \(id), severity: high, signal: legal.ip.score, flag_at: 0.5}
            """
        try await expectMetrics(
            """
            cat > $T/policy.yaml <<'END'
            \(policy)
            END
            modaudit scan fixtures/quickstart --policy $T/policy.yaml --output $T/report --metrics $T/m.prom
            """, status: 0, hasReport: true)
    }

    @Test func `metrics that cannot be written make status 0 to 1, and no other status`() async throws {
        for (arguments, status) in [("fixtures/quickstart", 1), ("fixtures/responses", 4)] {
            for file in ["$T/not-there/m.prom", "/proc/m.prom", "$T/folder.prom", "$T/report/m.prom"] {
                let scratch = try TemporaryFolder()
                let outcome = try await Command.run(
                    "sh",
                    [
                        "-c",
                        "mkdir $T/folder.prom; modaudit scan \(arguments) --quiet --output $T/report --metrics \(file)",
                    ], scratch: scratch)
                #expect(outcome.status == status)
                #expect(outcome.stderr.contains("modaudit: cannot write the metrics \(file): "))
                #expect(try scratch.names() == ["folder.prom", "report"])
                #expect(try !scratch.names("report").contains("m.prom"))
                #expect(try await Command.modaudit("verify", scratch.file("report")).status == 0)
            }
        }
    }

    @Test func `everyone can read the file, whatever the umask is, and a link is replaced`() async throws {
        let scratch = try TemporaryFolder()
        let outcome = try await Command.run(
            "sh",
            [
                "-c",
                """
                umask 077; cd $T && echo kept > other && ln -s other m.prom \
                && modaudit scan "$OLDPWD/fixtures/quickstart" --quiet --metrics m.prom; stat -c '%a %F' m.prom; cat other
                """,
            ], scratch: scratch)
        #expect(outcome.stdout == "644 regular file\nkept\n", "\(outcome.stderr)")
    }

    @Test func `a run that is stopped leaves the old file or a whole one`() async throws {
        let scratch = try TemporaryFolder()
        // A file that ends in its last rule, or the two families of a run that failed.
        let outcome = try await Command.run(
            "sh",
            [
                "-c",
                """
                modaudit scan fixtures/quickstart --quiet --output $T/report --metrics $T/m.prom; lines=$(wc -l < $T/m.prom)
                for delay in 0.01 0.03 0.05 0.07 0.09 0.11 0.13 0.15 0.2 0.3; do
                    timeout -s TERM $delay modaudit scan fixtures/quickstart --quiet --output $T/report --metrics $T/m.prom
                    case $(wc -l < $T/m.prom) in 6 | $lines) ;; *) echo "half a file after $delay"; cat $T/m.prom ;; esac
                done 2>/dev/null
                """,
            ], scratch: scratch)
        #expect(outcome.stdout == "")
    }

    @Test func `every id of a pull is in one state`() {
        var summary = PullSummary()
        summary.finished = 1
        summary.goneBefore = 2
        summary.gone = 4
        summary.answered = 8
        summary.refused = 16
        summary.pending = 32
        summary.failed = 64
        summary.unusable = 128
        summary.ids = 255 + 256
        let samples = summary.metrics.flatMap(\.samples)
        #expect(
            samples.map { "\($0.labels[0].value) \($0.value)" } == [
                "archived 25", "pending 32", "failed 192", "gone 6", "missing 256",
            ])
        #expect(samples.reduce(0) { $0 + $1.value } == 511)
    }

    @Test func `a pull without an answer has its ids in the file`() async throws {
        let scratch = try TemporaryFolder()
        let outcome = try await Command.run(
            "sh",
            [
                "-c",
                """
                MODAUDIT_API_KEY=k modaudit pull a b --base-url http://127.0.0.1:1 --attempts 1 --archive $T/archive \
                --metrics $T/m.prom
                """,
            ], scratch: scratch)
        #expect(outcome.status == 75)
        let text = try scratch.text("m.prom")
        #expect(text.contains("modaudit_exit_status{command=\"pull\"} 75\n"))
        #expect(text.contains("modaudit_pull_ids{state=\"failed\"} 2\n"))
        try await expectAccepted(scratch.file("m.prom"), #_sourceLocation)
    }
}
