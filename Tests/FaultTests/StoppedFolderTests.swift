import Foundation
import TestSupport
import Testing

/// Runs of the other commands that write a folder, `$T/out`, ended from outside: the folder stays as it was.
@Suite struct StoppedFolderTests {
    /// A command that writes a folder.
    enum Writer: String, CaseIterable, Sendable {
        case share, sample, tune

        /// The line of the shell, with `input` in place of the input if the command reads responses.
        func line(_ input: String) -> String {
            let policy = #""fixtures/policies/audit.yaml""#
            return switch self {
            case .share:
                #"modaudit share "$T/report" --output "$T/out" --profile internal --recipient bafin"#
            case .sample:
                "modaudit sample \(input) --policy \(policy) --rules ip-max,sexual,violence "
                    + #"--output "$T/out" --seed-file "$T/seed" --quiet --as-of 2026-11-22"#
            case .tune:
                #"modaudit tune \#(input) --policy \#(policy) --output "$T/out" --quiet --as-of 2026-11-22"#
            }
        }

        var line: String { line(#""$T/in.ndjson""#) }

        /// The end of the message after a signal.
        var stopped: String {
            let what =
                switch self {
                case .share: "report"
                case .sample: "sample"
                case .tune: "folder"
                }
            return "stopped before the end; no \(what) was written"
        }
    }

    /// A workbench with the folder that the command wrote before; without one if `isFirst`.
    private func bench(_ writer: Writer, isFirst: Bool = false) async throws -> Workbench {
        let bench = try await Workbench()
        let made = try await bench.shell(
            """
            umask 077; head -c 32 /dev/urandom > "$T/seed"; umask 022
            \(isFirst ? ":" : writer.line + " > /dev/null")
            """)
        try #require(made.status == 0 || made.status == 4, "\(made.stderr)")
        return bench
    }

    private func old(_ bench: Workbench) throws -> [String: Data]? {
        try bench.scratch.names().contains("out") ? try bench.scratch.contents(of: "out") : nil
    }

    /// The run failed: status 1, one line that ends so, the old folder whole or still none, nothing beside it.
    private func expectFailure(
        _ outcome: Command.Outcome, _ ending: String, in bench: Workbench, old: [String: Data]?,
        sourceLocation: SourceLocation = #_sourceLocation
    ) throws {
        #expect(outcome.status == 1, sourceLocation: sourceLocation)
        let isOneLine =
            outcome.stderr.hasPrefix("modaudit: ") && outcome.stderr.hasSuffix(ending + "\n")
            && outcome.stderr.count { $0 == "\n" } == 1
        #expect(isOneLine, "\(outcome.stderr)", sourceLocation: sourceLocation)
        #expect(try self.old(bench) == old, sourceLocation: sourceLocation)
        #expect(try bench.leftovers == [], sourceLocation: sourceLocation)
    }

    /// A signal ended the run: status 1, one line, the old folder whole or still none, nothing beside it.
    private func expectStopped(
        _ outcome: Command.Outcome, _ writer: Writer, in bench: Workbench, old: [String: Data]?,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        #expect(outcome.status == 1, sourceLocation: sourceLocation)
        // On a slow machine the timer ends the run, with words of its own; then the next run cleans up.
        let words = [writer.stopped, Writer.share.stopped].map { "modaudit: \($0)\n" }
        #expect(words.contains(outcome.stderr), "\(outcome.stderr)", sourceLocation: sourceLocation)
        #expect(try self.old(bench) == old, sourceLocation: sourceLocation)
        if try !bench.leftovers.isEmpty { _ = try await bench.shell(writer.line) }
        #expect(try bench.leftovers == [], sourceLocation: sourceLocation)
    }

    @Test(arguments: Writer.allCases, [0, 1, 1_000, 20_000])
    func `a full disk gives one line and leaves the old folder`(writer: Writer, after: Int) async throws {
        let bench = try await bench(writer, isFirst: after == 1)
        let before = try old(bench)
        let outcome = try await bench.shell(
            """
            \(try await FailingCallsTests.preload) FAULT_CALL=write FAULT_ERRNO=\(ENOSPC) FAULT_AFTER=\(after) \
                FAULT_PATH=.out.modaudit- \(writer.line)
            """)
        try expectFailure(outcome, ": No space left on device", in: bench, old: before)
    }

    @Test(arguments: Writer.allCases, ["datapackage.json", "manifest-sha256.txt"])
    func `a file that does not reach the disk gives one line and leaves the old folder`(
        writer: Writer, file: String
    ) async throws {
        let bench = try await bench(writer)
        let before = try old(bench)
        let outcome = try await bench.shell(
            """
            \(try await FailingCallsTests.preload) FAULT_CALL=fsync FAULT_ERRNO=\(EIO) FAULT_AFTER=0 \
                FAULT_PATH=\(file) \(writer.line)
            """)
        try expectFailure(outcome, ": Input/output error", in: bench, old: before)
    }

    @Test(arguments: Writer.allCases, [0, 500, 4096])
    func `a limit of the size of files gives one line and leaves the old folder`(
        writer: Writer, bytes: Int
    ) async throws {
        let bench = try await bench(writer)
        let before = try old(bench)
        let outcome = try await bench.shell(
            "prlimit --fsize=\(bytes) \(writer.line) 2>&1 >/dev/null | cat >&2; exit ${PIPESTATUS[0]}")
        try expectFailure(outcome, ": File too large", in: bench, old: before)
    }

    /// Sends a signal to `command` when the shell's `condition` holds. Prints the milliseconds until its end.
    private func stop(
        _ bench: Workbench, _ command: String, with signal: String, when condition: String
    ) async throws -> Command.Outcome {
        let outcome = try await bench.shell(
            """
            \(command) > /dev/null 2> "$T/said" & run=$!
            until \(condition) || ! kill -0 $run 2>/dev/null; do sleep 0.005; done
            start=$(date +%s%N); kill -\(signal) $run; wait $run; status=$?
            echo $((($(date +%s%N) - start) / 1000000)); cat "$T/said" >&2; exit $status
            """, seconds: 300)
        let milliseconds = Int(outcome.stdout.trimmingCharacters(in: .whitespacesAndNewlines)) ?? .max
        // The promise is a second; a loaded machine may take longer.
        #expect(milliseconds < 10_000)
        return outcome
    }

    @Test(arguments: [Writer.sample, .tune], ["INT", "TERM"])
    func `a signal ends a run that waits for its input`(writer: Writer, signal: String) async throws {
        for isFirst in [true, false] {
            let bench = try await bench(writer, isFirst: isFirst)
            let before = try old(bench)
            let outcome = try await stop(
                bench, #"mkfifo "$T/pipe"; exec 9<>"$T/pipe"; "# + writer.line(#""$T/pipe""#), with: signal,
                when: #"ls -d "$T"/.out.modaudit-* >/dev/null 2>&1"#)
            try await expectStopped(outcome, writer, in: bench, old: before)
        }
    }

    @Test(arguments: [Writer.sample, .tune], ["INT", "TERM"])
    func `a signal ends a run that reads an endless input`(writer: Writer, signal: String) async throws {
        let bench = try await bench(writer)
        let before = try old(bench)
        let outcome = try await stop(
            bench, writer.line("-") + #" < <(while cat "$T/in.ndjson"; do :; done 2>/dev/null)"#, with: signal,
            when: #"{ ls -d "$T"/.out.modaudit-* >/dev/null 2>&1 && sleep 0.2; }"#)
        try await expectStopped(outcome, writer, in: bench, old: before)
    }

    /// Makes the report of the workbench a report of many rows, sealed as before.
    private static let enlarge = #"""
        cat > "$T/enlarge.py" <<'END'
        import hashlib, os, re
        folder, count = os.environ['T'] + '/report/', 200_000
        with open(folder + 'unaudited.csv', 'ab') as table:
            for i in range(count):
                table.write(b'"failed","in.ndjson:1","0","task_%d","","failed","","","","words"\r\n' % i)
        text = open(folder + 'summary.json').read()
        text = re.sub(r'"failed": (\d+)', lambda found: '"failed": %d' % (int(found[1]) + count), text, count=1)
        open(folder + 'summary.json', 'w').write(text)
        names = [line.split('  ')[1] for line in open(folder + 'manifest-sha256.txt').read().splitlines()]
        digests = [hashlib.sha256(open(folder + name, 'rb').read()).hexdigest() for name in names]
        lines = ['%s  %s\n' % pair for pair in zip(digests, names)]
        open(folder + 'manifest-sha256.txt', 'w').write(''.join(lines))
        END
        python3 "$T/enlarge.py"
        """#

    @Test(arguments: ["INT", "TERM"], [true, false])
    func `a signal ends a share of a large report`(signal: String, isFirst: Bool) async throws {
        let bench = try await bench(.share, isFirst: isFirst)
        let before = try old(bench)
        let made = try await bench.shell(Self.enlarge)
        try #require(made.status == 0, "\(made.stderr)")
        // In the middle of the table with the added rows.
        let outcome = try await stop(
            bench, Writer.share.line, with: signal,
            when: #"[ "$(stat -c %s "$T"/.out.modaudit-*/unaudited.csv 2>/dev/null || echo 0)" -gt 1000000 ]"#)
        try await expectStopped(outcome, .share, in: bench, old: before)
    }

    @Test func `a large report is shared whole`() async throws {
        let bench = try await bench(.share)
        let outcome = try await bench.shell(Self.enlarge + "\n" + Writer.share.line)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        #expect(try bench.scratch.bytes("out/unaudited.csv").count > 10_000_000)
    }
}
