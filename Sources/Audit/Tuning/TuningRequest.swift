package import Policies
package import Reporting
internal import Utilities

/// The options of a tuning (CONTRACT section 16).
package struct TuningRequest: Sendable {
    /// The inputs, the policy, the folder and the time.
    package var scan: ScanRequest
    /// The policy to compare with.
    package var against: Policy?
    /// The tests that are swept, in document order.
    package var tests: [SweptTest]
    /// The samples.
    package private(set) var samples: [SampleFolder]
    /// What reviewers answered.
    package private(set) var answers: AnswerTable
    /// The ledger with the answers; nil without one.
    package private(set) var ledger: (entries: Int, lastSHA256: String)?
    /// The goals.
    package var goals: [TuningGoal]

    /// A request without samples and answers.
    package init(
        _ scan: ScanRequest, against: Policy? = nil, tests: [SweptTest], goals: [TuningGoal] = []
    ) {
        self.scan = scan
        self.scan.kind = .tuning
        self.against = against
        self.tests = tests
        self.goals = goals
        samples = []
        answers = AnswerTable(scan.policy, samples: [])
    }

    /// Reads the samples, and the answers in a ledger.
    /// - Parameter ledger: The path of the ledger's folder; nil without one.
    package mutating func read(samples paths: [String], ledger path: String?) throws(TuningError) {
        for path in paths {
            let folder = try TuningError.reading { () throws(ReportError) in try SampleFolder(at: path) }
            let known = samples.first { other in
                other.rules.contains { rule in folder.rules.contains { $0.id == rule.id } }
            }
            if let known {
                let rule = known.rules.first { rule in folder.rules.contains { $0.id == rule.id } }
                throw .unfit(
                    "\(path.visible) and \(known.sample.report.path.visible) both ask about \(rule?.id ?? ""); give one of them"
                )
            }
            samples.append(folder)
        }
        (scan.samples, scan.ledger) = (paths, path)
        answers = AnswerTable(scan.policy, samples: samples)
        guard let path else { return }
        ledger = try TuningError.reporting { () throws(ReportError) in try answers.read(path) }
    }
}

/// Why a tuning ended without a folder. The old folder is unchanged.
package enum TuningError: Error, CustomStringConvertible {
    /// The inputs could not be read, or the folder could not be written.
    case failed(ScanError)
    /// A sample or a ledger does not fit.
    case unfit(String)

    /// The reason in plain English.
    package var description: String {
        switch self {
        case .failed(.cancelled), .failed(.report(.stopped)): "stopped before the end; no folder was written"
        case .failed(let error): error.description
        case .unfit(let reason): reason
        }
    }

    /// Calls `work`; a folder that is refused is unfit.
    static func reading<Result>(_ work: () throws(ReportError) -> Result) throws(TuningError) -> Result {
        do throws(ReportError) { return try work() } catch {
            if case .refused = error { throw .unfit(error.description) }
            throw .failed(.report(error))
        }
    }

    static func reporting<Result: ~Copyable>(
        _ work: () throws(ReportError) -> Result
    ) throws(TuningError) -> Result {
        do throws(ReportError) { return try work() } catch { throw .failed(.report(error)) }
    }
}
