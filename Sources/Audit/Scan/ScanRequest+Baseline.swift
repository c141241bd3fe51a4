import Reporting

extension ScanRequest.Baseline {
    /// Opens the report, and reads its rows.
    func opened(_ keying: IDKeying) throws(ReportError) -> PreviousReport {
        switch self {
        case .report(let path): try PreviousReport(at: path, keying)
        case .empty: PreviousReport(keying)
        }
    }
}
