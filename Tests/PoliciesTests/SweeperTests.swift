internal import Responses
internal import TestSupport
internal import Testing

@testable internal import Policies

/// The bands of a swept rule are those that the ordinary evaluator finds with each threshold written into the policy.
@Suite struct SweeperTests {
    private static let head = "policy: p\nnear: 0.7\nbackground_labels: {face: [-1]}\nrules:\n"

    @Test(arguments: 0..<60)
    func `each threshold gives the bands of a policy with that threshold`(seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let level = Double(Int.random(in: 1...20, using: &random)) / 20
        let near = Bool.random(using: &random) ? level * 0.5 : nil
        let mode = ["incomplete", "ignore", "flag"].randomElement(using: &random) ?? ""
        let (before, after) = Self.surroundings(&random)
        let test = Self.tests.randomElement(using: &random) ?? ""
        func policy(_ level: Double) throws -> Policy {
            let nearAt = near.map { ", near_at: \(min($0, level))" } ?? ""
            let text =
                Self.head
                + "  - id: r\n    missing: \(mode)\n    all: [\(before){\(test), flag_at: \(level)\(nearAt)}\(after)]\n"
                + "  - {id: other, signal: f.g.T, flag_at: 0.5}\n"
            return try PolicyFile.read(Array(text.utf8), named: "p.yaml")
        }
        let today = try policy(level)
        let tests = today.numericTests.filter { $0.rule == 0 }
        let number = try #require(tests.firstIndex { $0.threshold.flagAt == level })
        let ranges = ["0.05..1/0.05", "0..1/1", "0.07..0.9/0.031"]
        let range = test.contains("run") || test.contains("count") ? "0..4/0.5" : ranges[seed % 3]
        let swept = try #require(try Sweep.tests(["r#\(number + 1)=\(range)"], of: today).first)
        let responses = (0..<40).map { _ in Self.response(&random) }
        let bands = try Self.sweptBands(swept, today, responses)
        for (index, threshold) in swept.thresholds.enumerated() {
            let expected = try Self.bands(policy(threshold), responses)
            #expect(bands.map { $0.band(at: index) } == expected, "\(threshold)")
        }
    }

    /// The tests that are swept; their frames count from 0.35, and those of no other test do.
    private static let tests = [
        "signal: f.g.S", "signal: [f.g.S, f.g.T]", "signal: f.g.*, except: f.g.T", "signal: f.*.*",
        "signal: legal.face.score",
        "signal: legal.face.score, statistic: mean",
        "signal: legal.face.score, statistic: share, frame_at: 0.35",
        "signal: legal.face.score, statistic: run, frame_at: 0.35",
        "signal: legal.*.score, statistic: count, frame_at: 0.35",
    ]

    /// What stands before and behind the test in its rule: alone, in one list, or in lists of lists.
    private static func surroundings(_ random: inout SeededGenerator) -> (before: String, after: String) {
        let others = [
            "{signal: u18.is_child, is: true}", "{signal: f.type, in: [bad]}", "{signal: f.g.U, flag_at: 0.33}",
        ]
        var before = "", after = ""
        for _ in 0..<Int.random(in: 0...3, using: &random) {
            let other = others.randomElement(using: &random) ?? ""
            switch Int.random(in: 0...3, using: &random) {
            case 0: before = "\(other), \(before)"
            case 1: after = "\(after), \(other)"
            case 2: (before, after) = ("{any: [\(before)", "\(after), \(other)]}")
            default: (before, after) = ("{all: [\(other), \(before)", "\(after)]}")
            }
        }
        return (before, after)
    }

    /// A generation with scores, frames and a boolean, each of which may be missing or defective.
    private static func response(_ random: inout SeededGenerator) -> String {
        let categories = ["S", "T", "U"].compactMap { name -> String? in
            switch Int.random(in: 0...5, using: &random) {
            case 0: nil
            case 1: "\"\(name)\": null"
            default: "\"\(name)\": \(Double(Int.random(in: 0...20, using: &random)) / 20)"
            }
        }
        let frames: [(Int, Double, Bool)?] = (0..<Int.random(in: 0...4, using: &random)).map { _ in
            Int.random(in: 0...5, using: &random) == 0
                ? nil
                : (
                    Int.random(in: -1...1, using: &random), Double(Int.random(in: 0...20, using: &random)) / 20,
                    Bool.random(using: &random)
                )
        }
        let list = frames.map { $0.map { #"{"l": \#($0.0), "p": \#($0.1), "v": \#($0.2)}"# } ?? "{}" }
        var members = [scores(categories.joined(separator: ","))]
        if Int.random(in: 0...3, using: &random) > 0 {
            members.append(#""legal_classifier_result": {"face": [\#(list.joined(separator: ","))]}"#)
        }
        return #"{"id": "t", "generations": [{"id": "g", \#(members.joined(separator: ", "))}]}"#
    }

    private static func sweptBands(_ test: SweptTest, _ policy: Policy, _ responses: [String]) throws
        -> [SweptBands]
    {
        var bands: [SweptBands] = []
        var sweeper: Sweeper?
        try judge(responses, by: policy) { evaluator, flattener, _ in
            var current = sweeper ?? Sweeper([test], of: evaluator)
            current.read(0, of: flattener.records, signals: flattener.signals, judgedBy: evaluator)
            bands.append(current.bands(of: 0, judgedBy: evaluator))
            sweeper = current
        }
        return bands
    }

    private static func bands(_ policy: Policy, _ responses: [String]) throws -> [Band] {
        var bands: [Band] = []
        try judge(responses, by: policy) { _, _, judgement in bands.append(judgement.ruleBands[0]) }
        return bands
    }

    private static func judge(
        _ responses: [String], by policy: Policy,
        _ body: (Evaluator, borrowing ResponseFlattener, Judgement) -> Void
    ) throws {
        var evaluator = Evaluator(policy)
        var flattener = ResponseFlattener()
        var judgement = Judgement()
        for response in responses {
            let text = Array(response.utf8) + [UInt8](repeating: 0, count: 64)
            try unsafe text.withUnsafeBytes { bytes in
                try unsafe flattener.flatten(UnsafeRawBufferPointer(rebasing: bytes.dropLast(64)))
            }
            evaluator.judge(0, of: flattener.records, signals: flattener.signals, into: &judgement)
            body(evaluator, flattener, judgement)
        }
    }
}
