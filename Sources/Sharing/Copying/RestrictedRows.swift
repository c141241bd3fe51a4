internal import Reporting
internal import Responses

/// The generations that a restricted rule flags or is near to, and those rules. Memory use grows with the number of
/// these generations only.
struct RestrictedRows {
    private var rules: Set<String> = []
    private var ids: Set<String> = []
    /// Whether one of the generations has no ID. Every row without an ID then counts as restricted.
    private var hasUnnamed = false

    private static let table = "restricted"
    private static let ruleColumns = ["rule_id", "top_rule", "was_top_rule"]
    private static let ruleLists = ["rules_flagged", "rules_near", "rules_gained", "rules_lost"]
    /// The tables with a generation in every row.
    private static let ofGenerations: Set<String> = ["generations", "findings", "scores"]

    /// Whether the report has no restricted generation.
    var isEmpty: Bool { rules.isEmpty }

    /// Creates an empty list.
    init() {}

    /// Reads `restricted.csv` and, if it has rows, `generations.json`.
    init(of report: SourceReport) throws(ShareError) {
        guard let table = report.tables.first(where: { $0.name == Self.table }),
            let rule = table.index(of: "rule_id")
        else { return }
        var rules: Set<String> = []
        for file in table.files {
            try TableRows.forEach(of: table, in: "\(report.path)/\(file)") { row in
                rules.insert(Self.plain(row[rule]))
            }
        }
        if rules.isEmpty { return }
        self.rules = rules
        var objects = try GenerationObjects(of: report)
        while let object = try objects.next() {
            let found = Self.ruleLists.flatMap { object[$0]?.elements ?? [] }.compactMap(\.text)
            guard found.contains(where: { rules.contains(Pseudonyms.plain($0)) }) else { continue }
            if let id = object["generation_id"]?.text, !id.isEmpty {
                ids.insert(Pseudonyms.plain(id))
            } else {
                hasUnnamed = true
            }
        }
    }

    /// Whether an object of `generations.json` is a restricted generation.
    func contains(_ object: JSONTree) -> Bool {
        if isEmpty { return false }
        guard let id = object["generation_id"]?.text, !id.isEmpty else { return hasUnnamed }
        return ids.contains(Pseudonyms.plain(id))
    }

    /// Whether a row of a table belongs to a restricted generation.
    func contains(_ row: [[UInt8]], of table: SourceTable) -> Bool {
        if isEmpty { return false }
        if table.name == Self.table { return true }
        guard let place = table.index(of: "generation_id") else { return false }
        let id = Self.plain(row[place])
        if id.isEmpty ? hasUnnamed && Self.ofGenerations.contains(table.name) : ids.contains(id) { return true }
        let named = Self.ruleColumns.compactMap { table.index(of: $0) }.map { Self.plain(row[$0]) }
        let listed = Self.ruleLists.compactMap { table.index(of: $0) }.flatMap {
            Self.plain(row[$0]).split(separator: " ").map(String.init)
        }
        return !rules.isDisjoint(with: named + listed)
    }

    private static func plain(_ cell: [UInt8]) -> String {
        Pseudonyms.plain(String(decoding: cell, as: UTF8.self))
    }
}
