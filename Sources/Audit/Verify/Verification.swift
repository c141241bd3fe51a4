import Reporting

/// Whether reports are what they were when they were sealed: which guarantee holds, per folder.
package struct Verification: Sendable {
    package enum Guarantee: String, Sendable, CaseIterable {
        /// Every file is unchanged, and no other file lies there.
        case files
        /// The report was made by the policy at hand.
        case policy
        /// The inputs still hold the texts that the listed generations were judged by.
        case evidence
        /// The report follows the one before it.
        case chain
    }

    package enum Outcome: Sendable, Equatable {
        case holds(String)
        /// What is wrong, a line each.
        case broken([String])
        case unchecked(String)
    }

    /// What was found of one report.
    package struct Report: Sendable {
        package var path: String
        /// SHA-256 of its manifest; nil where it has none.
        package var manifestSHA256: String?
        package var outcomes: [(guarantee: Guarantee, outcome: Outcome)] = []

        package var isSound: Bool {
            !outcomes.contains { if case .broken = $0.outcome { true } else { false } }
        }
    }

    private let folders: [String]
    private let policySHA256: String?
    private let inputs: [String]
    private let maxResponse: Int

    /// - Parameters:
    ///   - folders: Report folders; several are held to be a chain in the order given, oldest first.
    ///   - policySHA256: Digest of the policy file that the reports should be made by; nil to leave that unchecked.
    ///   - inputs: Where the responses lie; none to leave the evidence unchecked.
    package init(folders: [String], policySHA256: String?, inputs: [String], maxResponse: Int = 64 << 20) {
        self.folders = folders
        self.policySHA256 = policySHA256
        self.inputs = inputs
        self.maxResponse = maxResponse
    }

    /// Reads everything anew. Throws where an input is not there; what is wrong with a report is in the result.
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
        var changes = report.changes(), named: (policySHA256: String?, previousManifestSHA256: String?)?
        do throws(ReportError) {
            named = try report.identity()
        } catch {
            changes.append(error.description)
        }
        found.outcomes.append(
            (
                .files,
                changes.isEmpty
                    ? .holds("\(report.manifest.entries.count) files as sealed") : .broken(changes)
            ))
        let unnamed = Outcome.unchecked("summary.json can't be read")
        found.outcomes.append((.policy, named.map { policy($0.policySHA256) } ?? unnamed))
        found.outcomes.append((.evidence, try evidence(of: report)))
        found.outcomes.append(
            (.chain, named.map { chain($0.previousManifestSHA256, after: previous) } ?? unnamed))
        return found
    }

    private func policy(_ named: String?) -> Outcome {
        guard let policySHA256 else { return .unchecked("give --policy to check it") }
        if named == policySHA256 { return .holds("sha256 \(policySHA256)") }
        return .broken(["the report names \(named ?? "none"), the policy is \(policySHA256)"])
    }

    private func evidence(of report: SealedReport) throws(ScanError) -> Outcome {
        if inputs.isEmpty { return .unchecked("give --input to check it") }
        return try EvidenceCheck.outcome(of: report, inputs: inputs, maxResponse: maxResponse)
    }

    private func chain(_ named: String?, after previous: Report?) -> Outcome {
        guard let previous else {
            return .unchecked(
                named.map { "the first one given; it follows a report with manifest \($0)" }
                    ?? "the first one given; it names none before it")
        }
        guard let named else {
            return .broken(["it names no report before it, but \(previous.path) was given before it"])
        }
        if named == previous.manifestSHA256 { return .holds("it follows \(previous.path)") }
        return .broken([
            "it follows a report with manifest \(named)",
            "\(previous.path) has \(previous.manifestSHA256 ?? "none"): one is missing, or their order is another",
        ])
    }
}
