import Foundation
import TestSupport
import Testing

/// Inputs that are not plain files or change while they are read, and places that cannot hold a report.
@Suite struct OddFilesTests {
    /// A change of the input after 100,000 bytes are read, and the input that the scan then has read in all.
    static let changes = [
        (#"truncate -s 50000 "$T/in.ndjson""#, #"head -c 100000 "$T/copy""#),
        (#": > "$T/in.ndjson""#, #"head -c 100000 "$T/copy""#),
        (#"cat "$T/more" >> "$T/in.ndjson""#, #"cat "$T/copy" "$T/more""#),
        (#"mv "$T/more" "$T/in.ndjson""#, #"cat "$T/copy""#),
    ]

    @Test(arguments: changes)
    func `a scan of an input that changes reports the bytes that it reads`(change: String, seen: String)
        async throws
    {
        let bench = try await Workbench(copies: 2)
        let scan =
            #"modaudit scan "$T/in.ndjson" --batch-size 4096 --quiet --as-of 2026-11-22 --output "$T/report""#
        let changed = try await bench.shell(
            """
            cp "$T/in.ndjson" "$T/copy"; cp fixtures/envelopes/mixed.ndjson "$T/more"
            \(try await FailingCallsTests.preload) FAULT_CALL=read FAULT_ERRNO=0 FAULT_AFTER=100000 FAULT_PATH=in.ndjson \
            \(scan) & run=$!
            until grep -q '^State:.T' /proc/$run/status; do sleep 0.01; done
            \(change); kill -CONT $run; wait $run
            """)
        #expect(changed.status == 4 && changed.stderr.isEmpty, "\(changed)")
        let report = try bench.report
        let whole = try await bench.shell(
            """
            cp fixtures/envelopes/mixed.ndjson "$T/more"; \(seen) > "$T/seen"; mv "$T/seen" "$T/in.ndjson"
            \(scan)
            """)
        #expect(whole.status == 4 && whole.stderr.isEmpty, "\(whole)")
        #expect(try bench.report == report)
        #expect(report != bench.oldReport)
    }

    @Test func `a pipe, a device and a socket are read or refused`() async throws {
        let bench = try await Workbench()
        let pipe = try await bench.shell(
            #"mkfifo "$T/p"; cat "$T/in.ndjson" > "$T/p" & scan "$T/p" --quiet"#)
        #expect(pipe.status == 0 || pipe.status == 4)
        let device = try await bench.shell("scan /dev/null --quiet")
        #expect(device.status == 4)
        #expect(try bench.unaudited().contains("nothing in it, not one JSON text"))
        let endless = try await bench.shell("head -c 70000000 /dev/zero | scan - --quiet")
        #expect(endless.status == 4)
        #expect(try bench.unaudited().contains("larger than --max-response (67108864 bytes)"))
    }

    @Test func `links that lead in circles or to no file are rows, and the run continues`() async throws {
        let bench = try await Workbench()
        let outcome = try await bench.shell(
            """
            mkdir -p "$T/in/e"; cp fixtures/envelopes/task.json "$T/in/z.json"
            ln -s a.json "$T/in/a.json"; ln -s c.json "$T/in/b.json"; ln -s b.json "$T/in/c.json"
            ln -s nowhere "$T/in/d.json"; ln -s .. "$T/in/e/up"
            scan "$T/in" --quiet --csv data --scores all
            """)
        #expect(outcome.status == 4)
        #expect(outcome.stderr.isEmpty)
        let rows = try bench.unaudited().replacingOccurrences(of: bench.scratch.path, with: "$T").split(
            separator: "\r\n"
        ).dropFirst()
        let circle = "cannot be opened: Too many levels of symbolic links"
        let expected = [
            ("a.json", circle), ("b.json", circle), ("c.json", circle),
            ("d.json", "cannot be opened: No such file or directory"),
            ("e/up/", "a symbolic link that leads back to a folder it lies in"),
        ]
        let lines = expected.map { name, reason in
            #""unreadable","$T/in/\#(name):1","0","","","","","","","\#(reason)""#
        }
        #expect(rows.map(String.init) == lines)
        let scores = try bench.scratch.text("report/scores.csv")
        #expect(scores.split(separator: "\r\n").count > 1, "z.json was not audited")
    }

    @Test func `names with line feeds, escapes or invalid UTF-8 are read and shown without control characters`()
        async throws
    {
        let bench = try await Workbench()
        let outcome = try await bench.shell(
            #"""
            mkdir "$T/in"
            for name in $'line\nfeed' $'esc\e[31m' $'bad\xff\xfe' $'=cmd' $'bidi\xe2\x80\xaegnp'; do
                cp fixtures/envelopes/task.json "$T/in/$name.json"; echo '{' > "$T/in/$name-broken.json"
            done
            scan "$T/in"
            """#)
        #expect(outcome.status == 4)
        expectHarmless(outcome)
        let rows = try bench.unaudited().split(separator: "\r\n")
        #expect(rows.count { $0.hasPrefix("\"unreadable\"") } == 5)
        #expect(rows.count { $0.hasPrefix("\"duplicate\"") } == 4)
    }

    @Test(
        arguments: ["$'no\\nsuch\\e[31m'", "$'no\\xe2\\x80\\xaesuch'", "$'no\\xffsuch'"],
        ["input", "output", "policy"])
    func `a shown name holds no control characters`(name: String, place: String)
        async throws
    {
        let bench = try await Workbench()
        let arguments =
            switch place {
            case "input": "\(name)"
            case "output": "\"$T/in.ndjson\" --output /proc/\(name)"
            default: "\"$T/in.ndjson\" --policy \(name)"
            }
        let outcome = try await bench.shell("modaudit scan \(arguments)")
        #expect(outcome.status == (place == "policy" ? 78 : 1))
        #expect(outcome.stderr.hasPrefix("modaudit: ") && outcome.stderr.count { $0 == "\n" } == 1)
        expectHarmless(outcome)
    }

    @Test(arguments: [
        "scan x --po%", "scan x --po%=1", "scan x --as-of %", "scan x --as-of=%", "scan x --jobs %",
        "scan x --csv %",
        "scan x --delimiter %", "scan x --max-response %", "scan x -%", "sc% x", "policy % x",
        "policy check a % c",
        "help %", "pull x --timeout %", "pull x --rate %", "explain", "explain x --polic% y", "% --help",
    ])
    func `a shown argument holds no control characters`(arguments: String) async throws {
        let bench = try await Workbench()
        let name = #"$'no\nsuch\e[31m\xe2\x80\xae\xe2\x81\xa6\xff'"#
        let outcome = try await bench.shell(
            "modaudit \(arguments.replacingOccurrences(of: "%", with: name))")
        let plain = try await bench.shell("modaudit \(arguments.replacingOccurrences(of: "%", with: "nosuch"))")
        #expect(outcome.status == plain.status)
        #expect(outcome.stderr.split(separator: "\n").count == plain.stderr.split(separator: "\n").count)
        #expect(!outcome.stderr.isEmpty || !outcome.stdout.isEmpty)
        expectHarmless(outcome)
    }

    @Test(arguments: [
        "/proc/report", "/dev/null/report", #""$T/in.ndjson/report""#, #""$T/$(printf 'a%.0s' {1..300})""#,
    ])
    func `a place that cannot hold a report is refused`(place: String) async throws {
        let bench = try await Workbench()
        let outcome = try await bench.shell("modaudit scan \"$T/in.ndjson\" --output \(place)")
        #expect(outcome.status == 1)
        #expect(outcome.stderr.hasPrefix("modaudit: ") && outcome.stderr.count { $0 == "\n" } == 1)
    }

    @Test(arguments: [
        ("gzip -c", "this is gzip, and its name must end in .gz"),
        ("zstd -qc", "this is zstd, and its name must end in .zst"),
        ("iconv -f UTF-8 -t UTF-16", "this is UTF-16; save it as UTF-8"),
    ])
    func `a file of another format is a row that names the format`(make: String, words: String) async throws {
        let bench = try await Workbench()
        let outcome = try await bench.shell(
            "\(make) fixtures/envelopes/task.json > \"$T/a.json\"; scan \"$T/a.json\" --quiet")
        #expect(outcome.status == 4)
        #expect(try bench.unaudited().contains(": \(words)\""))
    }

    @Test func `a combining mark after a slash is part of the name`() async throws {
        let bench = try await Workbench()
        let outcome = try await bench.shell(
            #"""
            place="$T/"$'\xcc\x81report'
            modaudit scan fixtures/envelopes/task.json --quiet --output "$place"; ls "$place/summary.json" | wc -l
            """#)
        #expect(outcome.stdout == "1\n" && outcome.stderr.isEmpty)
    }

    @Test func `a missing file among very many arguments is reported at once`() async throws {
        let bench = try await Workbench()
        let outcome = try await bench.shell(
            #"touch "$T/a b"; cd "$T"; modaudit scan $(seq 600) a b"#)
        #expect(outcome.status == 1)
        #expect(outcome.stderr == "modaudit: a: does not exist, but \"a b\" does: put the name in quotes\n")
    }

    @Test func `a non-blocking pipe gets all of the output`() async throws {
        let bench = try await Workbench()
        let outcome = try await bench.shell(
            #"""
            modaudit policy show > "$T/whole"
            python3 -c '
            import fcntl, os, subprocess, sys, time
            r, w = os.pipe(); fcntl.fcntl(w, 1031, 4096); os.set_blocking(w, False)
            run = subprocess.Popen(["modaudit", "policy", "show"], stdout=w); os.close(w); time.sleep(0.3)
            with os.fdopen(r, "rb") as pipe: sys.stdout.buffer.write(pipe.read())
            sys.exit(run.wait())' | cmp - "$T/whole"; exit ${PIPESTATUS[0]}
            """#)
        #expect(outcome.status == 0 && outcome.stdout.isEmpty && outcome.stderr.isEmpty, "\(outcome)")
    }

    @Test func `a closed and a full standard output have their own exit status`() async throws {
        let bench = try await Workbench()
        let closed = try await bench.shell("scan fixtures/envelopes/task.json >&-")
        #expect(closed.status == 0 || closed.status == 4)
        let full = try await bench.shell("scan fixtures/envelopes/task.json > /dev/full")
        #expect(full.stderr == "modaudit: cannot write to standard output: No space left on device\n")
        let gone = try await bench.shell("scan fixtures/envelopes/task.json | true; exit ${PIPESTATUS[0]}")
        #expect(gone.status == closed.status && gone.stderr.isEmpty)
    }
}

/// No escape, control or bidirectional character in what is shown.
func expectHarmless(_ outcome: Command.Outcome, sourceLocation: SourceLocation = #_sourceLocation) {
    let steering = (outcome.stdout + outcome.stderr).unicodeScalars.filter {
        $0 != "\n"
            && [.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
    }
    #expect(steering.isEmpty, sourceLocation: sourceLocation)
}
