import Foundation
import Reporting
import Responses
import TestSupport
import Testing

@testable import Audit

/// The changes since the previous report (CONTRACT section 13).
@Suite struct ComparisonTests {
    private let nights: Nights

    init() throws { nights = try Nights() }

    private func answer(_ id: String, ip: Double? = nil, face: Double? = nil, sexual: Double = 0, link: Int = 0)
        -> String
    {
        Nights.answer(id, ip: ip, face: face, sexual: sexual, link: link)
    }

    @Test func `the same input twice has no changes`() async throws {
        let texts = [answer("a", ip: 0.95), answer("b", ip: 0.6), answer("c", ip: 0.1)]
        try await nights.scan("01", texts)
        let second = try await nights.scan("02", after: "01", texts)
        #expect(try second.rows.isEmpty && second.changes[.same] == 2)
        #expect(try second.listed == ["gen_a same 01", "gen_b same 01"])
        #expect(try !second.changes.isFailing)
    }

    @Test func `new links of the same tasks are not a change`() async throws {
        try await nights.scan("01", [answer("a", ip: 0.95, link: 1)])
        let second = try await nights.scan("02", after: "01", [answer("a", ip: 0.95, link: 2)])
        #expect(try second.rows.isEmpty && second.changes[.same] == 1)
    }

