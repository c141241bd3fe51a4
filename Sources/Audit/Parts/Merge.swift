package import Policies
package import Reporting
import Responses
import Utilities

/// A merge of parts into one report, as a scan of all their inputs writes it (CONTRACT section 17). Each part is read once and
/// committed like a batch of a scan. Memory holds no rows.
package struct Merge {
    private let request: MergeRequest
    private let headers: [PartHeader]
    /// The policy of the parts.
    package let policy: Policy
    /// The dispositions of the generations; nil without a ledger and waivers.
    package var dispositions: (any DispositionSource)?
    /// The bytes of all parts.
    private let size: Int

    /// Reads the headers of all parts.
    /// - Throws: `ScanError` if the parts are not those of one report, each once and in order. Nothing has been written then.
    package init(_ request: MergeRequest) throws(ScanError) {
        self.request = request
        let folders = Overlap.read(previous: request.previous, ledger: request.ledger)
        let overlap =
            Overlap.first(of: request.parts, output: request.output)
            ?? Overlap.first(of: folders, output: request.output)
        if let overlap { throw .intake(overlap) }
        (headers, size) = try Scan.reporting { () throws(ReportError) in try Self.headers(of: request) }
        guard let first = headers.first else { throw .intake("no part was named") }
        policy = try Self.policy(of: first, request.parts[0])
    }

    /// Whether nothing proves that no generation is in two parts.
    package var mayCountTwice: Bool {
        headers.count > 1 && request.distinct == nil && !headers[0].allowsDuplicates
    }

    private static func headers(of request: MergeRequest) throws(ReportError) -> ([PartHeader], size: Int) {
        var headers: [PartHeader] = [], size = 0
        for path in request.parts {
            let reader = try PartReader.open(path)
            let header = reader.header
            if let reason = fault(of: header, behind: headers, request) {
                throw .refused(path: path, reason: reason)
            }
            // The policy, which is the same in all parts, is in memory once.
            var kept = header
            if let first = headers.first { kept.policy = first.policy }
            headers.append(kept)
            size = size.addingReportingOverflow(reader.size).partialValue
        }
        if let last = headers.last, last.number < last.count {
            throw .refused(
                path: request.parts[request.parts.count - 1],
                reason: "is part \(last.number) of \(last.count), and no part follows; name all parts")
        }
        return (headers, size)
    }

    /// Why a part cannot follow the parts before it; nil if it can.
    private static func fault(
        of header: PartHeader, behind parts: [PartHeader], _ request: MergeRequest
    ) -> String? {
        if header.toolVersion != request.toolVersion {
            return
                "was written by modaudit \(header.toolVersion.visible), and this is \(request.toolVersion); scan it "
                + "again with this version"
        }
        let expected = parts.count + 1, this = "is part \(header.number) of \(header.count)"
        guard let first = parts.first else {
            return header.number == 1 ? nil : "\(this), and part 1 comes first; name all parts in order"
        }
        let path = request.parts[0].visible
        if header.count != first.count {
            return "\(this), and \(path) is of \(first.count); name the parts of one plan"
        }
        if header.number < expected { return "\(this), which came before; name each part once, in order" }
        if header.number > expected {
            return "\(this), and part \(expected) is missing before it; name all parts in order"
        }
        guard let difference = first.difference(to: header) else { return nil }
        let what = difference == "policy" ? "another policy" : "another \(difference)"
        return "was scanned with \(what) than \(path); scan it again with the same options"
    }

    private static func policy(of header: PartHeader, _ path: String) throws(ScanError) -> Policy {
        if let policy = try? PolicyFile.read(header.policy, named: path), policy.sha256 == header.policySHA256 {
            return policy
        }
        throw .report(.refused(path: path, reason: "holds no valid policy; scan this part again"))
    }

    /// Runs the merge. When it returns, the report is complete; when it throws, the old report is unchanged.
    package func run(progress: @escaping (ScanProgress) -> Void = { _ in }) throws(ScanError) -> Summary {
        try Scan.reporting { () throws(ReportError) in
            let step = LastStep(
                isCompared: request.previous != nil, dispositions: dispositions, policy: policy)
            var report = try ReportRun(request.output, headers[0].style, request.previous, step, .digest)
            var totals = PartTotals(policy)
            if let plan = request.plan { totals.skip(try PlanHead(of: plan, parts: headers.count)) }
            var tasks = FinishedTasks()
            let told = ToldProgress(size, progress)
            var before = 0
            for (path, header) in zip(request.parts, headers) {
                var reader = try PartReader.open(path)
                guard reader.header == header else { throw reader.damaged() }
                try commit(&reader, to: &report, &totals, &tasks) { position, counts in
                    told.tell(before + position, counts)
                }
                before += reader.size
            }
            if let distinct = request.distinct { try check(distinct, totals) }
            let facts = facts(totals)
            let isFinished = try tasks.finished(in: request.parts)
            return try report.finish(&totals.run, facts, isFinished.contains)
        }
    }

    /// Commits the chunks of a part.
    private func commit(
        _ reader: inout PartReader, to report: inout ReportRun, _ totals: inout PartTotals,
        _ tasks: inout FinishedTasks, _ tell: (Int, BatchCounts) -> Void
    ) throws(ReportError) {
        var rows = BatchRows(style: headers[0].style)
        while let chunk = try reader.next() {
            switch chunk {
            case .rows:
                try reader.decode { part throws(PartFault) in
                    var ids = try rows.read(&part)
                    while report.isCompared, ids.left > 0 {
                        if let id = try ids.key() { report.see(id) }
                    }
                }
                rows.forEachSupersedable { tasks.add(unfinished: $1) }
                try report.append(&rows)
            case .totals: try reader.decode { part throws(PartFault) in try totals.add(&part) }
            case .cards:
                try reader.decode { part throws(PartFault) in try rows.readCards(&part) }
                try report.append(&rows)
            case .tasks: tasks.note(reader.place)
            case .header, .footer: throw reader.damaged()
            }
            tell(reader.position, totals.run.counts)
        }
    }

    /// Throws an error unless every generation is counted once: the first one with its ID, its revisions, and those without an ID.
    private func check(_ distinct: Int, _ totals: PartTotals) throws(ReportError) {
        let counts = totals.run.counts
        if headers[0].allowsDuplicates {
            throw .refused(
                path: request.parts[0],
                reason: "was scanned with --allow-duplicates, which --distinct does not go with")
        }
        let audited = counts.decisions.total
        guard audited == distinct + counts.revisions + totals.withoutID else {
            throw .contradiction(
                "\(audited.grouped) generations are audited, and \(distinct.grouped) distinct ids, "
                    + "\(counts.revisions.grouped) revisions and \(totals.withoutID.grouped) generations without an id are "
                    + "expected; scan the parts that have a skip list again, with --skip")
        }
    }

    private func facts(_ totals: PartTotals) -> RunFacts {
        RunFacts(
            policy: policy, asOf: request.asOf, toolVersion: request.toolVersion, inputs: totals.inputs,
            digestsInputs: headers[0].digestsInputs, allowsDuplicates: headers[0].allowsDuplicates,
            skippedFiles: totals.skippedFiles, skippedNames: totals.skippedNames)
    }
}
