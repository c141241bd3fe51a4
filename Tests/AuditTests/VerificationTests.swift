import Digests
import Foundation
import Policies
import TestSupport
import Testing

@testable import Audit

@Suite struct VerificationTests {
    /// A copy of the sample responses and a report of them.
    private struct Case {
        let folder: TemporaryFolder

        init() throws {
            folder = try TemporaryFolder()
            try FileManager.default.copyItem(atPath: Fixtures.path("responses"), toPath: input)
        }

        var path: String { folder.path }
        var input: String { path + "/responses" }

        func scan(_ name: String, asOf: Int64 = 0, previous: String? = nil) async throws {
            let request = ScanRequest(
                inputs: [input], policy: try Baseline.policy(), output: "\(path)/\(name)", asOf: asOf,
                toolVersion: "1.0", previous: previous.map { .report("\(path)/\($0)") })
            _ = try await Scan(request).run()
        }

        func verify(_ names: [String], policy: String? = nil, inputs: Bool = false) throws -> [Verification
            .Report]
        {
            try Verification(
                folders: names.map { "\(path)/\($0)" }, policySHA256: policy, inputs: inputs ? [input] : []
            ).run()
        }

        func edit(_ name: String, _ change: (inout String) -> Void) throws {
            var text = try folder.text(name)
            change(&text)
            try folder.write(text, to: name)
        }
    }

    private func outcome(_ reports: [Verification.Report], _ guarantee: Verification.Guarantee) -> Verification
        .Outcome?
    {
        reports.last?.outcomes.first { $0.guarantee == guarantee }?.outcome
    }

    private func isBroken(_ outcome: Verification.Outcome?) -> Bool {
        if case .broken = outcome { true } else { false }
    }

