/// The names of a report's files (CONTRACT section 6).
package enum ReportFileName {
    /// The policy's YAML text, byte for byte as it was read.
    package static let policy = "policy.yaml"
    /// The counts of the run.
    package static let summary = "summary.json"
    /// The listed generations with their findings.
    package static let generations = "generations.json"
    /// The HTML report.
    package static let page = "report.html"
    /// The description of the tables.
    package static let dataPackage = "datapackage.json"
    /// What a sample was drawn from, and how (CONTRACT section 16).
    package static let sample = "sample.json"
    /// The HTML page of a tuning.
    static let tuningPage = "tuning.html"
    /// What a tuning compares (CONTRACT section 16).
    package static let tuning = "tuning.json"
    /// The digests of all other files (CONTRACT section 11).
    package static let manifest = "manifest-sha256.txt"

    /// The first file of a table: `findings.csv`.
    static func first(of table: ReportTable) -> String { table.rawValue + ".csv" }

    /// The files of every report, except the manifest.
    static let required =
        [summary, generations] + [ReportTable.generations, .findings, .unaudited].map(first)
        + [policy, page, dataPackage]

    /// The files of every folder of a kind, except the manifest.
    static func required(of kind: FolderKind) -> [String] {
        switch kind {
        case .report: required
        case .copy: required.filter { $0 != policy && $0 != page }
        case .sample: [sample, "sheet-1.csv", "key.csv", "strata.csv", policy, dataPackage]
        case .tuning:
            [tuning, "workload.csv", "quality.csv", "choice.csv", policy, tuningPage, dataPackage]
        }
    }
}
