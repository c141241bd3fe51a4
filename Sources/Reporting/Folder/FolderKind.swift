/// What a sealed folder holds. A file that only folders of this kind have tells it.
package enum FolderKind: String, Sendable, CustomStringConvertible {
    case report, sample, tuning

    /// The kind in messages.
    package var description: String { rawValue }

    /// The name of the file that only this kind has.
    package var mark: String {
        switch self {
        case .report: ReportFileName.summary
        case .sample: ReportFileName.sample
        case .tuning: ReportFileName.tuning
        }
    }
}
