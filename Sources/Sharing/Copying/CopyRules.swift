internal import Responses

/// The rules for the columns of every table of one report.
struct CopyRules {
    let profile: Profile
    let pseudonyms: Pseudonyms?
    let restricted: RestrictedRows

    /// Whether the rows of restricted generations are left out.
    var dropsRestricted: Bool { profile.restricted == .drop }
    var blanksRestricted: Bool { profile.restricted == .blank }

    /// The rule of a column.
    /// - Throws: `ShareError.profile` if no line of the profile names the column.
    func rule(for column: String, in table: String) throws(ShareError) -> CellRule {
        guard let action = profile.action(for: column, in: table) else {
            throw Self.unnamed(["\(table).\(column)"], by: profile)
        }
        return CellRule(column: column, action: action, pseudonyms: pseudonyms)
    }

    /// Checks that the profile names every column of the tables.
    static func check(_ tables: [SourceTable], against profile: Profile) throws(ShareError) {
        let unnamed = tables.flatMap { table in
            table.columns.filter { profile.action(for: $0, in: table.name) == nil }.map {
                "\(table.name).\($0)"
            }
        }
        if !unnamed.isEmpty { throw Self.unnamed(unnamed, by: profile) }
    }

    private static func unnamed(_ columns: [String], by profile: Profile) -> ShareError {
        let more = columns.count > 10 ? " and \(columns.count - 10) more" : ""
        return .profile(
            "the profile \(profile.name) has no line for "
                + columns.prefix(10).map { "`\($0)`" }.joined(separator: ", ") + more
                + "; add one, as in `{column: \(columns[0].split(separator: ".").last ?? ""), do: drop}`")
    }
}

/// The rules for the objects of `generations.json`.
extension CopyRules {
    /// The copy of the object of a generation.
    func copy(_ object: JSONTree, isRestricted: Bool) throws(ShareError) -> JSONTree {
        try copy(object, table: "generations", blanksTexts: isRestricted && blanksRestricted)
    }

    /// The name of the table that describes the objects of a nested list.
    private static let nested = [
        "generations": ["findings": "findings", "reviews": "generations"], "findings": ["matched": "findings"],
    ]

    private func copy(_ object: JSONTree, table: String, blanksTexts: Bool) throws(ShareError) -> JSONTree {
        var members: [JSONTree.Member] = []
        for member in object.members ?? [] {
            if let inner = Self.nested[table]?[member.name], let elements = member.value.elements {
                var copies: [JSONTree] = []
                for element in elements {
                    copies.append(try copy(element, table: inner, blanksTexts: blanksTexts))
                }
                members.append(JSONTree.Member(member.name, .array(copies)))
                continue
            }
            let rule = try rule(for: member.name, in: table)
            if rule.action == .drop { continue }
            let isBlank = blanksTexts && ColumnGroup.texts.contains(member.name)
            let outcome = ColumnGroup.values[member.name].flatMap { object[$0]?.text }
            let value = isBlank ? Self.blank(member.value) : Self.value(member.value, rule, outcome: outcome)
            members.append(JSONTree.Member(member.name, value))
        }
        return .object(members)
    }

    private static func blank(_ value: JSONTree) -> JSONTree { value.elements == nil ? .null : .array([]) }

    private static func value(_ value: JSONTree, _ rule: CellRule, outcome: String?) -> JSONTree {
        switch (rule.action, value) {
        case (.keep, _), (_, .null): return value
        case (.blank, _): return blank(value)
        case (.band, _): return CellRule.band(of: outcome).map { .text($0) } ?? .null
        case (.length, .text(let text)):
            return rule.text(text, outcome: nil).flatMap { Int64($0) }.map { .integer($0) } ?? .null
        case (_, .array(let elements)):
            return .array(
                elements.compactMap(\.text).compactMap { rule.text($0, outcome: nil) }.map { .text($0) })
        case (_, .text(let text)):
            let new = text.isEmpty ? "" : rule.text(text, outcome: nil)
            return new.map { .text($0) } ?? .null
        default: return .null
        }
    }
}
