import Glibc
import Reporting
import Reviews
import Utilities

/// The places at which a command writes no single file (CONTRACT section 6).
enum OutputPlace {
    /// Throws an error if a file at `path` would be in the folder of a report, a sample or a tuning, in the folder of a
    /// ledger, or in the place of a sheet in which a reviewer wrote.
    /// - Parameters:
    ///   - ledger: The folder of a ledger that may be empty.
    ///   - replacesSheets: Whether the command itself makes sure that no decision is lost.
    static func require(
        _ path: String, ledger: String? = nil, replacesSheets: Bool = false
    ) throws(ReportError) {
        if let sealed = SealedReport.place(around: path) {
            throw .refused(
                path: path,
                reason: "is in the folder of a \(sealed.kind), which may hold nothing else; name another file")
        }
        guard let resolved = try? ResolvedPath(ofMissing: path) else { return }
        if isInLedger(resolved, ledger) {
            throw .refused(path: path, reason: "is in the folder of a ledger; name another file")
        }
        if !replacesSheets, Sheet.isFilledIn(resolved.text) {
            throw .refused(
                path: path,
                reason:
                    "is a sheet with decisions or notes, which would be lost; move it away, or name another file"
            )
        }
    }

    private static func isInLedger(_ path: ResolvedPath, _ ledger: String?) -> Bool {
        if let ledger, let folder = try? ResolvedPath(ledger), path.isWithin(folder) { return true }
        let slash = path.text.utf8.lastIndex(of: UInt8(ascii: "/")) ?? path.text.startIndex
        return Ledger.isThere(in: String(path.text[..<slash]))
    }
}
