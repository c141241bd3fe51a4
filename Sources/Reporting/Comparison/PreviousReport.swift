import Digests
import Glibc
package import Responses
import Utilities

/// The report that a new report is compared with (CONTRACT section 13).
///
/// It is opened before the run. At the end of the run, rows that differ are read again. The new report may replace it.
package struct PreviousReport: ~Copyable, Sendable {
    /// The facts of the report; nil for an empty baseline.
    let facts: ReportFacts?
    let manifestSHA256: String
    /// The files that were edited or removed after the report was written. Compared files are not among them.
    package let editedFiles: [String]
    var rows: PreviousRows
    private let file: String
    private let objects: FileDescriptor?
    /// The offset after the last object.
    private let end: Int

    /// Creates an empty baseline, for which every listed generation is new.
    package init(_ keying: IDKeying = .seeded) {
        facts = nil
        manifestSHA256 = ""
        editedFiles = []
        file = ""
        objects = nil
        rows = PreviousRows(keying)
        end = 0
    }

    /// Opens the report in the folder at `path` and reads its rows.
    /// - Throws: An error if the folder has no report, if `summary.json` or `generations.json` does not match the
    ///   manifest, or if the report has no digests of rules.
    package init(at path: String, _ keying: IDKeying = .seeded) throws(ReportError) {
        let report = try Self.sealed(at: path)
        let facts = try Self.facts(of: report)
        var reader = try ListedObjects(of: path, isDigested: true)
        let objects = try reader.duplicate()
        var rows = PreviousRows(keying), end = 0
        rows.reserve(min(facts.listed, PreviousRows.limit, Self.objectLimit(objects)))
        do throws(ReportError) {
            end = try Self.read(&reader, into: &rows)
        } catch {
            // The error of an edited file names the edit instead of a line.
            if case .refused = error { try report.require(ReportFileName.generations, sha256: reader.sha256()) }
            throw error
        }
        try report.require(ReportFileName.generations, sha256: reader.sha256())
        editedFiles = try report.changes(except: [ReportFileName.summary, ReportFileName.generations])
        self.facts = facts
        manifestSHA256 = report.manifestSHA256
        file = reader.file
        self.objects = consume objects
        self.rows = rows
        self.end = end
    }

    /// The manifest of the report at `path`.
    static func sealed(at path: String) throws(ReportError) -> SealedReport {
        do throws(ReportError) {
            return try SealedReport(at: path)
        } catch {
            switch error {
            case .failed(_, _, ENOENT) where !FileSystem.exists(path):
                throw .refused(path: path, reason: "does not exist; name a folder that scan wrote")
            case .failed(_, _, ENOENT), .failed(_, _, ENOTDIR):
                throw .refused(
                    path: path,
                    reason:
                        "holds no \(ReportFileName.manifest), so it is no report; name a folder that scan wrote"
                )
            case .refused:
                throw .refused(
                    path: path,
                    reason:
                        "holds a \(ReportFileName.manifest) that is not a report's; name a folder that scan wrote"
                )
            default: throw error
            }
        }
    }

    /// The facts of a report. Throws an error if the report cannot be compared.
    static func facts(of report: SealedReport) throws(ReportError) -> ReportFacts {
        let path = "\(report.path)/\(ReportFileName.summary)"
        let bytes = try report.bytes(of: ReportFileName.summary)
        try report.require(ReportFileName.summary, sha256: SHA256Digest.hex(of: bytes))
        guard !isSharedCopy(bytes) else {
            throw .refused(
                path: report.path,
                reason: "is a shared copy, not a report; name the report that it was made of")
        }
        guard let facts = facts(in: bytes) else {
            throw .refused(path: path, reason: "is not a report's summary; name a folder that scan wrote")
        }
        guard facts.hasDigests else {
            throw .refused(
                path: report.path,
                reason:
                    "is a report of an older version, without digests of its rules; scan the input of that report again"
            )
        }
        return facts
    }

    /// Whether a summary is that of a copy that was shared (CONTRACT section 14). A profile changes the ids and the rules
    /// of a copy, so it is not comparable.
    static func isSharedCopy(_ summary: [UInt8]) -> Bool {
        var json = JSONTexts()
        return (try? json.value(of: summary) { $0.member(named: "shared") != nil }) ?? false
    }

    static func facts(in summary: [UInt8]) -> ReportFacts? {
        var json = JSONTexts()
        let facts = try? json.value(of: summary) { ReportFacts($0) }
        return facts ?? nil
    }

    /// The maximum number of objects in a file of this size. It limits the memory that a wrong count in a summary
    /// reserves.
    private static func objectLimit(_ file: borrowing FileDescriptor) -> Int {
        ((try? file.status()).map { Int($0.st_size) } ?? 0) / 256
    }

    /// Reads the rows and returns the offset after the last one.
    private static func read(
        _ objects: inout ListedObjects, into rows: inout PreviousRows
    ) throws(ReportError) -> Int {
        var reader = ListedRowReader(), end = 0
        while let (object, place) = try objects.next() {
            guard let row = reader.row(object) else { throw objects.unreadable() }
            let moment = row.firstListed.map { String($0) }
            if let moment, ReportFacts.seconds(of: moment) == nil { throw objects.unreadable() }
            guard rows.count < PreviousRows.limit else {
                throw .refused(
                    path: objects.file, reason: "has more than \(PreviousRows.limit.grouped) generations")
            }
            rows.add(row, from: place.lowerBound, moment: moment)
            end = place.upperBound
        }
        return end
    }

    /// Marks a generation's ID as one of the input.
    package mutating func see(_ id: IDKey) { rows.see(id) }

    /// Reads a row from the file into `reader`.
    func row(_ index: Int, _ reader: inout ListedRowReader) throws(ReportError) -> ListedRow {
        let next = index + 1 < rows.count ? rows.start(of: index + 1) : end
        var bytes: [UInt8]
        do throws(SystemError) {
            switch objects {
            case .some(let objects): bytes = try objects.read(rows.start(of: index)..<next)
            case nil: bytes = []
            }
        } catch {
            throw .failed("read", file, error)
        }
        // Every object except the last one is followed by a comma and a line feed.
        if bytes.last == .lineFeed { bytes.removeLast() }
        if bytes.last == .comma { bytes.removeLast() }
        guard let row = reader.row(bytes) else {
            throw .refused(path: file, reason: "changed while it was read; run again")
        }
        return row
    }
}
