internal import Policies
internal import Reporting
internal import Responses

/// The rows of the generations that a restricted rule flags or is near to (CONTRACT section 14). IDs and names are
/// compared by their bytes. Memory use grows with the number of these generations only.
struct RestrictedRows {
    private typealias Bytes = [UInt8]

    private var rules: Set<Bytes> = []
    /// The rows of the generations in `findings.csv`, in ascending order.
    private var findings: [Range<Int>] = []
    /// The number of rows of `findings.csv` by the rules of `generations.json`; nil if the rows were not counted.
    private(set) var findingCount: Int?
    /// The columns of `changes.csv` that identify a generation, and their cells for each of the generations.
    private var identity: [String] = []
    private var identities: Set<Bytes> = []
    /// The IDs of generations that are not revisions. A duplicate is one of the first generation with its ID.
    private var firsts: Set<Bytes> = []
    /// All IDs, for `scores.csv`, which has nothing else that names a generation.
    private var ids: Set<Bytes> = []
    private var hasUnnamed = false

    private static let table = "restricted"
    /// The lists of a generation, which has a finding for each of their rules.
    private static let ruleLists = ["rules_flagged", "rules_near"]
    /// The columns of `changes.csv` that name the rules of a generation now and in the report before.
    private static let changedRules = ["top_rule", "was_top_rule", "rules_gained", "rules_lost"]

    /// Creates an empty list.
    init() {}

    /// Reads `restricted.csv` and, if the report has it, `policy.yaml` and `generations.json`.
    init(of report: SourceReport) throws(ShareError) {
        guard let table = report.tables.first(where: { $0.name == Self.table }) else { return }
        rules = try Self.rules(in: table, of: report)
        if rules.isEmpty { return }
        let changes = report.tables.first { $0.name == "changes" }
        identity = ["generation_id", "source", "review_key"].filter { changes?.index(of: $0) != nil }
        var count = 0
        var objects = try GenerationObjects(of: report)
        while let object = try objects.next() {
            let own = Self.ruleLists.reduce(0) { $0 + (object[$1]?.elements?.count ?? 0) }
            if contains(object) { add(object, findings: count..<count + own) }
            count += own
        }
        findingCount = count
    }

    /// The rules of the table, and those of the policy: a generation of the report before may have one of them.
    private static func rules(in table: SourceTable, of report: SourceReport) throws(ShareError) -> Set<Bytes> {
        var rules: Set<Bytes> = []
        if let column = table.index(of: "rule_id") {
            for file in table.files {
                try TableRows.forEach(of: table, in: "\(report.path)/\(file)") { row in
                    rules.insert(plain(row[column]))
                }
            }
        }
        if report.hasPolicy {
            let bytes = try ShareError.reporting { () throws(ReportError) in
                try FileReader.bytes(of: "\(report.path)/\(ReportFileName.policy)")
            }
            let policy = try? PolicyFile.read(bytes, named: ReportFileName.policy)
            for rule in policy?.rules ?? [] where rule.handling == .restricted { rules.insert(plain(rule.id)) }
        }
        return rules
    }

    private mutating func add(_ object: JSONTree, findings own: Range<Int>) {
        if let last = findings.last, last.upperBound == own.lowerBound {
            findings[findings.count - 1] = last.lowerBound..<own.upperBound
        } else {
            findings.append(own)
        }
        identities.insert(Self.key(identity.map { Self.plain(object[$0]?.text ?? "") }))
        let id = object["generation_id"]?.text ?? ""
        if id.isEmpty { hasUnnamed = true }
        for form in Self.forms(of: id) {
            ids.insert(form)
            if object["revision"]?.integer == nil { firsts.insert(form) }
        }
    }
}

extension RestrictedRows {
    /// Whether an object of `generations.json` is a restricted generation.
    func contains(_ object: JSONTree) -> Bool {
        if rules.isEmpty { return false }
        return Self.ruleLists.contains { name in
            (object[name]?.elements ?? []).compactMap(\.text).contains { rules.contains(Self.plain($0)) }
        }
    }

    /// Whether a row of a table belongs to a restricted generation.
    /// - Parameter index: The number of rows before it in the files of the table.
    func contains(_ row: [[UInt8]], of table: SourceTable, at index: Int) -> Bool {
        if rules.isEmpty { return false }
        func cell(_ column: String) -> Bytes? { table.index(of: column).map { Self.plain(row[$0]) } }
        func names(_ columns: [String]) -> Bool {
            columns.compactMap(cell).contains { list in
                list.split(separator: UInt8(ascii: " ")).contains { rules.contains(Bytes($0)) }
            }
        }
        switch table.name {
        case Self.table: return true
        case "generations": return names(Self.ruleLists)
        case "findings": return isFinding(index) || names(["rule_id"])
        case "changes":
            return identities.contains(Self.key(identity.compactMap(cell))) || names(Self.changedRules)
        case "scores":
            guard let id = cell("generation_id") else { return false }
            return id.isEmpty ? hasUnnamed : ids.contains(id)
        default:
            guard let place = table.index(of: "generation_id") else { return false }
            return Self.forms(of: String(decoding: row[place], as: UTF8.self)).contains { firsts.contains($0) }
        }
    }

    private func isFinding(_ index: Int) -> Bool {
        var low = 0, high = findings.count
        while low < high {
            let middle = (low + high) / 2
            if findings[middle].upperBound <= index { low = middle + 1 } else { high = middle }
        }
        return low < findings.count && findings[low].contains(index)
    }

    private static func plain(_ cell: [UInt8]) -> Bytes { plain(String(decoding: cell, as: UTF8.self)) }

    private static func plain(_ text: String) -> Bytes { Array(Pseudonyms.plain(text).utf8) }

    private static func key(_ cells: [Bytes]) -> Bytes { Bytes(cells.joined(separator: [UInt8(ascii: "\n")])) }

    /// An ID as tables have it: whole, and as scores and brief rows cut it. None if it is empty.
    private static func forms(of id: String) -> [Bytes] {
        if id.isEmpty { return [] }
        var copy = id
        let cut = copy.withBorrowedText { $0.count > 128 ? String($0.cut(to: 128)) + "…" : nil }
        return [plain(id)] + (cut.map { [plain($0)] } ?? [])
    }
}
