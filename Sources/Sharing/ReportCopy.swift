package import Reporting
internal import Responses
internal import Utilities

/// A sealed copy of a report without the content that its recipient must not have (CONTRACT section 14). Memory use
/// does not grow with the number of rows, except for rows of restricted generations.
package struct ReportCopy {
    /// The contents of a copy, for the terminal.
    package struct Outcome: Sendable {
        /// The manifest of the copy.
        package var manifest: Manifest
        /// The SHA-256 of the report's manifest.
        package var reportSHA256: String
        /// The ID of each key, as in `key_id`; nil without pseudonyms.
        package var keyID: String?
        /// The tables of the copy, with the number of written rows and of omitted rows of restricted generations.
        package var tables: [(name: String, rows: Int, dropped: Int)]
        /// The files of the report that the copy does not have.
        package var left: [String]
    }

    private let source: SourceReport
    private let profile: Profile
    private let recipient: String
    private let key: ShareKey?
    private let rules: CopyRules

    /// Checks the seal of the report, and that the profile names all of its columns.
    /// - Parameters:
    ///   - report: The path of the folder of the report.
    ///   - key: The key, which a profile with pseudonyms requires.
    package init(
        of report: String, profile: Profile, recipient: String, key: ShareKey?
    ) throws(ShareError) {
        let source = try SourceReport(at: report)
        let tables = source.tables.filter { profile.scores == .keep || $0.name != "scores" }
        try CopyRules.check(tables, against: profile)
        self.source = source
        self.profile = profile
        self.recipient = recipient
        self.key = profile.needsKey ? key : nil
        rules = CopyRules(
            profile: profile,
            pseudonyms: self.key.map { Pseudonyms(key: $0, profile: profile.name, recipient: recipient) },
            restricted: profile.restricted == .keep ? RestrictedRows() : try RestrictedRows(of: source))
    }

    /// Writes the copy. It replaces the folder at `path` under the same conditions as a report.
    package func write(to path: String) throws(ShareError) -> Outcome {
        var folder: SealedFolder
        do throws(ReportError) {
            folder = try SealedFolder(at: path)
        } catch {
            throw .failed(error)
        }
        return try write(to: &folder)
    }

    /// Computes the manifest of the copy without writing it.
    package func manifest() throws(ShareError) -> Manifest {
        var folder = SealedFolder()
        return try write(to: &folder).manifest
    }

    private func write(to folder: inout SealedFolder) throws(ShareError) -> Outcome {
        var members = try SummaryCopy(profile: profile, summary: source.summary).members()
        var tables: [TableCopy] = []
        for table in source.tables where profile.scores == .keep || table.name != "scores" {
            var copy = try TableCopy(of: table, rules)
            try copy.write(from: source, to: &folder)
            tables.append(copy)
        }
        try check(tables)
        members.append(JSONTree.Member("shared", shared(tables)))
        let summary = ReportJSON.bytes(of: .object(members), isPretty: true)
        try writeObjects(to: &folder, summary: summary, tables)
        let package = ReportJSON.bytes(of: DataPackageCopy.copy(source.package, tables: tables), isPretty: true)
        let lineEnd = [UInt8(ascii: "\n")]
        var left = source.tables.filter { table in !tables.contains { $0.table.name == table.name } }.flatMap(
            \.files)
        do throws(ReportError) {
            try folder.write(summary + lineEnd, to: ReportFileName.summary)
            try folder.write(package + lineEnd, to: ReportFileName.dataPackage)
            for (name, isKept) in wholeFiles {
                if isKept { try copy(name, to: &folder) } else { left.append(name) }
            }
            return Outcome(
                manifest: try folder.finish(), reportSHA256: source.manifestSHA256, keyID: key?.id,
                tables: tables.map { ($0.table.name, $0.rows - $0.dropped, $0.dropped) }, left: left)
        } catch {
            throw .failed(error)
        }
    }

    /// The files that are either copied unchanged or omitted. The page contains the texts of restricted generations.
    private var wholeFiles: [(name: String, isKept: Bool)] {
        var files: [(String, Bool)] = []
        if source.hasPage {
            files.append((ReportFileName.page, profile.page == .keep && rules.restricted.isEmpty))
        }
        if source.hasPolicy { files.append((ReportFileName.policy, profile.thresholds == .keep)) }
        return files
    }

    private func copy(_ name: String, to folder: inout SealedFolder) throws(ReportError) {
        var reader = try FileReader(path: "\(source.path)/\(name)")
        try folder.begin(name)
        while true {
            if Interruption.isRequested { throw .stopped }
            let bytes = Array(try reader.next())
            if bytes.isEmpty { break }
            try folder.append(bytes)
        }
        _ = try folder.end()
    }
}

extension ReportCopy {
    /// Writes `generations.json`.
    private func writeObjects(
        to folder: inout SealedFolder, summary: [UInt8], _ tables: [TableCopy]
    ) throws(ShareError) {
        var objects = try GenerationObjects(of: source)
        var output = Array(GenerationsJSON.opening.description.utf8)
        var dropped = 0, isFirst = true
        do throws(ReportError) { try folder.begin(ReportFileName.generations) } catch { throw .failed(error) }
        while let object = try objects.next() {
            let isRestricted = rules.restricted.contains(object)
            if isRestricted, rules.dropsRestricted {
                dropped += 1
                continue
            }
            output += Array(GenerationsJSON.beforeObject.description.utf8).dropFirst(isFirst ? 1 : 0)
            isFirst = false
            output += ReportJSON.bytes(of: try rules.copy(object, isRestricted: isRestricted), isPretty: false)
            if output.count >= 1 << 18 {
                do throws(ReportError) { try folder.append(output) } catch { throw .failed(error) }
                output.removeAll(keepingCapacity: true)
            }
        }
        if let table = tables.first(where: { $0.table.name == "generations" }), table.dropped != dropped {
            throw .unusable(
                "\(source.path.visible): generations.csv and generations.json hold other generations")
        }
        output += Array(GenerationsJSON.beforeSummary.description.utf8) + summary
        output += Array(GenerationsJSON.closing.description.utf8)
        do throws(ReportError) {
            try folder.append(output)
            _ = try folder.end()
        } catch {
            throw .failed(error)
        }
    }

    /// Checks the rows of the report against its summary.
    private func check(_ tables: [TableCopy]) throws(ShareError) {
        let counts = source.summary["counts"]
        let listed = ["flagged", "near", "incomplete"].compactMap { counts?[$0]?.integer }.reduce(0, +)
        let unaudited = (source.summary["unaudited"]?.members ?? []).compactMap(\.value.integer).reduce(0, +)
        let expected = ["generations": listed, "unaudited": unaudited + (counts?["duplicates"]?.integer ?? 0)]
        for table in tables {
            guard let rows = expected[table.table.name], rows != Int64(table.rows) else { continue }
            throw .unusable(
                "\(source.path.visible) does not add up: \(table.table.name).csv has \(table.rows) rows, the summary counts "
                    + "\(rows)")
        }
    }

    /// The object `shared` of the summary.
    private func shared(_ tables: [TableCopy]) -> JSONTree {
        .object([
            .init("profile", .text(profile.name)), .init("profile_sha256", .text(profile.sha256)),
            .init("recipient", .text(recipient)), .init("key_id", key.map { .text($0.id) } ?? .null),
            .init("of_manifest_sha256", .text(source.manifestSHA256)),
            .init(
                "rows_dropped",
                .object(tables.map { JSONTree.Member($0.table.name, .integer(Int64($0.dropped))) })),
        ])
    }
}
