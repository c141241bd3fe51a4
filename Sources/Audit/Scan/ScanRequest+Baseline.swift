import Reporting

extension ScanRequest.Baseline {
    /// Opens the report, and reads its rows.
    func opened() throws(ReportError) -> PreviousReport {
        switch self {
        case .report(let path): try PreviousReport(at: path)
        case .empty: PreviousReport()
        }
    }
}

extension PreviousReport {
    /// Marks the generations of a batch as those of the input.
    mutating func see(_ batch: [Occurrence?]) {
        for case let occurrence? in batch { see(occurrence.key) }
    }
}
