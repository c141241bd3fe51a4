internal import CSV
internal import Digests
package import Policies
internal import Responses
internal import Statistics
internal import Utilities

/// A finished sample, read for tuning: its policy and its strata (CONTRACT section 16).
package struct SampleFolder: Sendable {
    /// Why a sample cannot be used.
    package enum Fault: Error, CustomStringConvertible {
        /// A file of it could not be read.
        case failed(ReportError)
        /// It is not as it was sealed, or is no sample.
        case unfit(String)

        /// The reason in plain English.
        package var description: String {
            switch self {
            case .failed(let error): error.description
            case .unfit(let reason): reason
            }
        }
    }

    /// The path of the folder.
    package let path: String
    /// SHA-256 of its manifest.
    package let manifestSHA256: String
    /// The policy that assigns the strata.
    package let policy: Policy
    /// The sampled rules with their strata, in the policy's order.
    package let rules: [(id: String, strata: [StratumCount])]

    /// Reads the sample at `path`. Its sheets may be edited; its other files may not.
    package init(at path: String) throws(Fault) {
        let sealed: SealedReport
        do throws(ReportError) {
            sealed = try SealedReport(at: path)
        } catch {
            guard case .failed = error else { throw .unfit(error.description) }
            throw .failed(error)
        }
        self.path = path
        manifestSHA256 = sealed.manifestSHA256
        _ = try Self.bytes(of: ReportFileName.sample, in: sealed)
        let text = try Self.bytes(of: ReportFileName.policy, in: sealed)
        do throws(PolicyErrors) {
            policy = try PolicyFile.read(text, named: "\(path)/\(ReportFileName.policy)")
        } catch {
            throw .unfit("\(path.visible)/\(ReportFileName.policy) is no valid policy for this version")
        }
        guard let rules = Self.rules(try Self.bytes(of: "strata.csv", in: sealed), policy) else {
            throw .unfit("\(path.visible)/strata.csv is not as a sample has it")
        }
        self.rules = rules
    }

    private static func bytes(of name: String, in sealed: SealedReport) throws(Fault) -> [UInt8] {
        guard let entry = sealed.manifest.entries.first(where: { $0.name == name }) else {
            throw .unfit("\(sealed.path.visible) is no sample: its manifest does not name \(name)")
        }
        let bytes: [UInt8]
        do throws(ReportError) {
            bytes = try FileReader.bytes(of: "\(sealed.path)/\(name)")
        } catch {
            throw .failed(error)
        }
        guard SHA256Digest.hex(of: bytes) == entry.sha256 else {
            throw .unfit("\(sealed.path.visible)/\(name) was edited after the sample was drawn")
        }
        return bytes
    }

    /// The rows of `strata.csv` by rule; nil if a row is not as expected.
    private static func rules(_ bytes: [UInt8], _ policy: Policy) -> [(id: String, strata: [StratumCount])]? {
        var bytes = bytes[...]
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        let first = Array("\"rule_id\"".utf8)
        guard bytes.starts(with: first), let delimiter = bytes.dropFirst(first.count).first else { return nil }
        let reader = CSVReader(delimiter: delimiter)
        guard let rows = reader.read(Array(bytes)), !reader.isWithinQuotes else { return nil }
        let texts = (rows + reader.finish()).map { $0.map { String(decoding: $0, as: UTF8.self) } }
        let columns = TableColumn.columns { SampleStrataTable.write(nil, to: &$0) }.map(\.name.description)
        guard texts.first == columns else { return nil }
        var rules: [(id: String, strata: [StratumCount])] = []
        for row in texts.dropFirst() {
            guard row.count == columns.count, let stratum = Stratum(rawValue: row[1]),
                let population = Int(row[2]), let restricted = Int(row[5]), let noID = Int(row[6]),
                policy.rules.contains(where: { $0.id == row[0] })
            else { return nil }
            var count = StratumCount(stratum)
            (count.population, count.restricted, count.noID) = (population, restricted, noID)
            if rules.last?.id != row[0] { rules.append((row[0], [])) }
            rules[rules.count - 1].strata.append(count)
        }
        return rules.isEmpty || Set(rules.map(\.id)).count < rules.count ? nil : rules
    }
}
