/// Names in the documented response where the contract leaves names open. A policy with another name may hold a
/// misspelling and match nothing.
enum DocumentedNames {
    static let classifiers = ["face", "ip", "trademark"]
    private static let filters = ["election_misinformation", "moderation_api", "wellknown_figure"]
    private static let scopes = ["global"]

    /// The documented classifier most like an undocumented one; nil if the name is documented or resembles none.
    static func classifier(meantBy name: String) -> String? {
        let meant = spelled(name, among: classifiers)
        return meant == name ? nil : meant
    }

    /// The documented signal most like a name or pattern; nil if its parts are documented or resemble none.
    static func signal(meantBy pattern: String) -> String? {
        var segments = pattern.split(separator: ".").map(String.init)
        guard segments.count >= 2, !SignalShape.reserved.contains(segments[0]) || segments[0] == "legal" else {
            return nil
        }
        if segments[0] != "legal" {
            segments[0] = spelled(segments[0], among: filters + SignalShape.reserved.sorted())
        }
        if segments.count == 3, segments[0] == "legal" {
            segments[1] = spelled(segments[1], among: classifiers)
        } else if segments.count == 3, !SignalShape.reserved.contains(segments[0]) {
            segments[1] = spelled(segments[1], among: scopes)
            // All documented categories have this form.
            if segments[0] == "moderation_api" { segments[2] = segments[2].uppercased() }
        }
        let name = segments.joined(separator: ".")
        let meant = SignalShape.matching(name).isEmpty ? SignalShape.suggestion(for: name) : name
        return meant == pattern ? nil : meant
    }

    private static func spelled(_ word: String, among names: [String]) -> String {
        if word.contains("*") || names.contains(word) { return word }
        return Spelling.suggestion(for: word, among: names) ?? word
    }
}
