import Foundation
import TestSupport
import Testing

/// A marker in every text of an answer, key names included: it comes out in the columns meant for it and nowhere else.
@Suite struct LeakTests {
    /// The columns of each file that may hold a text of the answer, and the fields it may come from.
    private static let columns: [String: Set<String>] = [
        "generations.csv": [
            "why", "relay_task_id", "missing_signals", "defects", "generation_id", "task_id", "user_id",
            "model", "operation",
            "top_signal", "top_value",
            "output_type", "moderation_type", "task_moderation_type", "title", "prompt",
        ],
        "findings.csv": ["generation_id", "task_id", "user_id", "model", "signal", "value", "prompt"],
        "unaudited.csv": [
            "task_id", "generation_id", "status", "moderation_type", "moderation_code", "reason",
        ],
        "scores.csv": ["generation_id", "source", "scope", "category", "type"],
    ]

    /// Python: puts a marker with its place into every text and behind every key that is open, and links with
    /// signatures and keys into all others. Writes `$T/in.ndjson` and prints the places.
    private static let plant = #"""
        import json, os
        STEER = "\x1b[31m\u202e\u2066\r\n\x07"
        OPEN = ("legal_classifier_result", "filter_results", "metadata", "global")
        count = 0
        def planted(value, place):
            global count
            if isinstance(value, dict):
                return {(key + " MARK-KEY" + STEER if place.rsplit("/", 1)[-1] in OPEN else key):
                        planted(inner, place + "/" + key) for key, inner in value.items()}
            if isinstance(value, list):
                return [planted(inner, place + "/" + str(index)) for index, inner in enumerate(value)]
            if isinstance(value, str) and place.rsplit("/", 1)[-1] not in ("created_at", "code", "status"):
                count += 1
                if "://" in value:
                    return value + "&sig=SECRET-SIGNATURE&api_key=SECRET-KEY"
                return f"MARK{place.replace('/', '-')}{STEER}"
            return value
        answer = json.load(open("fixtures/sora-task-documented.json"))
        answer["data"]["notify_hook"] = "https://hook.example/?key=SECRET-KEY"
        generation = answer["data"]["data"]["generations"][0]
        generation["unknown_moderation_result"] = {"x\x1b[31m\u202e": "SECRET-UNKNOWN"}
        generation["paths"] = {"a": "https://x.example/?sig=SECRET-SIGNATURE"}
        texts = [planted(answer, "")]
        texts.append(json.loads(json.dumps(texts[0])))
        for code, status in (("SECRET-FREE \x1b[31m", "FAILURE"), ("success", "FAILURE"), ("success", "odd\x1b[31m\u202e")):
            failed = json.loads(json.dumps(texts[0]))
            failed["code"], failed["data"]["status"], failed["data"]["data"] = code.replace("SECRET-FREE", "MARK"), status, None
            texts.append(failed)
        with open(os.environ["T"] + "/in.ndjson", "w") as file:
            for text in texts:
                file.write(json.dumps(text) + "\n")
            file.write('{"prompt": "SECRET-BROKEN \x1b[31m\n')
        print(count)
        """#

    @Test(arguments: ["excel", "data"])
    func `texts of an answer appear only in their columns`(style: String) async throws {
        let bench = try await Workbench()
        try Data(Self.plant.utf8).write(to: bench.scratch.url.appending(path: "plant.py"))
        let planting = try await bench.shell(#"python3 "$T/plant.py""#)
        let planted = Int(planting.stdout.trimmingCharacters(in: .whitespacesAndNewlines)) ?? 0
        try #require(planted > 10, "\(planting.stderr)")
        let outcome = try await bench.shell("scan \"$T/in.ndjson\" --scores all --csv \(style)")
        #expect(outcome.status == 4)
        expectHarmless(outcome)
        #expect(!outcome.stderr.contains("MARK"))
        for (name, bytes) in try bench.report {
            let text = String(decoding: bytes, as: UTF8.self)
            #expect(!text.contains("SECRET"), "\(name)")
            #expect(!text.contains("sig=") && !text.contains("https://"), "\(name)")
            #expect(!text.utf8.contains(0x1B) || (style == "data" && name.hasSuffix(".csv")), "\(name)")
        }
        let misplaced = try await bench.shell(
            """
            python3 -c "
            import csv, sys
            meant = {\(Self.columns.map { "'\($0)': {\($1.map { "'\($0)'" }.joined(separator: ","))}" }.joined(separator: ", "))}
            seen = 0
            for name, columns in meant.items():
                for row in csv.DictReader(open('$T/report/' + name, encoding='utf-8-sig', newline='')):
                    for column, value in row.items():
                        seen += 'MARK' in value
                        if 'MARK' in value and column not in columns: print(name, column, repr(value))
            print(seen > 20)"
            """)
        #expect(misplaced.stdout == "True\n", "\(misplaced.stdout)\(misplaced.stderr)")
    }

    @Test(arguments: ["policy check", "scan $T/in.ndjson --policy"])
    func `the shown lines of a refused policy hold no control characters`(command: String) async throws {
        let bench = try await Workbench()
        let policy =
            "policy: \"a\"\nversion: \"\u{1B}[31m\u{202E}\"\nrules: [{id: \"x\\e[31m\", signal: \"\u{202E}\u{2066}.b\", is: 3}]\n"
        try Data(policy.utf8).write(to: bench.scratch.url.appending(path: "policy.yaml"))
        let outcome = try await bench.shell("modaudit \(command) $T/policy.yaml")
        #expect(outcome.status == 78)
        expectHarmless(outcome)
    }
}