    @Test func `without a previous report, every generation with an id is new`() async throws {
        let night = try await nights.scan(
            "01", after: "", [answer("a", ip: 0.95), answer("b", ip: 0.6), Self.nameless(0.95)])
        #expect(try night.news == ["new a unknown", "new b unknown"])
        #expect(try night.changes.previous == nil && night.changes.unmatched == 1 && night.changes.isFailing)
        #expect(try night.listed == ["gen_a new 01", "- - ", "gen_b new 01"])
        let json = try String(decoding: #require(night.files["summary.json"]), as: UTF8.self)
        #expect(json.contains(#""previous": null"#))
    }

    @Test func `a run without a previous report has no comparison`() async throws {
        let night = try await nights.scan("01", [answer("a", ip: 0.95)])
        #expect(night.summary.changes == nil && night.files["changes.csv"] == nil)
        let json = try String(decoding: #require(night.files["summary.json"]), as: UTF8.self)
        #expect(!json.contains("\"changes\"") && !json.contains("\"previous\""))
        let page = try String(decoding: #require(night.files["report.html"]), as: UTF8.self)
        #expect(!page.contains("What is new"))
    }

    @Test func `each change is in order and has its cause`() async throws {
        try await nights.scan(
            "01",
            [
                answer("a", ip: 0.6), answer("b", ip: 0.95), answer("c", ip: 0.95, face: 0.95),
                answer("d", ip: 0.95), answer("e", ip: 0.95), answer("f", ip: 0.95), answer("g", ip: 0.95),
            ])
        let second = try await nights.scan(
            "02", after: "01",
            [
                // The input order differs from the order of the changes.
                answer("f", ip: 0.1), answer("e", ip: 0.95, sexual: 0.3), answer("d", ip: 0.95),
                answer("c", ip: 0.95), answer("b", ip: 0.95, face: 0.99), answer("a", ip: 0.97),
                answer("h", face: 0.7), answer("i", ip: 0.1),
            ])
        // Within a change, the order is that of generations.csv.
        let order = try second.listed.map { $0.prefix(5) }
        let expected = [
            "new h input", "worse b input", "worse a input", "changed e input", "better c input",
            "cleared f input",
            "not_seen g input",
        ]
        #expect(
            try Set(second.news) == Set(expected)
                && second.news.map { $0.prefix { $0 != " " } } == expected.map { $0.prefix { $0 != " " } })
        let worse = try second.news.filter { $0.hasPrefix("worse") }.map { "gen_" + $0.dropFirst(6).prefix(1) }
        #expect(worse == order.map(String.init).filter(worse.contains))
        let rows = try Dictionary(uniqueKeysWithValues: second.rows.map { ($0["generation_id"] ?? "", $0) })
        #expect(rows["gen_b"]?["rules_gained"] == "face" && rows["gen_c"]?["rules_lost"] == "face")
        #expect(rows["gen_f"]?["decision"] == "clear" && rows["gen_f"]?["was_decision"] == "flagged")
        #expect(rows["gen_g"]?["decision"] == "" && rows["gen_g"]?["first_listed"] == "2026-11-01T00:00:00Z")
        #expect(rows["gen_h"]?["first_listed"] == "2026-11-02T00:00:00Z" && rows["gen_h"]?["was_source"] == "")
        #expect(rows["gen_a"]?["top_value"] == "0.97" && rows["gen_a"]?["was_top_value"] == "0.6")
        #expect(rows["gen_e"]?["evidence"] == "changed")
        // The generation is flagged and worse, which meets `--fail-on new`.
        #expect(try second.changes.isFailing && second.changes.flaggedNews == 2)
    }

    @Test func `the time of the first listing is kept over several nights`() async throws {
        try await nights.scan("01", after: "", [answer("a", ip: 0.95)])
        try await nights.scan("02", after: "01", [answer("a", ip: 0.95), answer("b", ip: 0.6)])
        let third = try await nights.scan("03", after: "02", [answer("a", ip: 0.6), answer("b", ip: 0.6)])
        #expect(try third.listed == ["gen_a better 01", "gen_b same 02"])
        // A report without a comparison has no time of the first listing, so its own time counts.
        try await nights.scan("04", [answer("a", ip: 0.6)])
        #expect(try await nights.scan("05", after: "04", [answer("a", ip: 0.6)]).listed == ["gen_a same 04"])
    }

    @Test func `half of the input is not seen, and a rejected task is not seen either`() async throws {
        try await nights.scan("01", [answer("a", ip: 0.95), answer("b", ip: 0.95), answer("c", ip: 0.95)])
        let rejected =
            #"{"id":"task_b","status":"failed","failure_reason":"moderation_blocked","generations":[]}"#
        let second = try await nights.scan("02", after: "01", [answer("a", ip: 0.95), rejected])
        #expect(try second.news == ["not_seen b input", "not_seen c input"])
        #expect(second.summary.unaudited[.rejected] == 1)
    }

    @Test func `generations without an id are never compared`() async throws {
        let texts = [Self.nameless(0.95), Self.nameless(0.95), answer("a", ip: 0.6)]
        try await nights.scan("01", texts)
        let second = try await nights.scan("02", after: "01", texts)
        let changes = try second.changes
        #expect(try second.rows.isEmpty)
        #expect(changes.unmatched == 2 && changes.unmatchedBefore == 2 && changes.matchedBefore == 1)
        // The rows are unchanged.
        #expect(try second.listed.filter { $0 == "- - " }.count == 2)
    }

    @Test func `a revision is compared with the same number, otherwise with the worst one`() async throws {
        let revisions = [answer("a", ip: 0.6), answer("a", ip: 0.95), answer("a", face: 0.95)]
        try await nights.scan("01", revisions)
        let same = try await nights.scan("02", after: "01", revisions)
        #expect(try same.rows.isEmpty && same.changes[.same] == 3)
        // The input has only the final answer, which is now the first one. The first one was near.
        let first = try await nights.scan("03", after: "01", [answer("a", face: 0.95)])
        #expect(try first.news == ["worse a input"])
        #expect(try first.changes.matchedBefore == 1 && first.changes.unmatchedBefore == 2)
        // There is no fourth revision in the previous report. A rule of high severity flagged the worst one.
        let fourth = try await nights.scan("04", after: "01", revisions + [answer("a", ip: 0.6, face: 0.95)])
        #expect(try fourth.changes[.same] == 3 && fourth.news == ["better a input"])
    }

    @Test func `repeated ids are compared if duplicates are allowed`() async throws {
        let texts = [
            answer("a", ip: 0.95), answer("a", ip: 0.95), answer("b", ip: 0.95), answer("c", ip: 0.95),
        ]
        try await nights.scan("01", texts, allowsDuplicates: true)
        let second = try await nights.scan(
            "02", after: "01", [answer("a", ip: 0.95), answer("a", ip: 0.95), answer("b", ip: 0.1)],
            allowsDuplicates: true)
        #expect(try second.news == ["cleared b input", "not_seen c input"])
        let changes = try second.changes
        #expect(changes[.same] == 2 && changes.matchedBefore == 1 && changes.unmatchedBefore == 1)
    }

    @Test func `the report has the same bytes for any number of jobs and any part`() async throws {
        let before = (0..<40).map { answer("\($0)", ip: Double($0 % 10) / 10 + 0.05) }
        let now = (10..<50).map { answer("\($0)", ip: Double($0 % 7) / 7, face: Double($0 % 3) / 2) }
        try await nights.scan("01", before)
        let expected = try await nights.scan("02", after: "01", now, jobs: 1)
        for (jobs, room) in [(2, 1), (5, 2_000), (3, 32 << 20)] {
            let night = try await nights.scan("02", after: "01", now, jobs: jobs, partRoom: room)
            for (name, bytes) in expected.files {
                #expect(night.files[name] == bytes, "\(name) with \(jobs) jobs")
            }
        }
    }

    @Test func `signals vanish and appear only in many generations`() async throws {
        let faces = (0..<30).map { answer("\($0)", face: 0.1) }
        let ips = (0..<30).map { answer("\($0)", ip: 0.1) }
        try await nights.scan("01", faces)
        let second = try await nights.scan("02", after: "01", ips)
        // A classifier has two signals: score and verdict.
        #expect(
            try second.changes.signalChanges.map { "\($0.kind) \($0.signal) \($0.wasPresent) \($0.present)" }
                == [
                    "vanished legal.face.score 30 0", "vanished legal.face.verdict 30 0",
                    "appeared legal.ip.score 0 30",
                    "appeared legal.ip.verdict 0 30",
                ])
        #expect(
            try second.changes.warnings.first == "legal.face.score was in 30 generations and is in none now")
        let few = try await nights.scan("03", after: "01", Array(ips.prefix(29)))
        #expect(try few.changes.signalChanges.isEmpty)
        try await nights.scan("04", Array(faces.prefix(29)))
        let grown = try await nights.scan("05", after: "04", ips)
        #expect(try grown.changes.signalChanges.isEmpty)
    }

