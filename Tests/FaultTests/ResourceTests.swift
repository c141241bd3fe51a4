import Foundation
import TestSupport
import Testing

/// Inputs that are small to write and large to hold: a limit with a name, and memory that stays bounded.
@Suite struct ResourceTests {
    struct Bomb: CustomTestStringConvertible, Sendable {
        var name: String
        /// Python that makes the bytes `text`.
        var text: String
        /// The reason in `unaudited.csv`; nil where all is audited.
        var reason: String?
        /// Resident at most; the command itself takes about 30.
        var megabytes: Int

        var testDescription: String { name }
    }

    static let bombs = [
        Bomb(
            name: "depth 1,000,000", text: "b'['*1000000+b']'*1000000",
            reason: "nested deeper than 1024 levels", megabytes: 150),
        Bomb(
            name: "open depth", text: "b'{\"a\":'*1000000", reason: "nested deeper than 1024 levels",
            megabytes: 150),
        Bomb(
            name: "text of 8 MiB",
            text: "b'{\"id\":\"t\",\"generations\":[{\"id\":\"g\",\"prompt\":\"'+b'a'*(8<<20)+b'\"}]}'",
            reason: nil, megabytes: 150),
        Bomb(
            name: "text over the limit", text: "b'{\"id\":\"'+b'a'*(40<<20)+b'\"}'",
            reason: "larger than --max-response", megabytes: 70),
        Bomb(
            name: "300,000 frames",
            text:
                "b'{\"id\":\"t\",\"generations\":[{\"id\":\"g\",\"legal_classifier_result\":{\"ip\":['+b'0,'*300000+b'0]}}]}'",
            reason: nil, megabytes: 150),
        Bomb(
            name: "lines in an open list", text: "b'[\\n'+b'[1],\\n'*30000", reason: "no known envelope",
            megabytes: 120),
        Bomb(name: "numbers, one a line", text: "b'1\\n'*30000", reason: "no known envelope", megabytes: 120),
        Bomb(
            name: "a list of numbers", text: "b'['+b'1,'*100000+b'1]'",
            reason: "more than 65536 generations and answers", megabytes: 150),
        Bomb(
            name: "a list of tasks", text: "b'{\"task_responses\":['+b'{},'*100000+b'{}]}'",
            reason: "more than 65536 generations and answers", megabytes: 200),
        Bomb(
            name: "a list of generations", text: "b'{\"id\":\"t\",\"generations\":['+b'{},'*100000+b'{}]}'",
            reason: "more than 10,000 generations", megabytes: 200),
        Bomb(
            name: "made-up categories",
            text: generation("'\"filter_results\":{\"f\":{\"metadata\":{\"s\":{%s}}}}'"),
            reason: "more than 65536 names", megabytes: 150),
        Bomb(
            name: "made-up scopes", text: generation("'\"filter_results\":{\"f\":{\"metadata\":{%s}}}'"),
            reason: "more than 65536 names", megabytes: 150),
        Bomb(
            name: "made-up keys", text: generation("'%s'"), reason: "more than 65536 names", megabytes: 150),
        // 16 megabytes of rows.
        Bomb(
            name: "a long id in many rows",
            text: "b'{\"id\":\"'+b'i'*3900+b'\",\"generations\":['+b'{},'*2000+b'{}]}'", reason: nil,
            megabytes: 110),
        Bomb(
            name: "a long id in many rows of a broken stretch",
            text: "b'[\\n'+(b'{\"id\":\"'+b'i'*20000+b'\",\"generations\":['+b'{},'*100+b'{}]}\\n')*20+b'{'",
            reason: "cut off", megabytes: 110),
    ]

    /// A generation with 100,000 made-up names in its output moderation, in place of Python's `%s` in `block`.
    private static func generation(_ block: String) -> String {
        "('{\"id\":\"t\",\"generations\":[{\"id\":\"g\",\"output_moderation_result\":{'+\(block)"
            + "%','.join('\"k%d\":{\"a\":0}'%i for i in range(100000))+'}}]}').encode()"
    }

