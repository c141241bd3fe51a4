internal import Utilities

extension SealedReport {
    /// A folder that holds nothing but what its manifest names.
    package struct Place: Sendable {
        /// The absolute path of the folder, without links.
        package var path: String
        /// What the folder holds.
        package var kind: FolderKind
    }

    /// The sealed folder that a file at `path` is in, or would be in, at any depth; nil if it is in none.
    package static func place(around path: String) -> Place? {
        guard let resolved = try? ResolvedPath(ofMissing: path).text else { return nil }
        var folder = resolved[...]
        while let slash = folder.utf8.lastIndex(of: UInt8(ascii: "/")), slash > folder.startIndex {
            folder = folder[..<slash]
            let path = String(folder)
            guard FileSystem.exists("\(path)/\(ReportFileName.manifest)"),
                let sealed = try? SealedReport(at: path),
                sealed.manifest.entries.contains(where: { $0.name == sealed.kind.mark })
            else { continue }
            return Place(path: path, kind: sealed.kind)
        }
        return nil
    }
}