    @Test func `signals with names in two forms of a letter are two signals`() async throws {
        func answers(_ name: String) -> [String] {
            (0..<30).map { answer("\($0)", face: 0.1).replacing("\"face\"", with: "\"\(name)\"") }
        }
        try await nights.scan("01", answers("caf\u{E9}"))
        let second = try await nights.scan("02", after: "01", answers("cafe\u{301}"))
        let changes = try second.changes.signalChanges.filter { $0.signal.hasSuffix(".score") }
        #expect(
            changes.map { "\($0.kind) \($0.signal.unicodeScalars.count)" } == ["appeared 17", "vanished 16"])
    }

    @Test func `brief rows are compared, and a row with a long id is not`() async throws {
        // The text has so many rows that they are brief.
        let long = String(repeating: "x", count: 129), fits = String(repeating: "y", count: 124)
        func list(_ ip: Double) -> String {
            let many = (0..<4_000).map { Nights.generation("\"id\":\"gen_\($0)\",", ip, nil, 0, 0) }
            let last = [long, "gen_" + fits].map { Nights.generation("\"id\":\"\($0)\",", ip, nil, 0, 0) }
            return
                "{\"id\":\"t\",\"status\":\"succeeded\",\"generations\":[\((many + last).joined(separator: ","))]}"
        }
        let first = try await nights.scan("01", after: "", [list(0.95)])
        let json = try String(decoding: #require(first.files["generations.json"]), as: UTF8.self)
        let members = #""change":"new","first_listed":"2026-11-01T00:00:00Z","disposition":null,"why""#
        #expect(json.contains(members))
        #expect(json.split(separator: "\n").contains { $0.hasPrefix("{") && !$0.contains("\"findings\"") })
        #expect(try first.changes[.new] == 4_001 && first.changes.unmatched == 1)
        let same = try await nights.scan("02", after: "01", [list(0.95)])
        #expect(try same.changes[.same] == 4_001 && same.rows.isEmpty)
        let worse = try await nights.scan("03", after: "01", [list(0.6)])
        #expect(
            try worse.changes[.better] == 4_001 && worse.changes.unmatched == 1
                && worse.changes.unmatchedBefore == 1)
        let run = try await Command.run(
            "python3",
            ["Tests/Oracle/changes.py", nights.path("01"), nights.path("03"), nights.path("input-03")])
        #expect(run.status == 0, "\(run.stdout.prefix(1_000))\(run.stderr.suffix(1_000))")
    }

    private static func nameless(_ ip: Double) -> String {
        #"{"id":"task_x","status":"succeeded","generations":[\#(Nights.generation("", ip, nil, 0, 0))]}"#
    }
}
