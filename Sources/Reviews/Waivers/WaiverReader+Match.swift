import Policies
import Utilities

/// Dates and `match` of a waiver.
extension WaiverReader {
    mutating func period(_ section: SettingsFile.Section) -> (created: CivilDate, expires: CivilDate)? {
        let created = section["created"].flatMap { date($0) }, expires = section["expires"].flatMap { date($0) }
        guard let created, let expires, let entry = section["expires"] else { return nil }
        let days = expires.daysSince1970 - created.daysSince1970
        guard days >= 0 else {
            file.refuse(
                entry, "`expires` is before `created`",
                fixIt: "write a date on or after `created`, as in `expires: \(created.text)`")
            return nil
        }
        guard days <= 366 else {
            file.refuse(
                entry, "`expires` is \(days) days after `created`; at most 366 are allowed",
                fixIt:
                    "as in `expires: \(CivilDate(daysSince1970: created.daysSince1970 + 366).text)`; renew it then"
            )
            return nil
        }
        return (created, expires)
    }

    private static let dateForm = "a date has this form: 2026-12-31"

    private mutating func date(_ entry: SettingsFile.Entry) -> CivilDate? {
        guard let text = file.text(entry, wanted: "a date", fixIt: Self.dateForm) else { return nil }
        guard let date = CivilDate(text.text) else {
            file.refuse(text, "this is not a date", fixIt: Self.dateForm)
            return nil
        }
        return date
    }

    // MARK: Match

    mutating func match(_ entry: SettingsFile.Entry) -> WaiverMatch? {
        let keys = ["generation", "task", "user", "label", "model", "created"]
        guard let section = file.section(entry, keys: keys, owner: "match") else { return nil }
        if entry.isEmpty { file.refuseEmpty(entry, "at least one key") }
        var match = WaiverMatch()
        match.generations = section["generation"].map { names($0, "ids of generations") }
        match.tasks = section["task"].map { names($0, "ids of tasks") }
        match.users = section["user"].map { names($0, "users") }
        match.models = section["model"].map { names($0, "models") }
        match.labels = section["label"].map { entry in
            if entry.isEmpty { file.refuseEmpty(entry, "labels") }
            return file.labels(entry) ?? []
        }
        if let entry = section["created"] { (match.from, match.to) = dates(entry) }
        return match
    }

    /// `created` of a match. A waiver has a key of the same name, which is a date.
    private mutating func dates(_ entry: SettingsFile.Entry) -> (from: CivilDate?, to: CivilDate?) {
        let example = "as in `created: {from: 2026-11-01}`"
        guard
            let dates = file.section(entry, keys: ["from", "to"], owner: "created", fixIt: example)
        else { return (nil, nil) }
        if entry.isEmpty { file.refuseEmpty(entry, "`from`, `to` or both", fixIt: example) }
        let from = dates["from"].flatMap { date($0) }, to = dates["to"].flatMap { date($0) }
        if let from, let to, to.daysSince1970 < from.daysSince1970 {
            file.refuse(entry, "`to` is before `from`", fixIt: "swap the dates")
        }
        return (from, to)
    }

    private mutating func names(_ entry: SettingsFile.Entry, _ what: String) -> Set<WaiverMatch.Text> {
        let texts = file.texts(entry, of: what)
        for text in texts where text.text.isEmpty {
            file.refuse(text, "this is empty", fixIt: "write the whole text, or leave the key out")
        }
        return Set(texts.map { Array($0.text.utf8) })
    }
}
