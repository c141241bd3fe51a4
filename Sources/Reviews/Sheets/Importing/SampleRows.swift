internal import CSV
internal import Reporting
internal import Responses
internal import Utilities

/// The questions of a sample (CONTRACT section 16). `key.csv` and `sample.json` match the manifest. `key.csv` has no guard, so
/// its ids are those of the generations.
struct SampleRows {
    private static let description = "sample.json", key = "key.csv"
    private let path: String
    private let sealed: SealedReport

    /// Opens a sample and checks its description.
    init(at path: String) throws(ReviewError) {
        sealed = try SealedFacts.manifest(of: path, kind: "sample", mark: Self.description)
        self.path = path
        _ = try SealedFacts.tree(of: Self.description, in: sealed)
    }

    /// The questions that rows name.
    func subjects(_ wanted: WantedRows, at moment: UTCTime) throws(ReviewError) -> ReviewSubjects {
        let rows = try rows()
        guard let header = rows.first?.map({ String(decoding: $0, as: UTF8.self) }) else { throw unusable }
        var columns: [String: Int] = [:]
        for (place, name) in header.enumerated() { columns[name] = place }
        for name in ["sample_key", "rule_id", "stratum", "meaning_sha256", "generation_id"]
        where columns[name] == nil {
            throw unusable
        }
        var subjects = ReviewSubjects()
        for row in rows.dropFirst() {
            guard row.count == header.count else { throw unusable }
            func text(_ name: String) -> String? {
                guard let place = columns[name], !row[place].isEmpty else { return nil }
                return String(decoding: row[place], as: UTF8.self)
            }
            guard let key = text("sample_key"), let rule = text("rule_id"), let stratum = text("stratum"),
                let meaning = text("meaning_sha256"), let id = text("generation_id")
            else { throw unusable }
            let comparable = CellText.comparable(id)
            guard let decides = wanted.decides(key: key, id: comparable) else { continue }
            var line = LedgerLine(
                .unsure, of: id, by: "", at: moment, in: ReviewedSheet(name: "", sha256: "", row: 0))
            line.kind = .label
            line.taskID = text("task_id")
            line.createdAt = text("created_at")
            line.signalsSHA256 = text("signals_sha256")
            line.evidenceSHA256 = text("evidence_sha256")
            line.question = ReviewQuestion(
                sampleKey: key, ruleID: rule, meaningSHA256: meaning, stratum: stratum,
                sampleManifestSHA256: sealed.manifestSHA256)
            subjects.add(
                ReviewSubjects.Subject(key: key, id: id), id: comparable, facts: decides ? line : nil)
        }
        return subjects
    }

    /// The rows of `key.csv`, with the header.
    private func rows() throws(ReviewError) -> [[[UInt8]]] {
        let bytes = try SealedFacts.bytes(of: Self.key, in: sealed)
        // The delimiter is behind the name of the first column.
        let name = Array("\"sample_key\"".utf8)
        guard bytes.starts(with: name), bytes.count > name.count else { throw unusable }
        let reader = CSVReader(delimiter: bytes[name.count])
        guard let rows = reader.read(bytes), !reader.isWithinQuotes else { throw unusable }
        return rows + reader.finish()
    }

    private var unusable: ReviewError { .refused("\(path.visible)/\(Self.key) is not as a sample has it") }
}
