internal import Responses

/// Makes the copy of `datapackage.json`, with the tables and columns of the copy.
enum DataPackageCopy {
    static func copy(_ package: JSONTree, tables: [TableCopy]) -> JSONTree {
        members(of: package) { member in
            guard member.name == "resources" else { return member.value }
            return .array(
                (member.value.elements ?? []).compactMap { resource in
                    tables.first { $0.table.name == resource["name"]?.text }.map { copy(resource, of: $0) }
                })
        }
    }

    private static func copy(_ resource: JSONTree, of table: TableCopy) -> JSONTree {
        members(of: resource) { member in
            switch member.name {
            case "bytes": .integer(Int64(table.files[0].bytes))
            case "hash": .text("sha256:\(table.files[0].sha256)")
            case "modaudit:parts":
                .array(
                    zip(table.table.files, table.files).map { name, file in
                        .object([
                            .init("path", .text(name)), .init("bytes", .integer(Int64(file.bytes))),
                            .init("hash", .text("sha256:\(file.sha256)")),
                        ])
                    })
            case "schema":
                members(of: member.value) { inner in
                    guard inner.name == "fields" else { return inner.value }
                    return .array((inner.value.elements ?? []).compactMap { field($0, in: table) })
                }
            default: member.value
            }
        }
    }

    /// The description of a column; nil if the copy does not have it.
    private static func field(_ field: JSONTree, in table: TableCopy) -> JSONTree? {
        guard let name = field["name"]?.text,
            let action = table.actions.first(where: { $0.name == name })?.action
        else { return nil }
        if action == .keep { return field }
        let words = field["description"]?.text ?? ""
        var new: [JSONTree.Member] = [
            .init("name", .text(name)), .init("type", .text(action == .length ? "integer" : "string")),
            .init("description", .text("\(words) \(description(of: action))")),
        ]
        switch action {
        case .pseudonym where !ColumnGroup.lists.contains(name):
            new.append(.init("constraints", .object([.init("pattern", .text("[GTURK]-[0-9a-z]{16}"))])))
        case .day:
            new.append(.init("constraints", .object([.init("pattern", .text("[0-9]{4}-[0-9]{2}-[0-9]{2}"))])))
        case .month: new.append(.init("constraints", .object([.init("pattern", .text("[0-9]{4}-[0-9]{2}"))])))
        case .band:
            let bands: [JSONTree] = [.text("below"), .text("near"), .text("flagged")]
            new.append(.init("constraints", .object([.init("enum", .array(bands))])))
        case .length: new.append(.init("constraints", .object([.init("minimum", .integer(0))])))
        default: break
        }
        return .object(new)
    }

    private static func description(of action: Profile.Action) -> String {
        switch action {
        case .keep, .drop: ""
        case .blank: "Empty in this copy."
        case .pseudonym: "A pseudonym in this copy."
        case .day: "Only the day in this copy."
        case .month: "Only the month in this copy."
        case .band: "Only the band in this copy."
        case .length: "Only the number of its characters in this copy."
        }
    }

    private static func members(
        of object: JSONTree, _ copy: (JSONTree.Member) -> JSONTree
    ) -> JSONTree {
        .object((object.members ?? []).map { JSONTree.Member($0.name, copy($0)) })
    }
}
