package import Policies
internal import Reporting

/// The built-in profiles. Each names every column, so that a new column is not shared by accident.
package enum BuiltInProfile: String, Sendable, CaseIterable {
    /// For colleagues who may see the whole report.
    case `internal`
    /// For everyone outside the organisation: rules, severities and decisions, without values and thresholds.
    case external
    /// For an authority: values and thresholds, without texts and names.
    case regulator

    /// The profile.
    /// - Throws: An error if the built-in text is invalid. A test reads each text.
    package func profile() throws(PolicyErrors) -> Profile {
        try ProfileReader.read(bytes, named: rawValue)
    }

    /// The bytes of the profile's file.
    package var bytes: [UInt8] { Array(yaml.utf8) }

    /// The text of the profile's file.
    package var yaml: String {
        switch self {
        case .internal: Self.internalText
        case .external: Self.externalText
        case .regulator: Self.regulatorText
        }
    }

    /// The columns of every table and the fields of `generations.json`, each as `COLUMN` and `TABLE.COLUMN`. Tables
    /// that only some reports have are included.
    static let columns: Set<String> = {
        let tables = ReportColumn.all.map { ($0.table, $0.name) } + occasional
        return Set(tables.flatMap { [$0.1, "\($0.0).\($0.1)"] }).union(ColumnGroup.fields)
    }()

    /// The columns of tables that only some reports have.
    private static let occasional: [(String, String)] =
        [
            (
                "generations",
                """
                change first_listed disposition reopened_because disposition_by disposition_since disposition_until \
                review_key
                """
            ),
            ("findings", "waiver_id"),
            (
                "changes",
                """
                change cause decision was_decision severity was_severity disposition why was_why title prompt link \
                generation_id rules_gained rules_lost top_rule was_top_rule top_value was_top_value evidence first_listed \
                review_key task_id created_at user_id source was_source
                """
            ),
            (
                "restricted",
                "rule_id band severity generation_id task_id created_at user_id disposition source"
            ),
            (
                "waivers",
                """
                waiver_id status expires days_left approver reason ticket rules generations findings over_ceiling \
                max_value ceiling
                """
            ),
        ].flatMap { table, names in names.split(separator: " ").map { (table, String($0)) } }
}
