internal import Responses

@testable internal import Policies

/// Judges one response by a policy, and keeps of it what tests look at.
struct Judged {
    var decision = Decision.clear
    var platformFlagged = false
    var agreement = Agreement.neither
    /// By rule id.
    var bands: [String: Band] = [:]
    var findings: [String] = []
    /// Of the first finding's deciding signal.
    var deciding: String?
    var value: Double?
    var margin: Double?
    var frames: MatchedFrames?
    var missing: [String] = []
    var top: String?
    var outcome: UInt64 = 0

    /// - Parameters:
    ///   - rules: the rules of a policy, as YAML.
    ///   - generation: the members of a generation besides its id, as JSON.
    init(_ rules: String, head: String = "", _ generation: String) throws {
        try self.init(
            policy: "policy: p\n\(head)\nrules:\n\(rules)",
            response: """
                {"id": "t", "generations": [{"id": "g", \(generation)}]}
                """)
    }

    init(policy: String, response: String) throws {
        let policy = try PolicyFile.read(Array(policy.utf8), named: "p.yaml")
        var evaluator = Evaluator(policy)
        var flattener = ResponseFlattener()
        var judgement = Judgement()
        let text = Array(response.utf8) + [UInt8](repeating: 0, count: 64)
        try unsafe text.withUnsafeBytes { bytes in
            try unsafe flattener.flatten(UnsafeRawBufferPointer(rebasing: bytes.dropLast(64)))
        }
        evaluator.judge(0, of: flattener.records, signals: flattener.signals, into: &judgement)
        decision = judgement.decision
        platformFlagged = judgement.platformFlagged
        agreement = judgement.agreement
        outcome = judgement.outcome
        for (rule, band) in zip(policy.rules, judgement.ruleBands) { bands[rule.id] = band }
        findings = judgement.findings.map { policy.rules[$0.rule].id }
        if let first = judgement.findings.first, let index = first.deciding {
            let matched = judgement.matched[index]
            deciding = flattener.signals[matched.signal].name
            if case .number(let number) = matched.value { value = number }
            margin = matched.margin
            frames = matched.frames
        }
        missing = judgement.missing.map { missing in
            switch missing {
            case .signal(let id): flattener.signals[id].name
            case .pattern(let index): evaluator.patterns[index]
            }
        }
        top = judgement.top.map { policy.rules[judgement.findings[$0].rule].id }
    }
}

/// A generation with these frames of the face classifier: label, p, v.
func faces(_ frames: (Int, Double, Bool)?...) -> String {
    let list = frames.map { $0.map { #"{"l": \#($0.0), "p": \#($0.1), "v": \#($0.2)}"# } ?? "{}" }
    return #""legal_classifier_result": {"face": [\#(list.joined(separator: ","))]}"#
}

/// A generation with these category scores of filter `f`, scope `g`.
func scores(_ scores: String) -> String {
    #""output_moderation_result": {"filter_results": {"f": {"type": "passed", "metadata": {"g": {\#(scores)}}}}}"#
}
