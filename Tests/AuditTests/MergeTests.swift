import Digests
import Foundation
import Policies
import Reporting
import TestSupport
import Testing

@testable import Audit

/// A merge of parts is the report of one scan of all inputs (CONTRACT section 17).
@Suite struct MergeTests {
    /// Files of random answers. Some of their generations repeat others of any file, some have no id, and some answers are
    /// superseded by one of another file.
    private static func cluster(seed: UInt64, files count: Int = 36) throws -> Cluster {
        var cluster = try Cluster()
        let texts = Corpus(seed: seed, texts: 120).texts.map(\.compact)
        var files = [[String]](repeating: [], count: count)
        for (index, text) in (texts + texts[20..<70]).enumerated() { files[index % count].append(text) }
        for index in 0..<count / 2 {
            let pending = #"{"id": "late_\#(index)", "status": "queued", "generations": []}"#
            let final = Nights.answer("late_\(index)", ip: 0.95)
                .replacing("task_late", with: "late")
            files[index].append(index % 2 == 0 ? pending : final)
            files[count - 1 - index].append(index % 2 == 0 ? final : pending)
            files[index].append(#"{"id": "t", "generations": [{"width": 1}, {"id": 7}]}"#)
        }
        for file in files { try cluster.add(file.joined(separator: "\n") + "\n", compresses: true) }
        return cluster
    }

    private static let styles = [
        ReportStyle(), ReportStyle(scores: .all, csv: .data, delimiter: .tab),
        ReportStyle(
            scores: .hits, csv: .excel, delimiter: .semicolon,
            link: try? LinkTemplate("https://console.example/{task_id}/{generation_id}")),
    ]

    @Test(arguments: [1, 5, 32], [0, 1, 2])
    func `a merge has the bytes of one scan for any cut and style`(parts count: Int, style: Int) async throws {
        let seed = UInt64(100 * count + style)
        var cluster = try Self.cluster(seed: seed)
        cluster.style = Self.styles[style]
        cluster.digestsInputs = style == 1
        let expected = try await cluster.scan()
        let parts = try await cluster.scan(parts: cluster.cut(into: count, seed: seed))
        if count == 32 {
            #expect(parts.lists.duplicates > 0 && parts.lists.revisions > 0)
            let summary = String(decoding: try #require(expected["summary.json"]), as: UTF8.self)
            #expect(try #require(summary.firstMatch(of: #/"superseded": ([0-9]+)/#)).1 != "0")
        }
        Cluster.expectSame(try cluster.merge(parts), expected, "\(count) parts")
    }

    @Test func `without ids, nothing is a repeat and nothing is superseded`() async throws {
        var cluster = try Self.cluster(seed: 5)
        cluster.allowsDuplicates = true
        let parts = try await cluster.scan(parts: cluster.cut(into: 6, seed: 5))
        Cluster.expectSame(try cluster.merge(parts), try await cluster.scan(), "6 parts")
    }

    @Test(arguments: [3, 9])
    func `a merge compares with the report before as a scan does`(parts count: Int) async throws {
        var cluster = try Cluster()
        // The input of the report before. Some of its generations are not seen again, cleared, worse or the same now.
        for file in 0..<6 {
            let scores = [0.95, 0.3, 0.6, 0.97]
            try cluster.add(
                (0..<12).map { Nights.answer("\(file)_\($0)", ip: scores[$0 % 4]) }.joined(separator: "\n")
                    + "\n")
        }
        cluster.policy = try PolicyFile.read(Array(Nights.policy.utf8), named: "p.yaml")
        _ = try await cluster.scan("before")
        var now = try Cluster()
        now.policy = cluster.policy
        for file in 1..<10 {
            let scores = [0.95, 0.96, 0.2, 0.6]
            try now.add(
                (0..<11).map { Nights.answer("\(file)_\($0)", ip: scores[($0 + file) % 4]) }
                    .joined(separator: "\n") + "\n")
        }
        let parts = try await now.scan(parts: now.cut(into: count, seed: 3))
        for previous in [ScanRequest.Baseline.report(cluster.folder.file("before")), .empty] {
            let expected = try await now.scan(previous: previous)
            let changes = String(decoding: try #require(expected["changes.csv"]), as: UTF8.self)
            if case .report = previous {
                for change in ["new", "worse", "cleared", "not_seen"] {
                    #expect(changes.contains("\n\"\(change)\""))
                }
            }
            Cluster.expectSame(try now.merge(parts, previous: previous), expected, "\(count) parts")
        }
    }

    /// More paths, signals and labels than their lists hold, and more cards and disagreements than the page.
    @Test func `lists that are cut are those of one scan`() async throws {
        var cluster = try Cluster()
        cluster.batchSize = 1 << 20
        for file in 0..<8 {
            let lines = (0..<350).map { line in
                let number = (file * 350 + line) * 7919 % 2_801
                let frames = (0..<5).map {
                    #"{"l":\#((number * 5 + $0) * 3),"p":0.\#(1 + number % 9),"v":\#(number % 5 == 0)}"#
                }
                let scores = (0..<5).map { #""C\#((number * 5 + $0) % 13_000)":0.\#(number % 10)"# }
                return
                    #"{"id":"t\#(number)","generations":[{"id":"g\#(number)","legal_classifier_result":{"ip":[\#(frames.joined(separator: ","))]},"output_moderation_result":{"type":"passed","x\#(number)":1,"filter_results":{"moderation_api":{"type":"passed","metadata":{"global":{\#(scores.joined(separator: ","))}}}}}}]}"#
            }
            try cluster.add(lines.joined(separator: "\n") + "\n")
        }
        cluster.policy = try PolicyFile.read(
            Array(
                "policy: p\nversion: 1\nmissing: ignore\nrules:\n  - {id: ip, signal: legal.ip.score, flag_at: 0.2}\n"
                    .utf8),
            named: "p.yaml")
        let expected = try await cluster.scan()
        let summary = String(decoding: try #require(expected["summary.json"]), as: UTF8.self)
        for list in ["signals_omitted", "unrecognised_omitted"] {
            #expect(!summary.contains("\"\(list)\": 0,"), "\(list)")
        }
        for cut in [3, 8] {
            let parts = try await cluster.scan(parts: cluster.cut(into: cut, seed: 1))
            Cluster.expectSame(try cluster.merge(parts), expected, "\(cut) parts")
        }
    }

    @Test func `a merge without the needed skip lists gives no report`() async throws {
        let cluster = try Self.cluster(seed: 8), cut = cluster.cut(into: 4, seed: 8)
        let parts = try await cluster.scan(parts: cut)
        #expect(parts.lists.duplicates > 0)
        for (index, part) in cut.enumerated() { try await cluster.write(part, index + 1, of: cut.count) }
        #expect(throws: ScanError.self) { try cluster.merge(parts) }
        #expect(try !cluster.folder.names().contains("merged"))
        do { _ = try cluster.merge(parts) } catch {
            #expect("\(error)".contains("scan the parts that have a skip list again"))
        }
    }

    @Test func `a part has the same bytes on every attempt and for any number of jobs`() async throws {
        let cluster = try Self.cluster(seed: 9)
        let path = try await cluster.write(cluster.inputs[...], 1, of: 1, jobs: 1)
        let name = "part-1", part = try cluster.folder.bytes(name),
            keys = try cluster.folder.bytes(name + ".keys")
        for jobs in [1, 2, 5] {
            #expect(try await cluster.write(cluster.inputs[...], 1, of: 1, jobs: jobs) == path)
            #expect(try cluster.folder.bytes(name) == part && cluster.folder.bytes(name + ".keys") == keys)
        }
        #expect(try cluster.folder.names().sorted() == ["input", name, name + ".keys"])
    }

    @Test func `the keys are the first half of the SHA-256 of each id, and zeros without one`() async throws {
        var cluster = try Cluster()
        let generations = #"[{"id":"gen_a"},{"width":1},{"id":"gen_b"},{"id":"gen_a"}]"#
        try cluster.add(#"{"id":"t","generations":\#(generations)}"#)
        try await cluster.write(cluster.inputs[...], 1, of: 1)
        let keys = try cluster.folder.bytes("part-1.keys")
        let entries = (0..<4).map { Array(keys[24 * $0..<24 * $0 + 24]) }
        #expect(keys.count == 96)
        func hex(_ bytes: some Sequence<UInt8>) -> String {
            bytes.map { String(format: "%02x", $0) }.joined()
        }
        #expect(hex(entries[0].prefix(16)) == SHA256Digest.hex(of: Array("gen_a".utf8)).prefix(32))
        #expect(hex(entries[2].prefix(16)) == SHA256Digest.hex(of: Array("gen_b".utf8)).prefix(32))
        #expect(entries[1] == [UInt8](repeating: 0, count: 24))
        #expect(entries[3] == entries[0])
    }
}
