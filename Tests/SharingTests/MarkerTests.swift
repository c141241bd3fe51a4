import Foundation
import TestSupport
import Testing

@testable import Sharing

/// A marker in every text of a response, in names of files and in every text of a policy. A copy contains the markers
/// that its profile keeps, and no other ones.
@Suite struct MarkerTests {
    /// Python code that puts a different marker into every text and every open key of two answers and prints the
    /// position of each.
    private static let plant = #"""
        import json, os
        OPEN = ("legal_classifier_result", "filter_results", "metadata", "global")
        FIXED = ("created_at", "code", "status")
        places = {}
        def mark(place):
            marker = f"MARK{len(places):05d}X"
            places[marker] = place
            return marker
        def planted(value, place):
            last = place.rsplit("/", 1)[-1]
            if isinstance(value, dict):
                return {(key + " " + mark(place + "/" + key + "#") if last in OPEN else key):
                        planted(inner, place + "/" + key) for key, inner in value.items()}
            if isinstance(value, list):
                return [planted(inner, place + "/" + str(index)) for index, inner in enumerate(value)]
            if isinstance(value, str) and last not in FIXED:
                return ("https://x.example/" if "://" in value else "") + mark(place)
            return value
        answer = json.load(open("fixtures/sora-task-documented.json"))
        generation = answer["data"]["data"]["generations"][0]
        generation["unknown_" + mark("unknown#") + "_moderation_result"] = {"x": mark("unknown")}
        generation["width"] = mark("defect")
        texts = [planted(answer, "")]
        failed = json.loads(json.dumps(texts[0]))
        failed["data"]["status"], failed["data"]["data"] = "FAILURE", None
        failed["data"]["task_id"], failed["data"]["fail_reason"] = mark("failed/task_id"), mark("failed/reason")
        odd = json.loads(json.dumps(texts[0]).replace("MARK", "MARK9"))
        odd["data"]["data"]["created_at"] = odd["data"]["data"]["generations"][0]["created_at"] = "MARK-TIME"
        texts += [failed, odd, json.loads(json.dumps(texts[0]))]
        folder = os.environ["T"] + "/in/MARKFOLDER"
        os.makedirs(folder)
        with open(folder + "/MARKFILE.ndjson", "w") as file:
            for text in texts: file.write(json.dumps(text) + "\n")
            file.write('{"prompt": "MARKBROKEN\n')
        open(folder + "/MARKSKIPPED.txt", "w").write("x")
        open(folder + "/MARKEMPTY.json", "w")
        open(os.environ["T"] + "/policy.yaml", "w").write("""
        # MARKCOMMENT
        policy: ours
        version: "1"
        rules:
          - {id: listed, severity: high, why: MARKWHY, signal: output.type, not_in: [MARKLISTED]}
          - {id: all-scores, severity: low, why: MARKWHY, signal: "legal.*.score", flag_at: 0.123456, near_at: 0.0987654, missing: ignore}
          - {id: lacking, severity: low, signal: legal.nothing.score, flag_at: 0.5}
        """.replace("\n        ", "\n"))
        print(json.dumps(places))
        """#

    /// Markers for more than one place, with their sources.
    private static let others = [
        "MARKFOLDER", "MARKFILE", "MARKSKIPPED", "MARKEMPTY", "MARKBROKEN", "MARKCOMMENT", "MARKWHY",
        "MARKLISTED",
        "MARK-TIME", "0.123456", "0.0987654",
    ]

    /// A report of two answers with markers, and the place of each marker in them.
    static func bench(_ options: [String]) async throws -> (bench: Bench, markers: [String: String]) {
        let bench = try await Bench(input: "fixtures/envelopes/relay.json")
        try bench.scratch.write(plant, to: "plant.py")
        let planting = try await Command.run(
            "python3", [bench.scratch.file("plant.py")], scratch: bench.scratch)
        let places = try #require(
            JSONSerialization.jsonObject(with: Data(planting.stdout.utf8)) as? [String: String],
            "\(planting.stderr)")
        let scan = try await Command.run(
            "modaudit",
            [
                "scan", bench.scratch.file("in"), "--policy", bench.scratch.file("policy.yaml"), "--scores",
                "all",
                "--link", "https://console.example/MARKLINK/{generation_id}", "--output",
                bench.scratch.file("report"),
            ] + options, scratch: bench.scratch)
        try #require(scan.status == 4, "\(scan.stderr)")
        return (bench, places)
    }

    @Test(arguments: Bench.profiles, ["excel", "data"])
    func `the copy contains nothing that the profile drops`(name: String, style: String) async throws {
        let (bench, places) = try await Self.bench(["--csv", style])
        let outcome = try await bench.share(name)
        #expect(outcome.status == 0, "\(outcome.stderr)")
        let profile = try #require(BuiltInProfile(rawValue: name)).profile()
        let report = try bench.scratch.contents(of: "report")
        let copy = try bench.scratch.contents(of: "copy")
        let markers = Set(places.keys).union(places.keys.map { $0.replacing("MARK", with: "MARK9") }).union(
            Self.others
        )
        .union(["MARKLINK"])
        // The allowed markers are those in cells that the profile keeps.
        var kept: Set<String> = []
        for table in ["generations", "findings", "unaudited", "scores"] where copy["\(table).csv"] != nil {
            for row in try bench.rows(table, of: "report") {
                for (column, cell) in row where profile.action(for: column, in: table) == .keep {
                    kept.formUnion(Self.found(markers, in: cell))
                }
            }
        }
        if profile.thresholds == .keep {
            kept.formUnion(["MARKCOMMENT", "MARKWHY", "MARKLISTED", "0.123456", "0.0987654"])
        }
        if profile.inputs == .keep { kept.formUnion(["MARKFOLDER", "MARKFILE", "MARKSKIPPED", "MARKEMPTY"]) }
        if profile.keepsAll { kept.formUnion(markers) }
        // Every profile keeps names of categories, filters and classifiers.
        let named = Set(places.filter { $0.value.hasSuffix("#") && !$0.value.hasPrefix("unknown") }.keys)
        kept.formUnion(named.union(named.map { $0.replacing("MARK", with: "MARK9") }))
        for (file, bytes) in copy {
            let text = String(decoding: bytes, as: UTF8.self) + file
            #expect(Self.found(markers, in: text).subtracting(kept).sorted() == [], "\(name)/\(file)")
            if name != "internal" { #expect(!text.contains("://"), "\(name)/\(file)") }
        }
        try expectMeaningful(markers, kept, report, profile.name)
    }

    /// Checks that the markers of personal texts and names are in the report and are not allowed outside.
    private func expectMeaningful(
        _ markers: Set<String>, _ kept: Set<String>, _ report: [String: Data], _ profile: String
    ) throws {
        let text = report.values.map { String(decoding: $0, as: UTF8.self) }.joined()
        let inReport = Self.found(markers, in: text)
        #expect(inReport.count > 40)
        #expect(
            inReport.isSuperset(of: [
                "MARKFILE", "MARKSKIPPED", "MARKWHY", "MARKLISTED", "MARK-TIME", "MARKLINK",
            ]))
        let left = inReport.subtracting(kept)
        if profile == "internal" {
            #expect(left.isEmpty, "\(left)")
        } else {
            #expect(left.count > 12, "\(left)")
        }
    }

    private static func found(_ markers: Set<String>, in text: String) -> Set<String> {
        var found: Set<String> = []
        for match in text.matches(of: #/MARK[0-9]+X|MARK[-A-Z]+[A-Z]|0\.[0-9]{6,7}/#) {
            found.insert(String(match.0))
        }
        return found.intersection(markers)
    }
}
