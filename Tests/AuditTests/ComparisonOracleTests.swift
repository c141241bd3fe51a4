import Foundation
import Reporting
import TestSupport
import Testing

@testable import Audit

/// Checks the comparison with `Tests/Oracle/changes.py`, an independent implementation of CONTRACT section 13.
@Suite struct ComparisonOracleTests {
    private func oracle(_ arguments: String...) async throws -> Command.Outcome {
        try await Command.run("python3", ["Tests/Oracle/changes.py"] + arguments, seconds: 120)
    }

    private static let policies = [
        Nights.policy,
        Nights.policy.replacing("legal.ip.score, flag_at: 0.9", with: "legal.ip.score, flag_at: 0.95")
            .replacing("missing: ignore", with: "missing: incomplete"),
        Nights.policy.replacing("id: face, severity: medium", with: "id: faces, severity: critical"),
    ]

    /// Random answers with repeated IDs and other scores, no IDs, or missing classifiers.
    private func texts(_ random: inout SeededGenerator) -> [String] {
        let scores: [Double?] = [nil, 0.1, 0.5, 0.6, 0.9, 0.92, 0.95, 0.99]
        return (0..<Int.random(in: 40...60, using: &random)).map { _ in
            let id = Int.random(in: 0..<40, using: &random)
            let ip = scores.randomElement(using: &random) ?? nil,
                face = scores.randomElement(using: &random) ?? nil
            if id == 0 {
                return #"{"id":"t","generations":[\#(Nights.generation("", ip, face, 0, 0))]}"#
            }
            return Nights.answer(
                "\(id)", ip: ip, face: face, sexual: Bool.random(using: &random) ? 0.1 : 0.2,
                link: Int.random(in: 0..<3, using: &random))
        }
    }

    @Test(arguments: 1...6)
    func `program and oracle agree on random reports`(seed: UInt64) async throws {
        var random = SeededGenerator(seed: seed)
        let nights = try Nights()
        var texts = texts(&random), before = ""
        for night in ["01", "02", "03"] {
            let policy = try #require(Self.policies.randomElement(using: &random))
            let allows = Int.random(in: 0..<4, using: &random) == 0
            try await nights.scan(
                night, after: before, texts, policy: policy, csv: seed % 2 == 0 ? .excel : .data,
                allowsDuplicates: allows)
            let run = try await oracle(
                before.isEmpty ? "-" : nights.path(before), nights.path(night), nights.path("input-\(night)"))
            #expect(run.status == 0, "\(run.stdout.prefix(2_000))\(run.stderr)")
            if !before.isEmpty { try await checkDiff(nights, before, night) }
            // The second input has most answers of the first one.
            texts =
                texts.filter { _ in Int.random(in: 0..<10, using: &random) < 8 } + self.texts(&random).prefix(8)
            before = night
        }
    }

    /// `modaudit diff` writes the same rows, except for those that are not listed now.
    private func checkDiff(_ nights: Nights, _ old: String, _ new: String) async throws {
        let table = nights.path("diff.csv")
        let diff = try await Command.modaudit(
            "diff", nights.path(old), nights.path(new), "--csv", "data", "-o", table)
        #expect(diff.status == 0, "\(diff.stderr)")
        let run = try await oracle(nights.path(old), nights.path(new), "--diff", table)
        #expect(run.status == 0, "\(run.stdout.prefix(2_000))\(run.stderr)")
        func rows(_ name: String) throws -> [String] {
            // A row ends in the location of its text, which is not in any prompt.
            try nights.folder.text(name).components(separatedBy: "\r\n")
        }
        let listed: (String) -> Bool = { row in
            !["gone", "cleared", "not_seen"].contains { row.hasPrefix("\"\($0)\"") }
        }
        let isData = try nights.folder.text("\(new)/changes.csv").hasPrefix("\"")
        if isData { #expect(try rows("diff.csv").filter(listed) == rows("\(new)/changes.csv").filter(listed)) }
    }

    /// Checks that the oracle finds a wrong row.
    @Test func `the oracle finds a fault`() async throws {
        let nights = try Nights()
        try await nights.scan("01", [Nights.answer("a", ip: 0.6)])
        try await nights.scan("02", after: "01", [Nights.answer("a", ip: 0.95)])
        let sound = try nights.folder.text("02/changes.csv")
        for (old, new) in [("\"worse\"", "\"better\""), ("\"input\"", "\"policy\""), ("0.95", "0.96")] {
            try nights.folder.write(sound.replacing(old, with: new), to: "02/changes.csv")
            let run = try await oracle(nights.path("01"), nights.path("02"), nights.path("input-02"))
            #expect(run.status == 1 && run.stdout.contains("the oracle says"), "\(run.stderr)")
        }
    }
}
