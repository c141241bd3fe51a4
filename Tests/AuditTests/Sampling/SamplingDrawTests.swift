import Foundation
import Policies
import Reporting
import Responses
import Statistics
import TestSupport
import Testing

@testable import Audit

/// What is drawn from inputs (CONTRACT section 16).
@Suite struct SamplingDrawTests {
    private static let few: SampleSizes = {
        var sizes = SampleSizes()
        (sizes.flagged, sizes.near, sizes.clear, sizes.incomplete) = (7, 5, 21, 3)
        return sizes
    }()

    @Test func `the draw is the same for any order of the input, and any number of jobs`() async throws {
        let generations = SamplePlace.random(900, seed: 3)
        let place = try SamplePlace()
        try place.write(Array(generations[..<300]), to: "a.ndjson")
        try place.write(Array(generations[300...]), to: "b.ndjson")
        let expected = try await place.draw(sizes: Self.few)
        #expect(expected.ids("score", .flagged).count == 7 && expected.contents.summary.audited == 900)
        for (jobs, batchSize, partRoom) in [(1, 1, 1 << 20), (5, 3_000, 1), (3, 40_000, 1_000)] {
            let again = try await place.draw(
                place.request(jobs: jobs, batchSize: batchSize, partRoom: partRoom), sizes: Self.few)
            #expect(again.all == expected.all)
        }
        let other = try SamplePlace()
        try other.write(Array(generations.reversed()), to: "z.ndjson")
        #expect(try await other.draw(sizes: Self.few).all == expected.all)
    }

    @Test func `the generations with the smallest codes of each stratum are drawn`() async throws {
        let generations = SamplePlace.random(700, seed: 9)
        let place = try SamplePlace()
        try place.write(generations, to: "a.ndjson")
        let drawn = try await place.draw(place.request(batchSize: 5_000), sizes: Self.few)
        let draw = SampleDraw(seed: Array("2026-11-22".utf8))
        func stratum(_ s: Double?) -> Stratum {
            guard let s else { return .incomplete }
            return s >= 0.9
                ? .flagged : s >= 0.7 ? .near : s >= 0.35 ? .clearUpper : s > 0 ? .clearLower : .clearZero
        }
        let groups = Dictionary(grouping: generations) { stratum($0.s) }
        #expect(groups.count == 6)
        for (stratum, members) in groups {
            let open = members.filter { $0.r != 0.8 }
            let ids = open.compactMap(\.id).sorted {
                draw.code(.sample, rule: "score", .init(id: $0)).lexicographicallyPrecedes(
                    draw.code(.sample, rule: "score", .init(id: $1)))
            }
            let found = try #require(drawn["score", stratum])
            let size = [
                Stratum.flagged: 7, .near: 5, .incomplete: 3, .clearUpper: 11, .clearLower: 6, .clearZero: 4,
            ]
            #expect(drawn.ids("score", stratum) == Array(ids.prefix(size[stratum] ?? 0)), "\(stratum)")
            #expect(found.population == ids.count && found.asked == size[stratum])
            #expect(found.restricted == members.count - open.count && found.withoutID == open.count - ids.count)
        }
    }

    @Test func `a larger sample contains a smaller one`() async throws {
        let place = try SamplePlace()
        try place.write(SamplePlace.random(600, seed: 4), to: "a.ndjson")
        let small = try await place.draw(sizes: Self.few), large = try await place.draw()
        for rule in small.contents.rules {
            for stratum in rule.strata {
                let ids = small.ids(rule.rule.id, stratum.stratum)
                #expect(large.ids(rule.rule.id, stratum.stratum).starts(with: ids))
            }
        }
        #expect(large.contents.drawn > 2 * small.contents.drawn)
    }

