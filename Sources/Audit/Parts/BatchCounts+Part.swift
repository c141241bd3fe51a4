import Policies
import Reporting
import Responses

/// The counts of a run in a part file; the unrecognised content is in a list of its own.
extension BatchCounts {
    func write(to part: inout PartEncoder) {
        for count in [responses, tasks, duplicates, revisions, clearButFlagged, withheld, defective] {
            part.count(count)
        }
        decisions.write(to: &part)
        flaggedSeverities.write(to: &part)
        nearSeverities.write(to: &part)
        agreement.write(to: &part)
        unaudited.write(to: &part)
        part.count(rules.count)
        for rule in rules { for count in [rule.flagged, rule.near, rule.missing] { part.count(count) } }
    }

    init(rules known: Int, from part: inout PartDecoder) throws(PartFault) {
        self.init(rules: known)
        responses = try part.count()
        tasks = try part.count()
        duplicates = try part.count()
        revisions = try part.count()
        clearButFlagged = try part.count()
        withheld = try part.count()
        defective = try part.count()
        try decisions.read(&part)
        try flaggedSeverities.read(&part)
        try nearSeverities.read(&part)
        try agreement.read(&part)
        try unaudited.read(&part)
        guard try part.count() == known else { throw PartFault() }
        for index in rules.indices {
            rules[index] = RuleCounts(
                flagged: try part.count(), near: try part.count(), missing: try part.count())
        }
    }
}

extension Counts {
    fileprivate func write(to part: inout PartEncoder) {
        for item in Case.allCases { part.count(self[item]) }
    }

    fileprivate mutating func read(_ part: inout PartDecoder) throws(PartFault) {
        for item in Case.allCases { self[item] = try part.count() }
    }
}
