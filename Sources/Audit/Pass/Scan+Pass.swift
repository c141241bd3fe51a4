import Intake
import Policies
import Reporting
import Responses
import Utilities

extension Scan {
    /// Judges the inputs like `run`, and writes no report. Each worker passes its generations to a consumer of its own; `commit`
    /// receives the consumers' parts in input order.
    ///
    /// - Returns: The summary that a report of the inputs has, except for the reasons of unaudited answers.
    func pass<Consumer: GenerationConsumer>(
        progress: (ScanProgress) -> Void = { _ in }, to makeConsumer: @Sendable () -> sending Consumer,
        commit: (Consumer.Part) throws(ReportError) -> Void
    ) async throws(ScanError) -> Summary {
        var reader = makeReader()
        var totals = RunTotals(request.policy, request.keying)
        var supersedable: [(kind: Unaudited.Kind, task: IDKey)] = []
        try await examineAll(&reader, makeConsumer: { makeConsumer() }) {
            auditor, bytesRead throws(ReportError) in
            repeat {
                let repeats = request.allowsDuplicates ? [:] : totals.seen.add(auditor.occurrences)
                if !repeats.isEmpty { auditor.examine(knowing: repeats) }
                totals.add(auditor)
                auditor.rows.forEachSupersedable { supersedable.append(($0, $1)) }
                if let part = auditor.part(of: Consumer.self) { try commit(part) }
                progress(
                    ScanProgress(
                        bytesRead: bytesRead, bytesInAll: bytesInAll, responses: totals.counts.responses,
                        flagged: totals.counts.decisions[.flagged]))
            } while !Interruption.isRequested && auditor.examineNextPart()
        }
        if Interruption.isRequested { throw .cancelled }
        var superseded: [Unaudited.Kind: Int] = [:]
        for item in supersedable where totals.isFinished(item.task) { superseded[item.kind, default: 0] += 1 }
        totals.supersede(superseded)
        return totals.summary(of: facts(reader))
    }
}

extension BatchAuditor {
    /// What the consumer made of the last part.
    fileprivate func part<Consumer: GenerationConsumer>(of type: Consumer.Type) -> Consumer.Part? {
        (consumer as? Consumer)?.part
    }
}