    @Test func `the strata of each rule hold every audited generation`() async throws {
        let place = try SamplePlace(
            policy: String(decoding: Fixtures.bytes("policies/audit.yaml"), as: UTF8.self))
        let texts = Corpus(seed: 6, texts: 120).texts.map(\.compact)
        try place.write((texts + texts[..<60]).joined(separator: "\n"), to: "a.ndjson")
        let policy = place.request().policy
        let contents = try await place.sampling(rules: Array(policy.rules.indices)).contents()
        #expect(contents.summary.counts.duplicates > 30 && contents.summary.counts.revisions > 0)
        #expect(contents.contradiction == nil)
        for (rule, count) in zip(contents.rules, contents.summary.rules) {
            #expect(rule.strata.reduce(0) { $0 + $1.generations } == contents.summary.audited)
            let strata = Dictionary(uniqueKeysWithValues: rule.strata.map { ($0.stratum, $0.generations) })
            #expect(strata[.flagged] == count.flagged && strata[.near] == count.near)
            #expect(strata[.incomplete] == (rule.rule.missing == .flag ? 0 : count.missing))
        }
        // Of an ID with several outcomes, each revision is a generation of its own.
        #expect(
            contents.rules.contains {
                $0.strata.contains { $0.rows.contains { $0.generation.identity.revision == 2 } }
            })
    }

    private static let borders: [(Double?, Stratum)] = [
        (0.9, .flagged), (0.8999, .near), (0.7, .near), (0.6999, .clearUpper), (0.35, .clearUpper),
        (0.3499999, .clearLower), (1e-12, .clearLower), (0, .clearZero), (nil, .incomplete),
    ]

    @Test(arguments: borders)
    func `a border belongs to the stratum above it`(value: Double?, stratum: Stratum) async throws {
        let place = try SamplePlace()
        try place.write([.init(id: "gen_1", s: value, v: 0)], to: "a.json")
        let drawn = try await place.draw()
        #expect(drawn.ids("score", stratum) == ["gen_1"])
        #expect(drawn.contents.rules[0].strata.count { $0.population > 0 } == 1)
    }

    @Test func `a rule that is not one numeric test has one stratum of clear generations`() async throws {
        let place = try SamplePlace()
        try place.write(
            [
                .init(id: "a", s: 0.6, v: 0.6), .init(id: "b", s: 0.6, v: 0.1), .init(id: "c", s: 0, v: 0),
                .init(id: "d", s: 0.6, v: nil),
            ], to: "a.ndjson")
        let drawn = try await place.draw()
        #expect(drawn.contents.rules[1].strata.map(\.stratum) == [.flagged, .near, .incomplete, .clear])
        #expect(drawn.ids("both", .flagged) == ["a"])
        #expect(Set(drawn.ids("both", .clear)) == ["b", "c"])
        // The rule ends in missing, whatever its mode makes of that.
        #expect(drawn.ids("both", .incomplete) == ["d"])
    }

    @Test func `the value of a rule is that of its statistic, and the highest of several signals`() async throws
    {
        let place = try SamplePlace(
            policy: """
                policy: statistics
                rules:
                  - {id: frames, severity: low, why: "Is it?", signal: legal.*.score, statistic: count, frame_at: 0.5, flag_at: 4, near_at: 3}
                  - {id: verdict, severity: low, why: "Is it?", signal: legal.ip.verdict, is: true}
                """)
        func text(_ id: String, ip: [Double], face: [Double]) -> String {
            func frames(_ scores: [Double]) -> String {
                "[" + scores.map { #"{"l": 1, "p": \#($0), "v": false}"# }.joined(separator: ", ") + "]"
            }
            return #"{"id": "t_\#(id)", "status": "succeeded", "generations": [{"id": "\#(id)", "#
                + #""legal_classifier_result": {"#
                + #""ip": \#(frames(ip)), "face": \#(frames(face))}}]}"# + "\n"
        }
        // Half of `near_at` is 1.5 frames.
        try place.write(
            text("none", ip: [0.4, 0.4], face: [0.1]) + text("one", ip: [0.5, 0.4], face: [0.1])
                + text("two", ip: [0.4], face: [0.5, 0.9]) + text("three", ip: [0.5, 0.6, 0.7], face: [0.5])
                + text("four", ip: [0.5], face: [0.5, 0.5, 0.5, 0.5]), to: "a.ndjson")
        let drawn = try await place.draw()
        let found: [Stratum: String] = [
            .flagged: "four", .near: "three", .clearUpper: "two", .clearLower: "one", .clearZero: "none",
        ]
        for (stratum, id) in found { #expect(drawn.ids("frames", stratum) == [id], "\(stratum)") }
        let two = try #require(drawn["frames", .clearUpper]?.rows.first)
        #expect(two.signal == "legal.face.score" && two.value == .number(2))
        let clear = try #require(drawn["verdict", .clear])
        #expect(clear.population == 5 && clear.rows.allSatisfy { $0.signal == nil && $0.value == nil })
    }

    @Test func `a rule that flags what is missing has it among the flagged`() async throws {
        let place = try SamplePlace(
            policy: SamplePlace.policy.replacing("missing: ignore", with: "missing: flag"))
        try place.write([.init(id: "d", s: 0.6, v: nil)], to: "a.ndjson")
        #expect(try await place.draw().ids("both", .flagged) == ["d"])
    }

    @Test func `restricted generations and those without a sound id are counted and never drawn`() async throws
    {
        let place = try SamplePlace()
        let long = String(repeating: "x", count: 5_000)
        try place.write(
            [
                .init(id: "open", s: 0.95, v: 0), .init(id: "hidden", s: 0.95, v: 0, r: 0.5),
                .init(id: nil, s: 0.95, v: 0), .init(id: nil, s: 0.95, v: 0, r: 0.9),
                .init(id: long, s: 0.95, v: 0), .init(id: #"open\n2"#, s: 0.95, v: 0),
            ], to: "a.ndjson")
        let drawn = try await place.draw()
        let flagged = try #require(drawn["score", .flagged])
        #expect(drawn.ids("score", .flagged) == ["open"])
        #expect((flagged.population, flagged.restricted, flagged.withoutID) == (1, 2, 3))
        #expect(drawn.ids("both", .clear) == ["open"])
    }

    @Test func `a generation that is drawn for two rules has two questions`() async throws {
        let place = try SamplePlace()
        try place.write([.init(id: "gen_1", s: 0.95, v: 0.8)], to: "a.json")
        _ = try await place.sampling().write(to: place.path("sample"))
        let key = try place.rows(of: "key.csv")
        #expect(key.map { $0["rule_id"] } == ["score", "both"])
        #expect(key.map { $0["generation_id"] } == ["gen_1", "gen_1"])
        #expect(Set(key.map { $0["sample_key"] }).count == 2)
        #expect(
            key.map { $0["value"] } == ["0.95", "0.8"] && key.map { $0["band"] } == ["flagged", "flagged"])
        #expect(Set(key.map { $0["evidence_sha256"] }).count == 1)
    }
}
