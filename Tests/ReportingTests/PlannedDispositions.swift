@testable import Policies
@testable import Reporting
@testable import Responses

/// Dispositions that a test decides.
struct PlannedDispositions: DispositionSource {
    var sources = Summary.Review.Sources(
        decisions: .init(sha256: "aa", entries: 3, lastSHA256: "bb"), waivers: .init(sha256: "cc", entries: 1))
    /// The columns by ID; open for others.
    var columns: [String: ReviewColumns] = [:]
    var rows: [WaiverRow] = []
    var importedSheets: Set<String> = []

    mutating func columns(of generation: ReviewedGeneration) throws(ReportError) -> ReviewColumns {
        columns[generation.identity.map { String($0) } ?? ""] ?? ReviewColumns()
    }

    func waiverRows() -> [WaiverRow] { rows }

    func hasImported(_ sheet: String, of report: String, sha256: String) throws(ReportError) -> Bool {
        importedSheets.contains(sha256)
    }
}