    @Test(arguments: bombs)
    func `a hostile text takes bounded memory`(bomb: Bomb) async throws {
        let bench = try await Workbench()
        let outcome = try await bench.shell(
            measured("open(f'{T}/b.json','wb').write(\(bomb.text))", "b.json", "--max-response", "9M"))
        try expect(bench, outcome, bomb.reason, bomb.megabytes)
    }

    @Test(arguments: [" ", "a", "[", "\\n"])
    func `a compression bomb takes bounded memory`(byte: String) async throws {
        let bench = try await Workbench()
        let make = """
            import gzip; o=gzip.open(f'{T}/b.json.gz','wb',1)
            [o.write(b'\(byte)'*(1<<20)) for _ in range(40)]; o.close()
            """
        let outcome = try await bench.shell(measured(make, "b.json.gz", "--max-response", "9M"))
        let isBlank = byte == " " || byte == "\\n"
        try expect(bench, outcome, isBlank ? "nothing in it" : "larger than --max-response", 70)
    }

    @Test(arguments: [
        (
            "rules: &r [{id: a, signal: output.risk_level, flag_at: 1}]\npolicy: ["
                + String(repeating: "*r,", count: 300_000) + "]", "aliases written out"
        ),
        (
            "a: &a [x,x,x,x,x,x,x,x,x]\n"
                + zip("bcdefghij", "abcdefghi").map {
                    "\($0): &\($0) [\(Array(repeating: "*\($1)", count: 9).joined(separator: ","))]\n"
                }.joined() + "policy: x\nrules: *j\n", "error"
        ),
        (
            "policy: x\nrules:\n"
                + (0..<10_001).map {
                    "- {id: r\($0), signal: u18.is_child, is: true}\n"
                }.joined(),
            "10,000"
        ),
        ("policy: x\nrules: " + String(repeating: "[", count: 200_000), "error"),
    ])
    func `a policy of exponential size is refused`(text: String, word: String) async throws {
        let bench = try await Workbench()
        try Data(text.utf8).write(to: bench.scratch.url.appending(path: "policy.yaml"))
        let outcome = try await bench.shell(
            measured("pass", "in.ndjson", "--policy", "$T/policy.yaml"), seconds: 60)
        #expect(outcome.status == 78, "\(outcome.stderr.prefix(300))")
        #expect(outcome.stderr.contains(word) && outcome.stderr.utf8.count < 200_000)
        #expect(megabytes(outcome) < 700)
    }

    /// A scan of a file that Python makes, followed by the peak of its memory on standard output.
    private func measured(_ make: String, _ arguments: String...) -> String {
        let rest = arguments.dropFirst().map { "\"\($0)\"" }.joined(separator: " ")
        return """
            python3 -c "
            import os; T=os.environ['T']
            \(make.replacingOccurrences(of: "\"", with: "\\\""))" || exit 99
            python3 -c '
            import os,sys
            p=os.spawnvp(os.P_NOWAIT,sys.argv[1],sys.argv[1:])
            _,s,u=os.wait4(p,0)
            print(u.ru_maxrss//1024)
            sys.exit(os.waitstatus_to_exitcode(s)%256)' \
            modaudit scan "$T/\(arguments[0])" \(rest) --quiet --jobs 2 --csv data --as-of 2026-11-22 --output "$T/report"
            """
    }

    private func megabytes(_ outcome: Command.Outcome) -> Int {
        Int(outcome.stdout.trimmingCharacters(in: .whitespacesAndNewlines)) ?? .max
    }

    private func expect(_ bench: Workbench, _ outcome: Command.Outcome, _ reason: String?, _ limit: Int) throws
    {
        #expect(outcome.status == 4)
        #expect(outcome.stderr.isEmpty, "\(outcome.stderr.prefix(300))")
        if let reason { #expect(try bench.unaudited().contains(reason)) }
        #expect(megabytes(outcome) < limit)
    }
}
