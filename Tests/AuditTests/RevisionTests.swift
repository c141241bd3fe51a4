import Foundation
import Policies
import Reporting
import Responses
import Testing

@testable import Audit

/// A repeated generation is a duplicate, or a revision if the band of a rule differs (CONTRACT section 5).
@Suite struct RevisionTests {
    /// A task with a generation that the policy `audit` flags at a risk level of 2. It is near at 1, and incomplete
    /// without a risk level.
    private static func answer(_ id: String, _ risk: Int?, status: String = "succeeded") -> String {
        let level = risk.map { #", "risk_level": \#($0)"# } ?? ""
        let output = #", "output_moderation_result": {"type": "passed"\#(level)}"#
        return
            #"{"id": "task_\#(id)", "status": "\#(status)", "generations": [{"id": "gen_\#(id)"\#(output)}]}"#
    }

    @Test(
        arguments: [["pending", "final"], ["final", "pending"], ["pending", "final", "pending", "final"]],
        ["one text", "lines", "files"])
    func `a pending answer does not replace a final flagged answer`(order: [String], layout: String)
        async throws
    {
        let workplace = try Workplace()
        let texts = order.map {
            Self.answer("a", $0 == "final" ? 2 : nil, status: $0 == "final" ? "done" : "queued")
        }
        switch layout {
        case "one text": try workplace.write("[" + texts.joined(separator: ",") + "]", to: "a.json")
        case "lines": try workplace.write(texts.joined(separator: "\n"), to: "a.ndjson")
        default: for (index, text) in texts.enumerated() { try workplace.write(text, to: "\(index).json") }
        }
        let report = try await workplace.scan(batchSize: 50)
        let counts = report.summary.counts
        #expect(counts.flagged >= 1 && counts.revisions >= 1)
        #expect(counts.generations == order.count)
        let flagged = try report.generations.first { $0["decision"] as? String == "flagged" }
        #expect(flagged?["generation_id"] as? String == "gen_a")
        #expect(flagged?["revision"] as? Int == (order[0] == "final" ? nil : 2))
    }

    @Test func `revisions are numbered in input order and compared with the first answer`() async throws {
        let workplace = try Workplace()
        // The bands are flagged, incomplete, flagged, near, near and incomplete.
        let risks: [Int?] = [2, nil, 2, 1, 1, nil]
        try workplace.write(risks.map { Self.answer("a", $0) }.joined(separator: "\n"), to: "a.ndjson")
        let report = try await workplace.scan()
        #expect(report.summary.counts.duplicates == 1 && report.summary.counts.revisions == 4)
        #expect(try report.generations.map { $0["revision"] as? Int } == [nil, 3, 4, 2, 5])
        #expect(
            try report.rows(of: "generations.csv").map { $0["revision"] } == ["", "3", "4", "2", "5"])
    }

    @Test func `generations without an id are neither duplicates nor revisions`() async throws {
        let workplace = try Workplace()
        let texts = [#"{"id": "t", "generations": [{"width": 1}, {"id": 7}, {"id": 7}, {"width": 1}]}"#]
        try workplace.write(texts.joined(separator: "\n"), to: "a.ndjson")
        let counts = try await workplace.scan().summary.counts
        #expect(counts.generations == 4 && counts.duplicates == 0 && counts.revisions == 0)
    }

    /// Judges the corpus text by text and applies the contract's rule to the bands.
    @Test(arguments: [11, 12] as [UInt64], [1, 300, 4 << 20])
    func `duplicates and revisions are those of a reading of one text after another`(
        seed: UInt64, batchSize: Int
    ) async throws {
        let once = Corpus(seed: seed, texts: 150).texts.map(\.compact)
        let texts = once + once[20..<90]
        let workplace = try Workplace()
        try workplace.write(texts.joined(separator: "\n"), to: "all.ndjson")
        let report = try await workplace.scan(
            jobs: 3, batchSize: batchSize, partRoom: batchSize == 1 ? 1 : 20_000)
        var first: [String: [Band]] = [:], revisions: [String: Int] = [:]
        var duplicates: [String] = [], listed: [(order: Int, text: String)] = []
        for (id, bands, decision, order) in try Self.judged(texts) {
            var number = ""
            if let before = first[id] {
                if before == bands {
                    duplicates.append(id)
                    continue
                }
                revisions[id, default: 1] += 1
                number = "\(revisions[id] ?? 0)"
            } else {
                first[id] = bands
            }
            if decision != .clear { listed.append((order, "\(id) \(decision) \(number)")) }
        }
        #expect(!revisions.isEmpty && !duplicates.isEmpty)
        let rows = try report.generations.map { row in
            let number = (row["revision"] as? Int).map(String.init) ?? ""
            return "\(row["generation_id"] as? String ?? "") \(row["decision"] as? String ?? "") \(number)"
        }
        let groups = Dictionary(grouping: listed, by: \.order).sorted { $0.key < $1.key }
        #expect(rows == groups.flatMap { $0.value.map(\.text) })
        #expect(
            try report.rows(of: "unaudited.csv").filter { $0["kind"] == "duplicate" }.map {
                $0["generation_id"]
            }
                == duplicates)
        #expect(report.summary.counts.revisions == revisions.values.reduce(0) { $0 + $1 - 1 })
    }

    /// `order` is ascending by decision and then by severity.
    private static func judged(_ texts: [String]) throws -> [(
        id: String, bands: [Band], decision: Decision, order: Int
    )] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        let bytes = try [UInt8](Data(contentsOf: root.appending(path: "fixtures/policies/audit.yaml")))
        var evaluator = Evaluator(try PolicyFile.read(bytes, named: "audit.yaml"))
        var flattener = ResponseFlattener(), judgement = Judgement()
        var found: [(String, [Band], Decision, Int)] = []
        for text in texts {
            let padded = Array(text.utf8) + [UInt8](repeating: 0, count: 64)
            let isRead = unsafe padded.withUnsafeBytes { bytes in
                (try? unsafe flattener.flatten(UnsafeRawBufferPointer(rebasing: bytes.dropLast(64)))) != nil
            }
            guard isRead else { continue }
            for index in flattener.records.generations.indices {
                evaluator.judge(index, of: flattener.records, signals: flattener.signals, into: &judgement)
                guard let id = flattener.records.generations[index].id else { continue }
                let severity = judgement.top.map {
                    evaluator.policy.rules[judgement.findings[$0].rule].severity.rank
                }
                let decision = judgement.decision == .flagged ? 0 : judgement.decision == .near ? 1 : 2
                found.append(
                    (String(id), judgement.ruleBands, judgement.decision, 10 * decision - (severity ?? 0)))
            }
        }
        return found
    }
}
