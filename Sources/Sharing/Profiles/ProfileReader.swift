internal import Digests
package import Policies
internal import Reporting

/// Reads profiles (CONTRACT section 14).
package enum ProfileReader {
    private static let kind = DocumentKind(
        noun: "profile", keys: ["profile", "columns"],
        start: "`share --show external` prints a profile to start from",
        examples: ["profile": "partners", "column": "prompt"])
    private static let keys = ["profile", "columns", "page", "scores", "restricted", "thresholds", "inputs"]

    /// Reads a profile from `bytes`, which are YAML text in UTF-8.
    /// - Parameter path: The name of the file in messages. The file is not opened.
    /// - Throws: All diagnostics of the file.
    package static func read(_ bytes: [UInt8], named path: String) throws(PolicyErrors) -> Profile {
        var file = try SettingsFile(bytes, named: path, kind: kind)
        let section = file.section(keys: keys)
        file.requires("profile", in: section, "a profile has a name", fixIt: "add `profile: NAME`")
        file.requires(
            "columns", in: section, "a profile has columns", fixIt: "add `columns:` and a list of lines")
        let sha256 = SHA256Digest.hex(of: bytes)
        let name = section["profile"].flatMap { self.name($0, sha256: sha256, in: &file) } ?? ""
        let lines = section["columns"].map { self.lines($0, in: &file) } ?? []
        let profile = Profile(
            name: name, sha256: sha256, lines: lines,
            page: section["page"].flatMap { file.choice($0) } ?? .drop,
            scores: section["scores"].flatMap { file.choice($0) } ?? .drop,
            restricted: section["restricted"].flatMap { file.choice($0) } ?? .drop,
            thresholds: section["thresholds"].flatMap { file.choice($0) } ?? .drop,
            inputs: section["inputs"].flatMap { file.choice($0) } ?? .drop)
        if profile.page == .keep, !profile.keepsAll, let page = section["page"] {
            file.refuse(
                page,
                "the page holds every column, so it stays only where each of them, the thresholds and the inputs do",
                fixIt: "did you mean `page: drop`?")
        }
        try file.finish()
        return profile
    }

    private static func name(
        _ entry: SettingsFile.Entry, sha256: String, in file: inout SettingsFile
    ) -> String? {
        guard let name = file.text(entry) else { return nil }
        guard Recipient.isName(name.text) else {
            file.refuse(name, "the name of a profile is \(Recipient.rule)")
            return nil
        }
        if let builtIn = BuiltInProfile(rawValue: name.text), SHA256Digest.hex(of: builtIn.bytes) != sha256 {
            file.refuse(
                name, "`\(name.text)` is the name of a built-in profile",
                fixIt: "give it another name: pseudonyms depend on it")
            return nil
        }
        return name.text
    }

    private static func lines(
        _ entry: SettingsFile.Entry, in file: inout SettingsFile
    ) -> [Profile.Line] {
        let sections = file.sections(
            entry, keys: ["column", "do"], owner: "a line", example: "{column: prompt, do: drop}")
        return sections.compactMap { section in
            file.requires("column", in: section, "a line names a column", fixIt: "add `column: prompt`")
            file.requires("do", in: section, "a line has a `do`", fixIt: "add `do: drop`")
            let columns = section["column"].map { file.texts($0, of: "names of columns") } ?? []
            guard let action = section["do"].flatMap({ file.choice($0, of: Profile.Action.self) }) else {
                return nil
            }
            for column in columns { check(column, action, in: &file) }
            return Profile.Line(columns: columns.map(\.text), action: action)
        }
    }

    private static func check(
        _ column: SettingsFile.Text, _ action: Profile.Action, in file: inout SettingsFile
    ) {
        let name = column.text.split(separator: ".").last.map(String.init) ?? ""
        if column.text == "*" {
            if ![.keep, .drop, .blank].contains(action) {
                file.refuse(
                    column, "`\(action.rawValue)` does not fit every column",
                    fixIt: "name the columns that it is for")
            }
        } else if !BuiltInProfile.columns.contains(column.text) {
            file.refuse(
                column, "no table has this column",
                fixIt: SettingsFile.suggestion(for: column, among: BuiltInProfile.columns.sorted()))
        } else if let misfit = ColumnGroup.misfit(action, name) {
            file.refuse(column, "`\(action.rawValue)` does not fit `\(name)`", fixIt: misfit)
        }
    }
}

extension Profile {
    /// Whether every column is kept unchanged, and so is the content that is not in a table.
    var keepsAll: Bool {
        thresholds == .keep && inputs == .keep && lines.allSatisfy { $0.action == .keep }
    }
}
