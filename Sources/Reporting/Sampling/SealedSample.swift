internal import CSV
internal import Digests
internal import Glibc
internal import Responses
package import Statistics

/// A sample that was written before, read for drawing again and for estimation. All files have the digests in the manifest,
/// except that sheets may be filled in.
package struct SealedSample: Sendable {
    /// A rule of the sample.
    package struct SampledRule: Sendable, Equatable {
        /// The rule's ID.
        package var id: String
        /// The digest of what it asks.
        package var meaning: String
        /// The digest of its meaning, severity and thresholds.
        package var definition: String
    }

    /// A row of `strata.csv`.
    package struct StratumCount: Sendable, Equatable {
        /// The rule's ID.
        package var rule: String
        /// The stratum.
        package var stratum: Stratum
        /// The generations that could be drawn.
        package var population: Int
        /// The drawn generations.
        package var drawn: Int
        /// The generations with restricted findings.
        package var restricted: Int
        /// The other generations without identity.
        package var withoutID: Int
    }

    /// The folder with its manifest.
    package let report: SealedReport
    /// The bytes of `policy.yaml`.
    package let policy: [UInt8]
    /// The options that it was drawn with.
    package let options: SampleContents.Options
    /// The seed, if the sample shows it.
    package let seed: String?
    /// The SHA-256 of a secret seed.
    package let seedSHA256: String?
    /// Audited generations.
    package let audited: Int
    /// The rules, in the order of the files.
    package let rules: [SampledRule]
    /// The rows of `strata.csv`.
    package let strata: [StratumCount]

    /// Reads `sample.json`, `policy.yaml` and `strata.csv`, and checks the other files.
    /// - Throws: `ReportError.refused` if the folder is no sample, or a file is not as it was written.
    package init(at path: String) throws(ReportError) {
        guard let report = try? SealedReport(at: path), report.kind == .sample else {
            throw .refused(path: path, reason: "is no sample; name a folder that `modaudit sample` wrote")
        }
        for entry in report.manifest.entries where !Self.isSheet(entry.name) {
            _ = try report.sealedBytes(of: entry.name)
        }
        let json = try Self.tree(of: report)
        guard let options = SampleContents.Options(json), let audited = json["audited"]?.integer,
            let rules = json["rules"]?.elements?.compactMap(SampledRule.init), !rules.isEmpty
        else { throw Self.unreadable(ReportFileName.sample, of: report) }
        self.report = report
        self.options = options
        self.audited = Int(audited)
        self.rules = rules
        seed = json["seed"]?.text
        seedSHA256 = json["seed_sha256"]?.text
        policy = try report.sealedBytes(of: ReportFileName.policy)
        var strata: [StratumCount] = []
        for row in try Self.rows(of: "strata.csv", in: report, options.style) {
            guard let count = StratumCount(row) else { throw Self.unreadable("strata.csv", of: report) }
            strata.append(count)
        }
        self.strata = strata
    }

    /// Whether a file is a sheet, which a reviewer may fill in.
    private static func isSheet(_ name: String) -> Bool {
        guard name.hasPrefix("sheet-"), name.hasSuffix(".csv") else { return false }
        return Int(name.dropFirst(6).dropLast(4)) != nil
    }

    /// The rows of `key.csv`, each by the names of the columns.
    package func key() throws(ReportError) -> [[String: String]] {
        try Self.rows(of: "key.csv", in: report, options.style)
    }

    private static func tree(of report: SealedReport) throws(ReportError) -> JSONTree {
        let bytes = try report.sealedBytes(of: ReportFileName.sample)
        var reader = JSONTreeReader()
        do { return try reader.tree(of: bytes) } catch { throw unreadable(ReportFileName.sample, of: report) }
    }

    private static func rows(
        of name: String, in report: SealedReport, _ style: ReportStyle
    ) throws(ReportError) -> [[String: String]] {
        guard let rows = rows(of: try report.sealedBytes(of: name), style) else {
            throw unreadable(name, of: report)
        }
        return rows
    }

    /// The rows of a table by the names of the columns; nil if the rows differ in length.
    static func rows(of bytes: [UInt8], _ style: ReportStyle) -> [[String: String]]? {
        let reader = CSVReader(delimiter: style.delimiter.rawValue)
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        guard var rows = reader.read(bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes) else {
            return nil
        }
        rows += reader.finish()
        let texts = rows.map { $0.map { String(decoding: $0, as: UTF8.self) } }
        guard let header = texts.first, texts.allSatisfy({ $0.count == header.count }) else { return nil }
        return texts.dropFirst().map { Dictionary(zip(header, $0)) { first, _ in first } }
    }

    private static func unreadable(_ name: String, of report: SealedReport) -> ReportError {
        .refused(path: "\(report.path)/\(name)", reason: "is not as a sample has it")
    }
}

