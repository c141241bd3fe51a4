import Foundation
import TestSupport
import Testing

/// Runs that are ended from outside.
@Suite(.prompt) struct StoppedTests {
    /// Of `rounds` scans, each killed at another moment; the report must be the old or the new one after each. Prints how
    /// often it was which.
    private static let kill = """
        cp -r "$T/report" "$T/old"
        scan "$T/in.ndjson" --quiet; cp -r "$T/report" "$T/new"
        before=0; after=0
        for round in $(seq ROUNDS); do
            rm -rf "$T/report"; cp -r "$T/old" "$T/report"
            modaudit scan "$T/in.ndjson" --quiet --as-of 2026-11-22 --output "$T/report" & run=$!
            sleep $(printf '0.%04d' $((RANDOM * SPAN / 32768)))
            kill -KILL $run 2>/dev/null; wait $run 2>/dev/null
            if diff -rq "$T/report" "$T/old" >&2; then before=$((before + 1))
            elif diff -rq "$T/report" "$T/new" >&2; then after=$((after + 1))
            else echo "round $round: neither"; exit 1; fi
        done 2>/dev/null
        scan "$T/in.ndjson" --quiet
        echo "$before old, $after new"
        """

    @Test func `a killed scan leaves the old report or the new one, and the next run cleans up`() async throws {
        let bench = try await Workbench(copies: 20)
        let script = Self.kill.replacingOccurrences(of: "ROUNDS", with: "60").replacingOccurrences(
            of: "SPAN", with: "3000")
        let outcome = try await bench.shell(script)
        #expect(outcome.stdout.hasSuffix(" new\n"), "\(outcome.stdout)")
        #expect(try bench.leftovers == [])
    }

    @Test(arguments: ["INT", "TERM"])
    func `a signal ends a scan that waits for its input`(signal: String) async throws {
        let bench = try await Workbench()
        let outcome = try await bench.shell(
            """
            mkfifo "$T/pipe"; exec 9<>"$T/pipe"
            modaudit scan "$T/pipe" --as-of 2026-11-22 --output "$T/report" 2> "$T/said" & run=$!
            until ls -d "$T"/.report.modaudit-* >/dev/null 2>&1; do sleep 0.01; done
            sleep 0.1; kill -\(signal) $run; wait $run; status=$?; cat "$T/said" >&2; exit $status
            """, seconds: 10)
        try bench.expectFailure(outcome, "stopped before the end; no report was written")
    }

    @Test(arguments: ["yes ''", "cat /dev/zero"], ["INT", "TERM"])
    func `a signal ends a scan of an endless text`(input: String, signal: String)
        async throws
    {
        let bench = try await Workbench()
        let outcome = try await bench.shell(
            """
            \(input) 2>/dev/null | modaudit scan - --as-of 2026-11-22 --output "$T/report" 2> "$T/said" & run=$!
            until ls -d "$T"/.report.modaudit-* >/dev/null 2>&1; do sleep 0.01; done
            sleep 0.1; kill -\(signal) $run; wait $run; status=$?; cat "$T/said" >&2; exit $status
            """, seconds: 60)
        #expect(outcome.status == 1)
        #expect(outcome.stderr == "modaudit: stopped before the end; no report was written\n")
        #expect(try bench.report == bench.oldReport)
        // On a slow machine the timer ends the run; then the next one cleans up.
        _ = try await bench.shell(#"scan "$T/in.ndjson" --quiet"#)
        #expect(try bench.leftovers == [])
    }

    /// Texts that take long to read: one large text, one with many generations, a broken one, and a folder of many files.
    @Test(arguments: [
        (#"o.write(b'{"id":"'); [o.write(b'a'*(1<<20)) for _ in range(600)]; o.write(b'"}')"#, "700M"),
        (
            #"o.write(b'{"id":"t","generations":['+b'{"id":"g","moderation_result":{"type":"x"}},'*2000000+b'{}]}')"#,
            "700M"
        ),
        (#"o.write(b'['+b'{"id":"g","generations":[{}]},'*3000000)"#, "700M"),
        (#"[os.symlink('nowhere',f'{T}/big/l{i}.json') for i in range(100000)]"#, "9M"),
    ])
    func `a signal ends a scan within one text or folder`(make: String, limit: String) async throws {
        let bench = try await Workbench()
        let outcome = try await bench.shell(
            """
            mkdir "$T/big"; cat > "$T/make.py" <<'END'
            import os; T=os.environ['T']
            o=open(f'{T}/big/b.json','wb')
            \(make)
            o.close()
            END
            python3 "$T/make.py" || exit 99
            modaudit scan "$T/big" --max-response \(limit) --as-of 2026-11-22 --output "$T/report" 2> "$T/said" & run=$!
            until ls -d "$T"/.report.modaudit-* >/dev/null 2>&1; do sleep 0.01; done
            sleep 0.3; start=$(date +%s%N); kill -TERM $run; wait $run; status=$?
            echo $((($(date +%s%N) - start) / 1000000)); cat "$T/said" >&2; exit $status
            """, seconds: 300)
        #expect(
            outcome.status == 1 && outcome.stderr.hasSuffix("stopped before the end; no report was written\n"))
        let milliseconds = Int(outcome.stdout.trimmingCharacters(in: .whitespacesAndNewlines)) ?? .max
        // The promise is a second; a loaded machine may take longer.
        #expect(milliseconds < 10_000)
        #expect(try bench.report == bench.oldReport)
    }

    @Test(.timeLimit(.minutes(20)), arguments: [SIGINT, SIGTERM])
    func `a signal ends a running scan, which reports it and leaves only the old report`(signal: Int32)
        async throws
    {
        let bench = try await Workbench()
        let scan = try FedScan(on: bench)
        // Of the input, the scan has read what there is, and more comes all the time.
        while try bench.leftovers.isEmpty || !scan.feed() { try await Task.sleep(for: .milliseconds(2)) }
        scan.send(signal)
        while scan.isRunning {
            _ = scan.feed()
            try await Task.sleep(for: .milliseconds(2))
        }
        try bench.expectFailure(await scan.outcome(), "stopped before the end; no report was written")
    }
}
