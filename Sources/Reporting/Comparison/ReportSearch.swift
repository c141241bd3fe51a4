import Utilities

/// Searches the folders of a folder for the previous report (CONTRACT section 13).
package struct ReportSearch: Sendable {
    /// The path of the latest report from before the run; nil if there is none.
    package private(set) var report: String?
    /// The paths of reports of older versions, which have no digests of rules.
    package private(set) var withoutDigests: [String] = []

    /// Searches the folders directly in `folder`. Ignores folders without a report, shared copies of reports, and folders
    /// with a name that begins with a dot.
    /// - Parameters:
    ///   - asOf: The run's time in seconds since 1970.
    ///   - output: The path of the folder that the run writes, which is ignored.
    package init(in folder: String, before asOf: Int64, except output: String) throws(ReportError) {
        let names: [String]
        do throws(SystemError) {
            names = try Directory(path: folder).names()
        } catch {
            throw .refused(
                path: folder, reason: "cannot be read: \(error); name the folder that holds the reports")
        }
        let written = try? ResolvedPath(ofMissing: output)
        var latest: (asOf: Int64, name: String)?
        // Names are in byte order, so that of reports with the same time the one with the last name is taken.
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) where !name.hasPrefix(".")
        {
            let path = folder.utf8.last == .slash ? folder + name : "\(folder)/\(name)"
            guard let resolved = try? ResolvedPath(path), resolved != written,
                let sealed = try? SealedReport(at: path),
                let summary = try? sealed.bytes(of: ReportFileName.summary),
                !PreviousReport.isSharedCopy(summary),
                let facts = PreviousReport.facts(in: summary), facts.asOf < asOf
            else { continue }
            if !facts.hasDigests {
                withoutDigests.append(path)
            } else if facts.asOf >= latest?.asOf ?? .min {
                latest = (facts.asOf, path)
            }
        }
        report = latest?.name
    }
}
