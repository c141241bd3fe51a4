import Digests
import Intake
import Reporting
import Responses

/// Compares the digests of a report's listed generations with the texts of the inputs, wherever they are.
///
/// The list is read twice: before the inputs for its digests, and after them for the places. A listed generation takes
/// 100 to 200 bytes of memory.
struct EvidenceCheck: ~Copyable {
    /// A place of a text in the inputs.
    private struct Found {
        /// The index in `paths`.
        var path: Int
        var line: Int
    }

    /// The digests in the list.
    private var listed = IDTable<Void>(empty: ())
    /// Of each listed digest that a text has, the first such text.
    private var first = IDTable<Found>(empty: Found(path: 0, line: 0))
    /// The texts with a listed digest, by digest and place.
    private var places = IDTable<Void>(empty: ())
    /// The files with such texts. A file follows the one before if it is another.
    private var paths: [String] = []
    private var lastFile: Int?

    private var matched = 0
    private var elsewhere = 0
    private var failed = 0
    private var firstElsewhere = ""
    private var firstFailures: [String] = []

    private static let failuresShown = 5

    /// - Throws: `ScanError` if an input does not exist.
    static func outcome(
        of report: SealedReport, inputs: [String], maxResponse: Int
    ) throws(ScanError) -> Verification.Outcome {
        let found: Inputs
        do { found = try Inputs(inputs) } catch { throw .intake(error.description) }
        do throws(ScanError) {
            var check = EvidenceCheck()
            try Scan.reporting { () throws(ReportError) in try check.list(report) }
            var walk = TextWalk(found, maxResponse: maxResponse)
            try walk.forEach { text, flattener, place, file in
                check.note(text, flattener.records, at: place, of: file)
            }
            try Scan.reporting { () throws(ReportError) in try check.compare(report) }
            return check.outcome
        } catch {
            guard case .report(let fault) = error else { throw error }
            return .broken([fault.description])
        }
    }

    private mutating func list(_ report: SealedReport) throws(ReportError) {
        var rows = try ListedEvidence(of: report)
        while let row = try rows.next() { _ = listed.insert(Self.key(row.sha256), ()) }
    }

    private mutating func note(
        _ text: BorrowedText, _ records: ResponseRecords, at place: TextPlace, of file: Int
    ) {
        guard let digest = records.evidence(in: text) else { return }
        let key = Self.key(digest)
        guard listed.contains(key) else { return }
        if lastFile != file {
            paths.append(place.path)
            lastFile = file
        }
        _ = first.insert(key, Found(path: paths.count - 1, line: place.line))
        _ = places.insert(Self.key(digest, place.path, place.line), ())
    }

    private mutating func compare(_ report: SealedReport) throws(ReportError) {
        var rows = try ListedEvidence(of: report)
        while let row = try rows.next() {
            let name = row.generationID ?? "a generation without an id"
            if places.contains(Self.key(row.sha256, row.path, row.line)) {
                matched += 1
            } else if let found = first[Self.key(row.sha256)] {
                elsewhere += 1
                if firstElsewhere.isEmpty {
                    firstElsewhere =
                        "\(name) at \(paths[found.path]):\(found.line), not \(row.path):\(row.line)"
                }
            } else {
                failed += 1
                if firstFailures.count < Self.failuresShown {
                    firstFailures.append(
                        "\(name): no text with sha256 \(row.sha256); it was at \(row.path):\(row.line)")
                }
            }
        }
    }

    private var outcome: Verification.Outcome {
        let held = matched + elsewhere, all = held + failed
        if failed == 0 {
            let moved =
                elsewhere == 0
                ? "" : "; \(elsewhere) found elsewhere, the first one \(firstElsewhere)"
            return .holds("\(held) of \(all) listed generations, recomputed\(moved)")
        }
        let more = failed > firstFailures.count ? ["and \(failed - firstFailures.count) more"] : []
        let said =
            held == 0
            ? "no text of a listed generation is in --input: are these the inputs of the report?"
            : "\(failed) of \(all) listed generations are not in --input as they were judged"
        return .broken([said] + firstFailures + more)
    }

    private static func key(_ text: String) -> IDKey {
        var text = text
        return text.withBorrowedText { IDKey($0) }
    }

    private static func key(_ digest: String, _ path: String, _ line: Int) -> IDKey {
        key("\(digest) \(line) \(path)")
    }
}
