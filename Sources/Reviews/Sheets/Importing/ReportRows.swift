internal import Digests
internal import Glibc
internal import Policies
internal import Reporting
package import Responses
internal import Utilities

/// The listed generations of a report, for reviews. `generations.json` and `summary.json` match the manifest; other
/// files may be edited (CONTRACT section 15).
package struct ReportRows: Sendable {
    /// The path of the report.
    package let path: String
    /// The report, as lines of a ledger name it.
    package let report: ReviewedReport
    /// Whether the report was made with a ledger, and with waivers.
    let hasLedger: Bool, hasWaivers: Bool
    private let rules: [String: (meaning: String, severity: Severity)]
    private let sealed: SealedReport

    /// Opens a report and checks its summary.
    package init(at path: String) throws(ReviewError) {
        sealed = try SealedFacts.manifest(of: path, kind: "report", mark: ReportFileName.summary)
        self.path = path
        let summary = try SealedFacts.tree(of: ReportFileName.summary, in: sealed)
        if summary["shared"] != nil {
            throw .refused("\(path.visible) is a copy that was shared; name the report that it is a copy of")
        }
        guard let asOf = summary["as_of"]?.text, let policy = summary["policy"]?["sha256"]?.text,
            let rules = summary["rules"]?.elements
        else {
            throw .refused("\(path.visible)/\(ReportFileName.summary) is not a report's summary")
        }
        let review = summary["review"]
        hasLedger = review?["decisions"]?.members != nil
        hasWaivers = review?["waivers"]?.members != nil
        report = ReviewedReport(manifestSHA256: sealed.manifestSHA256, asOf: asOf, policySHA256: policy)
        var known: [String: (meaning: String, severity: Severity)] = [:]
        for rule in rules {
            guard let id = rule["id"]?.text, let meaning = rule["meaning_sha256"]?.text,
                let severity = rule["severity"]?.text.flatMap(Severity.init(rawValue:))
            else {
                throw .refused(
                    "\(path.visible) is a report of an older version, without digests of its rules; scan its input again"
                )
            }
            known[id] = (meaning, severity)
        }
        self.rules = known
    }

    /// Passes each listed generation to `body`, in the order of the report. What `body` learned counts only if no error
    /// is thrown: the digest is known at the end.
    package func forEach(_ body: (BorrowedText) throws(ReviewError) -> Void) throws(ReviewError) {
        var objects = try ReviewError.reporting { () throws(ReportError) in
            try ListedObjects(of: path, isDigested: true)
        }
        do {
            while let (object, _) = try objects.next() { try body(object) }
            try check(&objects)
        } catch let error as ReviewError {
            throw error
        } catch let error as ReportError {
            // The error of an edited file names the edit instead of a line.
            if case .refused = error { try check(&objects) }
            throw ReviewError(error)
        } catch {
            throw .failed("\(error)")
        }
    }

    private func check(_ objects: inout ListedObjects) throws(ReviewError) {
        let digest: String
        do throws(ReportError) { digest = try objects.sha256() } catch { throw ReviewError(error) }
        try SealedFacts.require(ReportFileName.generations, sha256: digest, in: sealed)
    }

    /// The object of a listed generation.
    func tree(of object: BorrowedText, _ reader: inout JSONTreeReader) throws(ReviewError) -> JSONTree {
        if let row = try? reader.tree(of: object), row.members != nil { return row }
        throw .refused("\(path.visible)/\(ReportFileName.generations) is not as a report has it")
    }

    /// The policy of the report.
    func policy() throws(ReviewError) -> Policy {
        let name = ReportFileName.policy
        let bytes = try SealedFacts.bytes(of: name, in: sealed)
        do throws(PolicyErrors) {
            return try PolicyFile.read(bytes, named: name)
        } catch {
            throw .refused(
                "\(path.visible)/\(name) is no policy of this version; scan the input of the report again")
        }
    }

    /// The generations that rows name.
    func subjects(_ wanted: WantedRows, at moment: UTCTime) throws(ReviewError) -> ReviewSubjects {
        var subjects = ReviewSubjects()
        var reader = JSONTreeReader()
        try forEach { (object) throws(ReviewError) in
            let row = try tree(of: object, &reader)
            // A generation without an identity cannot be reviewed.
            guard let key = row["review_key"]?.text, let id = row["generation_id"]?.text, !key.isEmpty else {
                return
            }
            let comparable = CellText.comparable(id)
            guard let decides = wanted.decides(key: key, id: comparable) else { return }
            let subject = ReviewSubjects.Subject(
                key: key, id: id, isCritical: row["severity"]?.text == Severity.critical.rawValue)
            subjects.add(subject, id: comparable, facts: decides ? line(of: row, key, id, moment) : nil)
        }
        return subjects
    }

    /// A line with the facts of a generation, without a decision.
    private func line(of row: JSONTree, _ key: String, _ id: String, _ moment: UTCTime) -> LedgerLine {
        var line = LedgerLine(
            .unsure, of: id, by: "", at: moment, in: ReviewedSheet(name: "", sha256: "", row: 0))
        line.reviewKey = key
        line.taskID = row["task_id"]?.text
        line.createdAt = row["created_at"]?.text
        line.signalsSHA256 = row["signals_sha256"]?.text
        line.evidenceSHA256 = row["evidence_sha256"]?.text
        line.band = row["decision"]?.text.flatMap(Decision.init(rawValue:))
        line.findings = findings(of: row)
        line.missing = row["missing_signals"]?.elements?.compactMap(\.text) ?? []
        line.report = report
        return line
    }

    /// The findings of a generation, in rule order.
    func findings(of row: JSONTree) -> [ReviewedFinding] {
        row["findings"]?.elements?.compactMap(finding) ?? []
    }

    private func finding(_ tree: JSONTree) -> ReviewedFinding? {
        guard let id = tree["rule_id"]?.text, let rule = rules[id], let band = tree["band"]?.text else {
            return nil
        }
        var finding = ReviewedFinding(
            id, meaning: rule.meaning, severity: rule.severity,
            band: band == Band.flagged.name ? .flagged : .near,
            value: tree["value"].flatMap { ReviewedValue($0) })
        finding.signal = tree["signal"]?.text
        finding.label = tree["label"]?.integer
        return finding
    }
}

extension ReviewedValue {
    fileprivate init?(_ tree: JSONTree) {
        switch tree {
        case .integer(let integer): self = .number(Double(integer))
        case .number(let number): self = .number(number)
        case .boolean(let boolean): self = .boolean(boolean)
        case .text(let text): self = .text(text)
        case .null, .array, .object: return nil
        }
    }
}
