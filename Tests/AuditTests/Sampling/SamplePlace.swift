import Digests
import Foundation
import Policies
import Statistics
import TestSupport
import Testing

@testable import Audit
@testable import Reporting

/// A temporary folder with inputs from which samples are drawn.
struct SamplePlace {
    /// A generation with scores. A score of nil is absent.
    struct Generation {
        var id: String?
        var s: Double?
        var v: Double?
        var r: Double? = 0

        /// A task with the generation.
        var text: String {
            let scores = [("S", s), ("V", v), ("R", r)].compactMap { name, score in
                score.map { "\"\(name)\": \($0)" }
            }
            let id = id.map { "\"id\": \"\($0)\", " } ?? ""
            let filter =
                #"{"type": "passed", "metadata": {"global": {"# + scores.joined(separator: ", ") + "}}}"
            return
                #"{"id": "task", "status": "succeeded", "generations": [{"# + id
                + #""title": "=1+1", "prompt": "a bird", "output_moderation_result": {"type": "passed", "filter_results": {"api": "#
                + filter + "}}}]}"
        }
    }

    /// `score` is one numeric test, `both` is not, `secret` is restricted and not sampled.
    static let policy = """
        policy: sampling
        version: "1"
        rules:
          - {id: score, severity: low, why: "Is it bad?", signal: api.global.S, flag_at: 0.9, near_at: 0.7}
          - id: both
            severity: low
            missing: ignore
            why: "Is it both?"
            all:
              - {signal: api.global.S, flag_at: 0.5}
              - {signal: api.global.V, flag_at: 0.5}
          - {id: secret, severity: low, handling: restricted, signal: api.global.R, flag_at: 0.5}
        """

    private let folder: TemporaryFolder
    private let policy: Policy

    init(policy: String = Self.policy) throws {
        folder = try TemporaryFolder()
        self.policy = try PolicyFile.read(Array(policy.utf8), named: "policy.yaml")
    }

    func write(_ generations: [Generation], to name: String) throws {
        try folder.write(generations.map { $0.text + "\n" }.joined(), to: "input/" + name)
    }

    func write(_ text: String, to name: String) throws { try folder.write(text, to: "input/" + name) }

    func path(_ name: String) -> String { folder.file(name) }

    func request(jobs: Int = 2, batchSize: Int = 2 << 20, partRoom: Int = 32 << 20) -> ScanRequest {
        var request = ScanRequest(
            inputs: [folder.file("input")], policy: policy, output: folder.file("sample"), jobs: jobs,
            batchSize: batchSize, asOf: 0, toolVersion: "test")
        request.partRoom = partRoom
        return request
    }

    func sampling(
        _ request: ScanRequest? = nil, rules: [Int] = [0, 1], sizes: SampleSizes = SampleSizes(),
        reviewers: Int = 1, overlap: Double = 0
    ) throws -> Sampling {
        var options = SampleContents.Options()
        options.sizes = sizes
        options.reviewers = reviewers
        options.overlap = overlap
        return try Sampling(
            request ?? self.request(), rules: rules, seed: SampleSeed(text: "2026-11-22"), options: options)
    }

    func draw(_ request: ScanRequest? = nil, sizes: SampleSizes = SampleSizes()) async throws -> Drawn {
        try await Drawn(sampling(request, sizes: sizes).contents())
    }

    /// The rows of a table of the written sample.
    func rows(of name: String) throws -> [[String: String]] {
        try #require(SealedSample.rows(of: folder.bytes("sample/" + name), ReportStyle()))
    }

    func files() throws -> [String: Data] { try folder.contents(of: "sample") }

    /// The entries beside the input, hidden ones too.
    func names() throws -> [String] { try folder.names().filter { $0 != "input" } }

    /// Random generations that depend only on the seed.
    static func random(_ count: Int, seed: UInt64) -> [Generation] {
        var random = SeededGenerator(seed: seed)
        let scores = [0, 0, 0.0001, 0.2, 0.35, 0.5, 0.69, 0.7, 0.8, 0.9, 0.95]
        func pick() -> Double? {
            Int.random(in: 0..<12, using: &random) == 0 ? nil : scores.randomElement(using: &random)
        }
        return (0..<count).map { number in
            Generation(
                id: Int.random(in: 0..<25, using: &random) == 0 ? nil : "gen_\(number)", s: pick(), v: pick(),
                r: Int.random(in: 0..<15, using: &random) == 0 ? 0.8 : 0)
        }
    }
}

/// A drawn sample.
struct Drawn {
    let contents: SampleContents

    init(_ contents: SampleContents) { self.contents = contents }

    /// The IDs that were drawn, by rank.
    func ids(_ rule: String, _ stratum: Stratum) -> [String] {
        self[rule, stratum]?.rows.map { row in
            let identity = row.generation.identity
            return identity.id + (identity.revision.map { "#\($0)" } ?? "")
        } ?? []
    }

    subscript(rule: String, stratum: Stratum) -> DrawnStratum? {
        contents.rules.first { $0.rule.id == rule }?.strata.first { $0.stratum == stratum }
    }

    /// Every stratum with its counts and the IDs that were drawn.
    var all: [String] {
        contents.rules.flatMap { rule in
            rule.strata.map { stratum in
                "\(rule.rule.id) \(stratum.stratum.rawValue) \(stratum.population) \(stratum.restricted) "
                    + "\(stratum.withoutID) \(ids(rule.rule.id, stratum.stratum))"
            }
        }
    }
}

extension SamplePlace {
    /// Changes a file of the written sample.
    func edit(_ name: String, _ change: (inout String) -> Void) throws {
        var text = try folder.text("sample/" + name)
        change(&text)
        try folder.write(text, to: "sample/" + name)
    }

    /// Writes the digest of a changed file into the manifest.
    func seal(_ name: String) throws {
        let digest = SHA256Digest.hex(of: try folder.bytes("sample/" + name))
        try edit("manifest-sha256.txt") { text in
            text = text.split(separator: "\n").map { line in
                (line.hasSuffix("  " + name) ? digest + "  " + name : String(line)) + "\n"
            }.joined()
        }
    }
}
