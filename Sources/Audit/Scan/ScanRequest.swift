import Intake
package import Policies
package import Reporting

/// The options of a scan (CONTRACT sections 1 to 7).
package struct ScanRequest: Sendable {
    /// Paths of files and folders; `-` is standard input.
    package var inputs: [String]
    /// The policy that judges the generations.
    package var policy: Policy
    /// The path of the report folder.
    package var output: String
    /// What the folder at `output` becomes.
    var kind = FolderKind.report
    /// The folder of the ledger; nil without one. The output is not in it.
    package var ledger: String?
    /// The folders of samples. The output is not in one of them.
    var samples: [String] = []
    /// The options of the report's files.
    package var style: ReportStyle
    /// The number of batches examined at a time, at least 1. The report does not depend on it.
    package var jobs: Int
    /// The maximum length of a JSON text in bytes, 1…`longestResponse`.
    package var maxResponse: Int
    /// The number of bytes read at a time. The report does not depend on it.
    package var batchSize: Int
    /// The maximum length in bytes of the rows made at a time from one batch, except that the last generation may
    /// exceed it: 2 MB of empty generations would give 2 GB of rows. The report does not depend on it.
    var partRoom = 32 << 20
    /// The report's time, in seconds since 1970 (UTC).
    package var asOf: Int64
    /// The version that the summary names.
    package var toolVersion: String
    /// The report that the generations are compared with; nil if they are not compared.
    package var previous: Baseline?
    /// The dispositions of the generations; nil without a ledger and waivers.
    package var dispositions: (any DispositionSource)?
    /// Whether the summary has the SHA-256 of each input file.
    package var digestsInputs = false
    /// Whether the scan writes a part (CONTRACT section 17). The inputs then come from a plan.
    package var isPart = false
    /// How IDs become keys.
    var keying: IDKeying { isPart ? .digest : .seeded }
    /// Whether every generation is judged, even if its ID occurred before. The run then stores no IDs.
    package var allowsDuplicates: Bool

    /// What the generations are compared with (CONTRACT section 13).
    package enum Baseline: Sendable {
        /// The report in the folder at this path.
        case report(String)
        /// Nothing: there is no report before.
        case empty
    }

    /// The error message for the first folder that the run reads and that overlaps the output folder; nil if none does.
    var overlap: String? {
        let folders =
            Overlap.read(previous: previous, ledger: ledger) + samples.map { Overlap.Read("sample", $0) }
        return Overlap.first(of: inputs, output: output, kind: kind)
            ?? Overlap.first(of: folders, output: output, kind: kind)
    }

    /// What the run does with the rows at its end.
    var lastStep: LastStep {
        LastStep(isCompared: previous != nil, dispositions: dispositions, policy: policy)
    }

    /// The upper limit of `maxResponse`, in bytes.
    package static var longestResponse: Int { ResponseReader.longestResponse }

    /// Creates a request. Parameters have the meaning of the properties.
    package init(
        inputs: [String], policy: Policy, output: String, style: ReportStyle = ReportStyle(), jobs: Int = 2,
        maxResponse: Int = 64 << 20, batchSize: Int = 2 << 20, asOf: Int64, toolVersion: String,
        previous: Baseline? = nil, allowsDuplicates: Bool = false
    ) {
        self.inputs = inputs
        self.policy = policy
        self.output = output
        self.style = style
        self.jobs = max(1, jobs)
        self.maxResponse = maxResponse
        self.batchSize = batchSize
        self.asOf = asOf
        self.toolVersion = toolVersion
        self.previous = previous
        self.allowsDuplicates = allowsDuplicates
    }
}

/// The progress of a scan.
package struct ScanProgress: Sendable {
    /// Bytes read, before decompression.
    package var bytesRead: Int
    /// Bytes of all inputs; nil if unknown (standard input, or a folder that is still listed).
    package var bytesInAll: Int?
    /// Responses read.
    package var responses: Int
    /// Flagged generations.
    package var flagged: Int
    /// Whether a stream has no bytes at present.
    package var isWaiting = false
}

/// Why a scan ended without a report. The old report is unchanged.
package enum ScanError: Error, CustomStringConvertible {
    /// The messages: which input could not be read, and why.
    case intake(String)
    case report(ReportError)
    /// The task was cancelled, or a signal ended the run.
    case cancelled

    /// The messages, or the reason, in plain English.
    package var description: String {
        switch self {
        case .intake(let lines): lines
        case .report(let error): error.description
        case .cancelled: "stopped before the end; no report was written"
        }
    }
}
