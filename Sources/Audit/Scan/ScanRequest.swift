import Intake
package import Policies
package import Reporting

/// What a scan is to do (CONTRACT sections 1 to 7).
package struct ScanRequest: Sendable {
    /// Files, folders, `-` for standard input.
    package var inputs: [String]
    package var policy: Policy
    /// The report folder.
    package var output: String
    package var style: ReportStyle
    /// Batches examined at a time, 1 or more. The report does not depend on it.
    package var jobs: Int
    /// Bytes that a single JSON text may have, 1 to `longestResponse`.
    package var maxResponse: Int
    /// Bytes that are read at a time. The report does not depend on it.
    package var batchSize: Int
    /// Bytes of rows that are made at a time from one batch, but for those of the last generation among them: of two
    /// megabytes of empty generations there would be two gigabytes. The report does not depend on it.
    var partRoom = 32 << 20
    /// The moment the report speaks for, in seconds since 1970.
    package var asOf: Int64
    package var toolVersion: String
    /// The folder of the report before this one, which the summary then names by its seal.
    package var previous: String?
    /// Every generation is judged, whatever came before it, and the run remembers no ids.
    package var allowsDuplicates: Bool

    /// What `maxResponse` may be at most, in bytes.
    package static var longestResponse: Int { ResponseReader.longestResponse }

    package init(
        inputs: [String], policy: Policy, output: String, style: ReportStyle = ReportStyle(), jobs: Int = 2,
        maxResponse: Int = 64 << 20, batchSize: Int = 2 << 20, asOf: Int64, toolVersion: String,
        previous: String? = nil, allowsDuplicates: Bool = false
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

/// How far a scan is.
package struct ScanProgress: Sendable {
    /// Bytes read, before decompression.
    package var bytesRead: Int
    /// Bytes of all inputs; nil where that is not known yet (standard input, a folder being read).
    package var bytesInAll: Int?
    package var responses: Int
    package var flagged: Int
}

/// Why a scan ended without a report. The old report stands.
package enum ScanError: Error, CustomStringConvertible {
    /// Lines for a person: what could not be read, and where.
    case intake(String)
    case report(ReportError)
    /// The task was cancelled, or a signal ended the run.
    case cancelled

    package var description: String {
        switch self {
        case .intake(let lines): lines
        case .report(let error): error.description
        case .cancelled: "stopped before the end; no report was written"
        }
    }
}
