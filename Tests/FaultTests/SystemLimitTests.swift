import Foundation
import TestSupport
import Testing

/// Runs under limits of the system: each ends by itself, with a report or with status 1 and words, and never hangs or
/// crashes (CONTRACT section 8).
@Suite struct SystemLimitTests {
    /// Expects the new report, or the old one and words. A run that a signal ends, and one over its time, throws.
    private func expectEnd(_ bench: Workbench, _ outcome: Command.Outcome, _ limit: String) throws {
        if outcome.status == 1 {
            // The Swift runtime may write a line of its own before.
            #expect(outcome.stderr.contains("modaudit: "), "\(limit): \(outcome.stderr.prefix(400))")
            #expect(try bench.report == bench.oldReport, "\(limit)")
        } else {
            #expect(outcome.status == 0 || outcome.status == 4, "\(limit): \(outcome.status)")
            #expect(try bench.report != bench.oldReport, "\(limit)")
        }
    }

    /// Whether the shell can take the identity of a user without rights; root ignores the limit of processes.
    private static let isRoot = getuid() == 0

    @Test(.enabled(if: isRoot), arguments: [1, 2, 3, 4, 6, 8])
    func `few processes end a scan with words or let it succeed`(limit: Int) async throws {
        let bench = try await Workbench()
        // A user of its own for each case: the limit counts all processes of the user.
        let outcome = try await bench.shell(
            """
            chmod -R a+rwX "$T" && cp "$(command -v modaudit)" "$T/m" && chmod 755 "$T/m" && cd "$T"
            setpriv --reuid=\(61_000 + limit) --clear-groups prlimit --nproc=\(limit) "$T/m" scan "$T/in.ndjson" \
                --quiet --jobs 2 --as-of 2026-11-22 --output "$T/report"
            """)
        try expectEnd(bench, outcome, "nproc \(limit)")
    }

    /// Lines of the shell that pull 20 ids from a server on loopback, with `limit` before the command.
    private static func pull(_ limit: String) -> String {
        """
        chmod -R a+rwX "$T" && cp "$(command -v modaudit)" "$T/m" && chmod 755 "$T/m" && umask 0
        cat > "$T/server.py" <<'END'
        import http.server, sys
        class Answers(http.server.BaseHTTPRequestHandler):
            def do_GET(self):
                name = self.path.rsplit('/', 1)[-1]
                task = '{"id":"%s","generations":[{"id":"g"}]}' % name
                body = '{"code":"success","data":{"task_id":"%s","data":%s}}' % (name, task)
                self.send_response(200)
                self.send_header('Content-Length', str(len(body)))
                self.end_headers()
                self.wfile.write(body.encode())
            def log_message(self, *a): pass
        server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Answers)
        open(sys.argv[1], 'w').write(str(server.server_address[1]) + chr(10))
        server.serve_forever()
        END
        mkfifo "$T/port"
        python3 "$T/server.py" "$T/port" 2> /dev/null &
        read -r port < "$T/port"
        seq -f 'task_%g' 20 > "$T/ids.txt"
        MODAUDIT_API_KEY=k \(limit) "$T/m" pull --ids "$T/ids.txt" --base-url "http://127.0.0.1:$port" \
            --archive "$T/pulled" --attempts 2 --quiet 2> >(cat >&2)
        status=$?
        kill %1
        exit $status
        """
    }

    /// Expects all answers, or a status that says what is missing, or status 1 and words.
    private func expectPullEnd(_ outcome: Command.Outcome, _ limit: String) {
        #expect(
            [0, 1, 75].contains(outcome.status), "\(limit): \(outcome.status) \(outcome.stderr.prefix(400))")
        if outcome.status == 1 { #expect(outcome.stderr.contains("modaudit: "), "\(limit)") }
    }

    @Test(.enabled(if: isRoot), arguments: [1, 2, 4, 8])
    func `few processes end a pull with words or let it succeed`(limit: Int) async throws {
        let bench = try await Workbench()
        let before = "setpriv --reuid=\(62_000 + limit) --clear-groups prlimit --nproc=\(limit)"
        expectPullEnd(try await bench.shell(Self.pull(before)), "nproc \(limit)")
    }

    @Test(arguments: [
        "--as=\(90 << 20)", "--as=\(150 << 20)", "--as=\(250 << 20)", "--as=\(600 << 20)", "--nofile=4",
        "--nofile=8", "--nofile=12", "--nofile=20", "--fsize=0", "--fsize=1000", "--nofile=1024",
    ])
    func `limits end a pull with words or let it succeed`(limit: String) async throws {
        let bench = try await Workbench()
        let outcome = try await bench.shell(Self.pull("prlimit \(limit)"))
        // Below what the dynamic linker needs for the libraries, the program does not start.
        if outcome.status == 127, outcome.stderr.contains("loading shared libraries") { return }
        expectPullEnd(outcome, limit)
        if limit == "--nofile=1024" {
            #expect(outcome.status == 0)
            #expect(try bench.scratch.text("pulled/responses-0001.ndjson").split(separator: "\n").count == 20)
        }
        if limit.hasPrefix("--fsize") || limit == "--nofile=4" { #expect(outcome.status == 1) }
    }

    @Test(arguments: [90, 120, 150, 200, 250, 300, 400, 600])
    func `little address space ends a scan with words or lets it succeed`(megabytes: Int) async throws {
        let bench = try await Workbench()
        let outcome = try await bench.shell(
            """
            prlimit --as=\(megabytes << 20) modaudit scan "$T/in.ndjson" --quiet --jobs 2 --as-of 2026-11-22 \
                --output "$T/report"
            """)
        // Below what the dynamic linker needs for the libraries, the program does not start.
        if outcome.status == 127, outcome.stderr.contains("loading shared libraries") { return }
        try expectEnd(bench, outcome, "as \(megabytes) MB")
    }

    @Test(arguments: [4, 5, 6, 8, 10, 12, 14, 16, 20])
    func `few descriptors end a scan with words or let it succeed`(limit: Int) async throws {
        let bench = try await Workbench()
        let outcome = try await bench.shell(
            """
            prlimit --nofile=\(limit) modaudit scan "$T/in.ndjson" --quiet --jobs 2 --as-of 2026-11-22 \
                --output "$T/report"
            """)
        try expectEnd(bench, outcome, "nofile \(limit)")
    }

    @Test(arguments: [0, 1, 100, 4096, 1 << 16])
    func `a limit of the size of files ends a scan with words or lets it succeed`(bytes: Int) async throws {
        let bench = try await Workbench()
        let outcome = try await bench.shell(
            """
            prlimit --fsize=\(bytes) modaudit scan "$T/in.ndjson" --quiet --jobs 2 --as-of 2026-11-22 \
                --output "$T/report" 2> >(cat >&2)
            """)
        #expect(outcome.status == 1 || bytes > 4096)
        if outcome.status == 1 { #expect(try bench.report == bench.oldReport) }
    }
}
