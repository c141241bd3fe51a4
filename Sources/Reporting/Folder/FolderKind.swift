/// What a sealed folder holds. A file that only folders of this kind have tells it, and a member of `summary.json` tells a
/// copy that was shared from a report.
package enum FolderKind: String, Sendable, CustomStringConvertible {
    case report, copy, sample, tuning

    /// The kind in messages.
    package var description: String { self == .copy ? "shared copy" : rawValue }

    /// The name of the file that tells this kind.
    package var mark: String {
        switch self {
        case .report, .copy: ReportFileName.summary
        case .sample: ReportFileName.sample
        case .tuning: ReportFileName.tuning
        }
    }
}