    @Test func `an unchanged report passes every check`() async throws {
        let sample = try Case()
        try await sample.scan("a")
        try await sample.scan("b", asOf: 1, previous: "a")
        let reports = try sample.verify(["a", "b"], policy: try Baseline.policy().sha256, inputs: true)
        #expect(reports.allSatisfy { $0.isSound })
        #expect(
            reports[1].outcomes.map(\.guarantee)
                == [.files, .policy, .evidence, .chain])
        for (_, outcome) in reports[1].outcomes {
            guard case .holds = outcome else { Issue.record("\(outcome)"); continue }
        }
    }

    @Test func `the report holds the policy, and verify finds a changed one`() async throws {
        let sample = try Case()
        try await sample.scan("a")
        let file = URL(fileURLWithPath: sample.path + "/a/policy.yaml")
        #expect(SHA256Digest.hex(of: Array(try Data(contentsOf: file))) == (try Baseline.policy().sha256))
        try sample.edit("a/policy.yaml") { $0 += "# More.\n" }
        #expect(isBroken(outcome(try sample.verify(["a"]), .files)))
    }

    @Test func `verify finds another policy`() async throws {
        let sample = try Case()
        try await sample.scan("a")
        #expect(isBroken(outcome(try sample.verify(["a"], policy: "00ff"), .policy)))
    }

    /// A changed byte breaks only the evidence of the generation in its text.
    @Test func `verify finds a changed response`() async throws {
        let sample = try Case()
        try await sample.scan("a")
        try sample.edit("responses/agreement.ndjson") {
            $0 = $0.replacingOccurrences(of: "\"gen_agreement_both\"", with: "\"gen_agreement_bath\"")
        }
        guard case .broken(let lines) = outcome(try sample.verify(["a"], inputs: true), .evidence) else {
            Issue.record("the change was not found")
            return
        }
        #expect(lines[0].hasPrefix("1 of "))
        #expect(lines[1].hasPrefix("gen_agreement_both: no text with sha256 "))
    }

    @Test func `verify finds a removed line`() async throws {
        let sample = try Case()
        try await sample.scan("a")
        try sample.edit("responses/thresholds.ndjson") { $0 = String($0.drop { $0 != "\n" }.dropFirst()) }
        #expect(isBroken(outcome(try sample.verify(["a"], inputs: true), .evidence)))
    }

    @Test func `verify finds a removed file`() async throws {
        let sample = try Case()
        try await sample.scan("a")
        try FileManager.default.removeItem(atPath: sample.input + "/thresholds.ndjson")
        #expect(isBroken(outcome(try sample.verify(["a"], inputs: true), .evidence)))
    }

    /// Scans the files in a new folder `inputs`, once for each name, and verifies the report with the same names.
    private func evidence(
        _ names: [String], _ files: KeyValuePairs<String, String>, verifying spelling: String = ""
    )
        async throws
        -> Verification.Outcome?
    {
        let sample = try Case(), folder = "\(sample.path)/inputs"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for (name, text) in files { try sample.folder.write(text, to: "inputs/\(name)") }
        var request = ScanRequest(
            inputs: names.map { folder + $0 }, policy: try Baseline.policy(), output: "\(sample.path)/report",
            asOf: 0, toolVersion: "1.0")
        request.allowsDuplicates = true
        _ = try await Scan(request).run()
        let inputs = names.map { "\(sample.path)/\(spelling)inputs\($0)" }
        let reports = try Verification(folders: [request.output], policySHA256: nil, inputs: inputs).run()
        return outcome(reports, .evidence)
    }

    private static let lines = (0..<9).map {
        #"{"id":"t\#($0)","generations":[{"id":"g\#($0)"\#($0 % 4 == 0 ? "" : #","title":1"#)}]}"# + "\n"
    }.joined()

    @Test func `a file that is named twice is verified twice`() async throws {
        guard case .holds(let what) = try await evidence(["/a.ndjson", "/a.ndjson"], ["a.ndjson": Self.lines])
        else { return #expect(Bool(false), "broken") }
        #expect(what == "18 of 18 listed generations, recomputed")
    }

    @Test func `files with names in different Unicode forms are two files`() async throws {
        let files: KeyValuePairs = ["e\u{301}.ndjson": Self.lines, "\u{E9}.ndjson": Self.lines]
        guard case .holds(let what) = try await evidence([""], files) else {
            return #expect(Bool(false), "broken")
        }
        #expect(what == "18 of 18 listed generations, recomputed")
    }

    @Test func `texts at another position are found elsewhere and verified`() async throws {
        guard
            case .holds(let what) = try await evidence([""], ["a.ndjson": Self.lines], verifying: "./")
        else { return #expect(Bool(false), "broken") }
        #expect(what.hasPrefix("9 of 9 listed generations, recomputed; 9 found elsewhere, the first one g"))
        #expect(what.contains("/./inputs/a.ndjson:"))
    }

    @Test func `texts in another file and order are found elsewhere`() async throws {
        let sample = try Case()
        try sample.folder.write(Self.lines, to: "responses/a/lines.ndjson")
        try await sample.scan("a")
        try FileManager.default.removeItem(atPath: sample.input + "/a/lines.ndjson")
        let turned = Self.lines.split(separator: "\n").reversed().joined(separator: "\n")
        try sample.folder.write(turned + "\n", to: "responses/z/lines.ndjson")
        guard case .holds(let what) = outcome(try sample.verify(["a"], inputs: true), .evidence) else {
            return #expect(Bool(false), "broken")
        }
        // The middle line is at its old position in a file with another folder in its name.
        #expect(what.contains("; 9 found elsewhere, the first one "))
        #expect(what.contains("/z/lines.ndjson:") && what.contains("/a/lines.ndjson:"))
    }

    @Test func `other inputs are reported as other inputs`() async throws {
        let sample = try Case()
        try await sample.scan("a")
        try FileManager.default.removeItem(atPath: sample.input)
        try sample.folder.write(Self.lines, to: "responses/lines.ndjson")
        guard case .broken(let faults) = outcome(try sample.verify(["a"], inputs: true), .evidence) else {
            return #expect(Bool(false), "holds")
        }
        #expect(
            faults[0] == "no text of a listed generation is in --input: are these the inputs of the report?")
    }

    @Test func `inputs that do not exist end the run`() async throws {
        let sample = try Case()
        try await sample.scan("a")
        try FileManager.default.removeItem(atPath: sample.input)
        #expect(throws: ScanError.self) { try sample.verify(["a"], inputs: true) }
    }

    @Test(arguments: [["b", "a"], ["a", "c"], ["b", "c", "a"]])
    func `verify finds a missing report and another order of reports`(_ order: [String]) async throws {
        let sample = try Case()
        try await sample.scan("a")
        try await sample.scan("b", asOf: 1, previous: "a")
        try await sample.scan("c", asOf: 2, previous: "b")
        #expect(try sample.verify(["a", "b", "c"]).allSatisfy { $0.isSound })
        #expect(isBroken(outcome(try sample.verify(order), .chain)))
    }

    @Test func `a replaced report breaks the chain`() async throws {
        let sample = try Case()
        try await sample.scan("a")
        try await sample.scan("b", asOf: 1, previous: "a")
        try await sample.scan("a", asOf: 5)
        let reports = try sample.verify(["a", "b"])
        #expect(reports[0].isSound && isBroken(outcome(reports, .chain)))
    }

    @Test func `a folder without a manifest is not a sealed report`() async throws {
        let sample = try Case()
        #expect(isBroken(outcome(try sample.verify(["responses"]), .files)))
        await #expect(throws: ScanError.self) { try await sample.scan("a", previous: "responses") }
    }

    @Test func `verify finds a changed list that is no longer JSON`() async throws {
        let sample = try Case()
        try await sample.scan("a")
        try sample.edit("a/generations.json") { $0 = String($0.prefix(3000)) }
        let reports = try sample.verify(["a"], inputs: true)
        #expect(isBroken(outcome(reports, .files)) && isBroken(outcome(reports, .evidence)))
    }
}
