import Reporting

/// The verification of sealed reports: the result of each guarantee, for each folder (CONTRACT section 11).
package struct Verification: Sendable {
    /// A guarantee that a report is checked for.
    package enum Guarantee: String, Sendable, CaseIterable {
        /// Every file is unchanged, and the folder holds no other file.
        case files
        /// The report was made by the given policy.
        case policy
        /// The inputs contain the texts by which the listed generations were judged.
        case evidence
        /// The report follows the one before it.
        case chain
        /// The report's ledger is the beginning of the given one, and its chain is unbroken.
        case ledger
        /// The report was made with the given waivers.
        case waivers
        /// The folder is the copy of a report that was shared (CONTRACT section 14).
        case shared
        /// The inputs give the same sample again (CONTRACT section 16).
        case sample
    }

    /// The result of one check.
    package enum Outcome: Sendable, Equatable {
        case holds(String)
        /// The faults, one line each.
        case broken([String])
        case unchecked(String)
    }

    /// The results of one report.
    package struct Report: Sendable {
        /// The path of its folder.
        package var path: String
        /// The SHA-256 of its manifest; nil if it has none.
        package var manifestSHA256: String?
        /// The SHA-256 of the manifest of the report that the folder is a copy of; nil if it is no copy.
        package var originalManifestSHA256: String?
        /// The guarantees that were checked, each with its result.
        package var outcomes: [(guarantee: Guarantee, outcome: Outcome)] = []

        /// Whether no check failed.
        package var isSound: Bool {
            !outcomes.contains { if case .broken = $0.outcome { true } else { false } }
        }
    }

    private let folders: [String]
    private let policySHA256: String?
    private let inputs: [String]
    private let maxResponse: Int
    /// The folder of the reports' ledger; nil to skip the check.
    package var ledger: String?
    /// SHA-256 of the reports' waivers; nil to skip the check.
    package var waiversSHA256: String?

    /// - Parameters:
    ///   - folders: Report folders. Several must form a chain in the order given, oldest first.
    ///   - policySHA256: The digest of the policy file of the reports; nil to skip the check.
    ///   - inputs: Paths of the responses; empty to skip the check of the evidence.
    package init(folders: [String], policySHA256: String?, inputs: [String], maxResponse: Int = 64 << 20) {
        self.folders = folders
        self.policySHA256 = policySHA256
        self.inputs = inputs
        self.maxResponse = maxResponse
    }

    /// Reads the reports and inputs. Throws if an input does not exist; faults of a report are in the result.
    package func run() throws(ScanError) -> [Report] {
        var reports: [Report] = []
        for folder in folders { reports.append(try verify(folder, after: reports.last)) }
        return reports
    }

    private func verify(_ folder: String, after previous: Report?) throws(ScanError) -> Report {
        var found = Report(path: folder)
        let report: SealedReport
        do throws(ReportError) {
            report = try SealedReport(at: folder)
        } catch {
            found.outcomes.append((.files, .broken([error.description])))
            return found
        }
        found.manifestSHA256 = report.manifestSHA256
        var changes = try Self.changes(of: report), isNamed = false
        var policySHA256: String?, previousSHA256: String?
        var sources = SealedReport.ReviewSources()
        do throws(ReportError) {
            (policySHA256, previousSHA256, found.originalManifestSHA256) = try report.identity()
            if report.kind == .report { sources = try report.reviewSources() }
            isNamed = true
        } catch {
            changes.append(error.description)
        }
        found.outcomes.append(
            (
                .files,
                changes.isEmpty
                    ? .holds("\(report.manifest.entries.count) files as sealed") : .broken(changes)
            ))
        let unnamed = Outcome.unchecked("\(report.kind.mark) can't be read")
        let isCopy = found.originalManifestSHA256 != nil
        found.outcomes.append((.policy, isNamed ? policy(policySHA256, isCopy: isCopy) : unnamed))
        guard report.kind == .report else { return found }
        found.outcomes.append((.evidence, try evidence(of: report, isCopy: isCopy)))
        found.outcomes.append(
            (
                .chain,
                isNamed
                    ? chain(previousSHA256, after: previous, lacksDigests: isCopy && policySHA256 == nil)
                    : unnamed
            ))
        if isNamed { found.outcomes += reviews(ReviewCheck(named: sources, isCopy: isCopy)) }
        return found
    }

    private static func changes(of report: SealedReport) throws(ScanError) -> [String] {
        do throws(ReportError) { return try report.changes() } catch { throw .cancelled }
    }

    private func reviews(_ check: ReviewCheck) -> [(guarantee: Guarantee, outcome: Outcome)] {
        [(Guarantee.ledger, check.ledger(ledger)), (.waivers, check.waivers(waiversSHA256))].compactMap {
            guarantee, outcome in outcome.map { (guarantee, $0) }
        }
    }

    /// What a copy that was shared may lack.
    static let lacking = Outcome.unchecked("a copy may not have what it needs; check the report itself")

    private func policy(_ named: String?, isCopy: Bool) -> Outcome {
        guard let policySHA256 else { return .unchecked("give --policy to check it") }
        if isCopy, named == nil { return Self.lacking }
        if named == policySHA256 { return .holds("sha256 \(policySHA256)") }
        return .broken(["the report names \(named ?? "none"), the policy is \(policySHA256)"])
    }

    private func evidence(of report: SealedReport, isCopy: Bool) throws(ScanError) -> Outcome {
        if inputs.isEmpty { return .unchecked("give --input to check it") }
        if isCopy { return Self.lacking }
        return try EvidenceCheck.outcome(of: report, inputs: inputs, maxResponse: maxResponse)
    }

    private func chain(_ named: String?, after previous: Report?, lacksDigests: Bool) -> Outcome {
        guard let previous else {
            return .unchecked(
                named.map { "the first one given; it follows a report with manifest \($0)" }
                    ?? "the first one given; it names none before it")
        }
        if lacksDigests, named == nil { return Self.lacking }
        guard let named else {
            return .broken(["it names no report before it, but \(previous.path) was given before it"])
        }
        // Copies name the manifests of the reports.
        let before = previous.originalManifestSHA256 ?? previous.manifestSHA256
        if named == before { return .holds("it follows \(previous.path)") }
        return .broken([
            "it follows a report with manifest \(named)",
            "\(previous.path) has \(before ?? "none"): one is missing, or their order is another",
        ])
    }
}
