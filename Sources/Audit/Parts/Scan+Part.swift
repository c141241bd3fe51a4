import Intake
import Policies
import Reporting
import Utilities

extension Scan {
    /// The counts of a part, for a message.
    package struct PartCounts: Sendable {
        /// Generations, duplicates included.
        package var generations: Int
        /// Flagged generations.
        package var flagged: Int
        /// Near generations.
        package var near: Int
        /// Incomplete generations.
        package var incomplete: Int
    }

    /// Runs the scan and writes a part instead of a report (CONTRACT section 17). The same input, policy and options give the
    /// same bytes. When it throws, the old part is unchanged.
    package func writePart(
        _ part: PartRequest, progress: @escaping (ScanProgress) -> Void = { _ in }
    ) async throws(ScanError) -> PartCounts {
        if let misplaced = part.misplaced(request.inputs) { throw .intake(misplaced) }
        var skip = try Self.reporting { () throws(ReportError) in
            try part.skip.map { path throws(ReportError) in try SkipList(at: path) } ?? SkipList()
        }
        var writer = try Self.reporting { () throws(ReportError) in
            try PartWriter.create(part.path, header(of: part))
        }
        var totals = PartTotals(request.policy)
        var reader = makeReader()
        var generations = 0
        let told = told(progress)
        reader.whileWaiting = told.wait
        try await examineAll(&reader) { auditor, bytesRead throws(ReportError) in
            repeat {
                let occurrences = auditor.occurrences
                for found in occurrences { writer.add(found?.key, outcome: found?.outcome ?? 0) }
                let known = try skip.take(occurrences, from: generations)
                generations += occurrences.count
                totals.withoutID += occurrences.count { $0 == nil }
                let repeats =
                    request.allowsDuplicates ? [:] : totals.run.seen.add(occurrences, knowing: known)
                if !repeats.isEmpty { auditor.examine(knowing: repeats) }
                try writer.append(auditor.rows)
                totals.run.add(auditor)
                auditor.setCutoffs(writer.cutoffs)
                told.tell(bytesRead, totals.run.counts)
            } while !Interruption.isRequested && auditor.examineNextPart()
        }
        totals.read(facts(reader))
        return try Self.reporting { () throws(ReportError) in
            try skip.end(generations)
            try writer.finish(totals: totals.write, tasks: totals.run.finishedTasks.sortedKeys)
            let counts = totals.run.counts
            return PartCounts(
                generations: counts.generations, flagged: counts.decisions[.flagged],
                near: counts.decisions[.near], incomplete: counts.decisions[.incomplete])
        }
    }

    private func header(of part: PartRequest) -> PartHeader {
        var header = PartHeader(
            number: part.number, of: part.count, policy: request.policy, style: request.style,
            toolVersion: request.toolVersion)
        header.maxResponse = request.maxResponse
        header.allowsDuplicates = request.allowsDuplicates
        header.digestsInputs = request.digestsInputs
        return header
    }
}
