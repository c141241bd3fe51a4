import Foundation
import TestSupport
import Testing

/// The memory of a comparison with a large report.
@Suite struct ComparisonMemoryTests {
    /// Writes two reports of 10,000 and of 170,000 rows, and prints the peak memory in KiB of a comparison of each with itself.
    private static let script = """
        import hashlib, json, os, sys
        T = os.environ["T"]
        summary = {"as_of": "2026-11-20T00:00:00Z", "policy": {"sha256": "0" * 64}, "signals": [],
                   "rules": [{"id": "a", "severity": "high", "meaning_sha256": "1" * 64, "definition_sha256": "2" * 64}]}
        tail = {"why": "a", "title": "t", "prompt": "p", "link": None, "generation_id": "", "task_id": "t",
                "created_at": None, "user_id": None, "top_rule": "a", "top_value": 1, "rules_flagged": ["a"],
                "rules_near": [], "missing_signals": [], "revision": None, "source": "a:1", "evidence_sha256": "e",
                "signals_sha256": "s", "findings": [{"band": "flagged", "rule_id": "a", "value": 1}]}
        def report(name, count):
            os.mkdir(f"{T}/{name}")
            counts = {"flagged": count, "near": 0, "incomplete": 0, "clear": 0}
            row = json.dumps({"decision": "flagged", "severity": "high", "change": None, "first_listed": None, **tail})
            start, end = row.split('"generation_id": ""')
            with open(f"{T}/{name}/generations.json", "w") as file:
                file.write('{"generations": [\\n')
                for i in range(count):
                    comma = ",\\n" if i else ""
                    file.write(f'{comma}{start}"generation_id": "gen_{i:012d}"{end}')
                file.write('\\n], "summary": {}}\\n')
            with open(f"{T}/{name}/summary.json", "w") as file:
                json.dump({**summary, "counts": counts}, file)
            with open(f"{T}/{name}/manifest-sha256.txt", "w") as file:
                for part in ("generations.json", "summary.json"):
                    with open(f"{T}/{name}/{part}", "rb") as whole:
                        # In pieces: a child begins with the peak of this process.
                        digest = hashlib.sha256()
                        while piece := whole.read(1 << 16):
                            digest.update(piece)
                    file.write(digest.hexdigest() + "  " + part + "\\n")
        for name, count in (("small", 10_000), ("large", 170_000)):
            report(name, count)
            child = os.spawnvp(os.P_NOWAIT, "modaudit",
                               ["modaudit", "diff", f"{T}/{name}", f"{T}/{name}", "-o", f"{T}/changes.csv"])
            _, status, usage = os.wait4(child, 0)
            print("status", status, "peak", usage.ru_maxrss)
        """

    @Test func `a row of the report before takes at most 64 bytes of memory`() async throws {
        let outcome = try await Command.run("python3", ["-c", Self.script])
        let peaks = outcome.stdout.matches(of: #/status 0 peak ([0-9]+)/#).compactMap { Int($0.1) }
        try #require(peaks.count == 2, "\(outcome.stdout)\(outcome.stderr)")
        #expect((peaks[1] - peaks[0]) * 1_024 / 160_000 <= 64, "\(peaks) KiB")
        #expect(outcome.stdout.contains("nothing changed"))
    }
}
