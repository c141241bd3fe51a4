/// Names that the documented answer has where a signal's are open: a policy that names another one may have a slip in
/// it, and would look at nothing.
enum DocumentedNames {
    static let classifiers = ["face", "ip", "trademark"]
    private static let filters = ["election_misinformation", "moderation_api", "wellknown_figure"]
    private static let scopes = ["global"]

    /// The classifier that an undocumented one was probably meant to be; nil where it is documented, or like none.
    static func classifier(meantBy name: String) -> String? {
        let meant = spelled(name, among: classifiers)
        return meant == name ? nil : meant
    }

    /// The signal that a name or pattern was probably meant to be; nil where its parts are documented, or like none.
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
            // All categories that are documented are written so.
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
