import Glibc

extension SealedReport {
    /// The bytes of a file of the report.
    func bytes(of name: String) throws(ReportError) -> [UInt8] {
        do throws(ReportError) {
            return try FileReader.bytes(of: "\(path)/\(name)")
        } catch {
            guard case .failed(_, _, ENOENT) = error else { throw error }
            if kind != .report {
                throw .refused(path: path, reason: "is a \(kind), not a report; name a report")
            }
            throw Self.removed("\(path)/\(name)")
        }
    }

    /// Throws an error if a file of the report does not have the digest in the manifest.
    func require(_ name: String, sha256: String) throws(ReportError) {
        guard let entry = manifest.entries.first(where: { $0.name == name }), entry.sha256 == sha256 else {
            throw .refused(
                path: "\(path)/\(name)",
                reason:
                    "was edited after the report was written, so nothing can be compared with it; put the file back, or "
                    + "name another report")
        }
    }

    private static func removed(_ path: String) -> ReportError {
        .refused(
            path: path,
            reason:
                "was removed after the report was written, so nothing can be compared with it; put the file back, or "
                + "name another report")
    }

    /// The paths of the other files of the report that do not match the manifest.
    func changes(except names: [String]) throws(ReportError) -> [String] {
        var changed: [String] = []
        for entry in manifest.entries where !names.contains(entry.name) {
            do throws(ReportError) {
                let digest = try FileReader.sha256(of: "\(path)/\(entry.name)")
                if digest != entry.sha256 { changed.append("\(path)/\(entry.name)") }
            } catch {
                if case .stopped = error { throw error }
                changed.append("\(path)/\(entry.name)")
            }
        }
        return changed
    }
}
