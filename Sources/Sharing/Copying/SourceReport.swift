internal import Glibc
internal import Reporting
internal import Responses
internal import Utilities

/// The report that is shared: its seal, its summary and its tables. It has no unknown files.
struct SourceReport {
    let path: String
    let manifestSHA256: String
    let summary: JSONTree
    /// The tree of `datapackage.json`.
    let package: JSONTree
    let tables: [SourceTable]
    /// Whether the report has these optional files.
    let hasPage: Bool
    let hasPolicy: Bool

    /// Reads the seal, and checks it if `checksSeal` is true.
    init(at path: String, checksSeal: Bool = true) throws(ShareError) {
        let sealed = try Self.seal(of: path)
        if checksSeal { try Self.check(sealed) }
        self.path = path
        manifestSHA256 = sealed.manifestSHA256
        summary = try Self.tree(of: ReportFileName.summary, in: path)
        package = try Self.tree(of: ReportFileName.dataPackage, in: path)
        if summary["shared"] != nil {
            throw .unusable("\(path.visible) is a copy that was shared; share the report that it is a copy of")
        }
        tables = try Self.tables(of: package, in: path)
        let names = sealed.manifest.entries.map(\.name)
        hasPage = names.contains(ReportFileName.page)
        hasPolicy = names.contains(ReportFileName.policy)
        let others = [
            ReportFileName.summary, ReportFileName.generations, ReportFileName.dataPackage, ReportFileName.page,
            ReportFileName.policy,
        ]
        let known = Set(tables.flatMap(\.files) + others)
        if let other = names.first(where: { !known.contains($0) }) {
            throw .unusable("\(path.visible)/\(other.visible) is no file that a copy can hold")
        }
    }

    private static func seal(of path: String) throws(ShareError) -> SealedReport {
        do throws(ReportError) {
            return try SealedReport(at: path)
        } catch {
            guard case .failed(_, _, ENOENT) = error else { throw ShareError(error) }
            throw .unusable("\(path.visible) holds no \(ReportFileName.manifest), so it is no report")
        }
    }

    private static func check(_ sealed: SealedReport) throws(ShareError) {
        let changes = try ShareError.reporting { () throws(ReportError) in try sealed.changes() }
        if changes.isEmpty { return }
        let more = changes.count > 5 ? "\nand \(changes.count - 5) more" : ""
        throw .unusable(
            "\(sealed.path.visible) is not as it was sealed:\n" + changes.prefix(5).joined(separator: "\n")
                + more)
    }

    private static func tables(of package: JSONTree, in path: String) throws(ShareError) -> [SourceTable] {
        let file = "\(path.visible)/\(ReportFileName.dataPackage)"
        guard let resources = package["resources"]?.elements else { throw .unusable("\(file) lists no tables") }
        var tables: [SourceTable] = []
        for resource in resources {
            guard let table = SourceTable(resource) else {
                throw .unusable("\(file) describes a table otherwise than a report does")
            }
            tables.append(table)
        }
        return tables
    }

    private static func tree(of name: String, in folder: String) throws(ShareError) -> JSONTree {
        let bytes = try ShareError.reporting { () throws(ReportError) in
            try FileReader.bytes(of: "\(folder)/\(name)")
        }
        var reader = JSONTreeReader()
        do throws(UnreadableText) {
            return try reader.tree(of: bytes)
        } catch {
            throw .unusable("\(folder.visible)/\(name): \(error.reason)")
        }
    }
}

/// A table of a report, from its description in `datapackage.json`.
struct SourceTable {
    let name: String
    /// The names of its files: one, or the parts of a split table.
    let files: [String]
    let columns: [String]
    let delimiter: UInt8

    /// Returns nil if the description is not the description of a report's table.
    init?(_ resource: JSONTree) {
        guard let name = resource["name"]?.text, let fields = resource["schema"]?["fields"]?.elements,
            let delimiter = resource["dialect"]?["delimiter"]?.text?.utf8.first
        else { return nil }
        let files = resource["path"]?.text.map { [$0] } ?? resource["path"]?.elements?.compactMap(\.text) ?? []
        let columns = fields.compactMap { $0["name"]?.text }
        guard !files.isEmpty,
            files.allSatisfy({ $0.hasPrefix(name) && $0.hasSuffix(".csv") && !$0.contains("/") }),
            columns.count == fields.count, !columns.isEmpty
        else { return nil }
        self.name = name
        self.files = files
        self.columns = columns
        self.delimiter = delimiter
    }

    /// The index of a column; nil if the table does not have it.
    func index(of column: String) -> Int? { columns.firstIndex(of: column) }
}