extension SealedReport {
    /// The bytes of a file. Throws an error if they do not have the digest in the manifest.
    func sealedBytes(of name: String) throws(ReportError) -> [UInt8] {
        let bytes: [UInt8]
        do throws(ReportError) {
            bytes = try FileReader.bytes(of: "\(path)/\(name)")
        } catch {
            guard case .failed(_, _, ENOENT) = error else { throw error }
            throw .refused(
                path: "\(path)/\(name)", reason: "was removed after the \(kind) was written; put it back")
        }
        guard let entry = manifest.entries.first(where: { $0.name == name }),
            entry.sha256 == SHA256Digest.hex(of: bytes)
        else {
            throw .refused(
                path: "\(path)/\(name)", reason: "was edited after the \(kind) was written; put it back")
        }
        return bytes
    }
}

extension SealedSample.SampledRule {
    fileprivate init?(_ json: JSONTree) {
        guard let id = json["id"]?.text, let meaning = json["meaning_sha256"]?.text,
            let definition = json["definition_sha256"]?.text
        else { return nil }
        self.init(id: id, meaning: meaning, definition: definition)
    }
}

extension SealedSample.StratumCount {
    fileprivate init?(_ row: [String: String]) {
        func count(_ name: String) -> Int? { row[name].flatMap { Int($0) } }
        guard let rule = row["rule_id"], let stratum = row["stratum"].flatMap(Stratum.init),
            let population = count("population"), let drawn = count("drawn"),
            let restricted = count("restricted"),
            let withoutID = count("no_id")
        else { return nil }
        self.init(
            rule: rule, stratum: stratum, population: population, drawn: drawn, restricted: restricted,
            withoutID: withoutID)
    }
}

extension SampleContents.Options {
    /// The options in `sample.json`; nil if one is missing or not valid.
    fileprivate init?(_ json: JSONTree) {
        self.init()
        func size(_ name: String) -> Int? {
            guard let size = json["sizes"]?[name]?.integer, 0...Int64(SampleSizes.largest) ~= size else {
                return nil
            }
            return Int(size)
        }
        guard let flagged = size("flagged"), let near = size("near"), let clear = size("clear"),
            let incomplete = size("incomplete"), let reviewers = json["reviewers"]?.integer,
            1...20 ~= reviewers,
            let csv = json["csv"]?.text.flatMap(ReportStyle.CSV.init),
            let byte = json["delimiter"]?.text?.utf8.first,
            let delimiter = ReportStyle.Delimiter(rawValue: byte)
        else { return nil }
        switch json["overlap"] {
        case .integer(let whole) where 0...1 ~= whole: overlap = Double(whole)
        case .number(let share) where 0...1 ~= share: overlap = share
        default: return nil
        }
        var link: LinkTemplate?
        if let text = json["link"]?.text {
            guard let template = try? LinkTemplate(text) else { return nil }
            link = template
        }
        (sizes.flagged, sizes.near, sizes.clear, sizes.incomplete) = (flagged, near, clear, incomplete)
        self.reviewers = Int(reviewers)
        style = ReportStyle(csv: csv, delimiter: delimiter, link: link)
    }
}
