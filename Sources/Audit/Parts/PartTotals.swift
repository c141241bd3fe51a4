import Policies
import Reporting
import Responses

/// The totals of a part: those of a run, and what its summary has beside them (CONTRACT section 17).
struct PartTotals {
    var run: RunTotals
    /// Generations without an ID.
    var withoutID = 0
    var inputs: [Summary.Input] = []
    var skippedFiles = 0
    var skippedNames: [String] = []

    /// How many names of skipped files the summary has.
    private static let namesKept = 100

    init(_ policy: Policy) { run = RunTotals(policy, .digest) }

    /// Adds what the summary has of a run.
    mutating func read(_ facts: RunFacts) {
        inputs += facts.inputs
        skippedFiles += facts.skippedFiles
        skippedNames += facts.skippedNames.prefix(max(0, Self.namesKept - skippedNames.count))
    }

    /// Adds the files that no part has.
    mutating func skip(_ plan: PlanHead) {
        skippedFiles += plan.skippedFiles
        skippedNames += plan.skippedNames.prefix(Self.namesKept)
    }

    func write(to part: inout PartEncoder) {
        part.count(withoutID)
        part.count(inputs.count)
        for input in inputs {
            part.text(input.path)
            part.count(input.bytes)
            part.text(input.sha256)
        }
        part.count(skippedFiles)
        part.count(skippedNames.count)
        for name in skippedNames { part.text(name) }
        run.write(to: &part)
    }

    /// Adds the totals of a part.
    mutating func add(_ part: inout PartDecoder) throws(PartFault) {
        withoutID += try part.count()
        for _ in 0..<(try part.elements()) {
            let path = try part.text(), bytes = try part.count()
            inputs.append(.init(path: path, bytes: bytes, sha256: try part.optionalText()))
        }
        skippedFiles += try part.count()
        for _ in 0..<(try part.elements()) {
            let name = try part.text()
            if skippedNames.count < Self.namesKept { skippedNames.append(name) }
        }
        try run.add(&part)
    }
}
