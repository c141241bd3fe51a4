/// Finds the IDs of a report that have a pseudonym (CONTRACT section 14).
package enum PseudonymSearch {
    /// Whether a text has the form of a pseudonym.
    package static func isPseudonym(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        return kind(of: text) != nil && bytes.count == 18 && bytes[1] == UInt8(ascii: "-")
            && bytes[2...].allSatisfy { "0123456789abcdefghjkmnpqrstvwxyz".utf8.contains($0) }
    }

    /// The distinct IDs in the order of the tables. The seal of the report is not checked.
    package static func ids(
        of pseudonym: String, in report: String, profile: Profile, recipient: String, key: ShareKey
    ) throws(ShareError) -> [String] {
        guard let kind = kind(of: pseudonym) else { return [] }
        let source = try SourceReport(at: report, checksSeal: false)
        let pseudonyms = Pseudonyms(key: key, profile: profile.name, recipient: recipient)
        var found: [String] = []
        var known: Set<[UInt8]> = []
        for table in source.tables {
            let columns = table.columns.enumerated().filter { ColumnGroup.ids[$0.element] == kind }
            if columns.isEmpty { continue }
            for file in table.files {
                try TableRows.forEach(of: table, in: "\(report)/\(file)") { row in
                    for (place, name) in columns {
                        let cell = String(decoding: row[place], as: UTF8.self)
                        let ids =
                            ColumnGroup.lists.contains(name) ? ColumnGroup.names(in: cell) : [cell]
                        for id in ids where pseudonyms.pseudonym(of: id, kind) == pseudonym {
                            let plain = Pseudonyms.plain(id)
                            if known.insert(Array(plain.utf8)).inserted { found.append(plain) }
                        }
                    }
                }
            }
        }
        return found
    }

    private static func kind(of pseudonym: String) -> Pseudonyms.Kind? {
        pseudonym.first.flatMap { Pseudonyms.Kind(rawValue: String($0)) }
    }
}
