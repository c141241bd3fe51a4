import Policies
import Statistics

extension SealedSample {
    /// How the sample differs from what was drawn again, one line each; empty if it is the same. The places of the texts may
    /// differ.
    package func differences(from contents: SampleContents) throws(ReportError) -> [String] {
        let populations = differingStrata(from: contents)
        if !populations.isEmpty { return populations }
        let files = SampleFiles(contents)
        var folder = SealedFolder()
        let manifest = try files.write(to: &folder)
        let names = (1...options.reviewers).map { "sheet-\($0).csv" } + ["strata.csv"]
        let sheets = names.filter { name in
            let sealed = report.manifest.entries.first { $0.name == name }
            return sealed?.sha256 != manifest.entries.first { $0.name == name }?.sha256
        }
        return sheets.map { "\($0) is another one" } + (try differingRows(from: files.key))
    }

    private func differingStrata(from contents: SampleContents) -> [String] {
        var lines: [String] = []
        if audited != contents.summary.audited {
            lines.append("the input has \(contents.summary.audited) audited generations, the sample \(audited)")
        }
        for rule in contents.rules {
            for drawn in rule.strata {
                let sealed = strata.first { $0.rule == rule.rule.id && $0.stratum == drawn.stratum }
                if sealed?.population == drawn.population, sealed?.restricted == drawn.restricted,
                    sealed?.withoutID == drawn.withoutID
                {
                    continue
                }
                lines.append(
                    "\(rule.rule.id) \(drawn.stratum.rawValue): the input has \(drawn.generations) generations, the sample "
                        + "\(sealed.map { $0.population + $0.restricted + $0.withoutID } ?? 0)")
            }
        }
        return Self.first(lines)
    }

    /// - Parameter bytes: `key.csv` as it was drawn again.
    private func differingRows(from bytes: [UInt8]) throws(ReportError) -> [String] {
        let sealed = try key()
        guard let drawn = Self.rows(of: bytes, options.style) else { return ["key.csv cannot be compared"] }
        var lines: [String] = []
        for index in 0..<max(sealed.count, drawn.count) {
            let before = index < sealed.count ? sealed[index] : [:],
                now = index < drawn.count ? drawn[index] : [:]
            let column = Set(before.keys).union(now.keys).subtracting(["source"]).sorted().first {
                before[$0] != now[$0]
            }
            guard let column else { continue }
            lines.append("key.csv, row \(index + 1): another \(column)")
        }
        return Self.first(lines)
    }

    /// The first five lines, and the number of the others.
    private static func first(_ lines: [String]) -> [String] {
        lines.count > 5 ? lines.prefix(5) + ["and \(lines.count - 5) more"] : lines
    }
}
