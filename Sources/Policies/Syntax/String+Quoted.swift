import Utilities

extension String {
    /// The text as messages quote it: control characters replaced, in backquotes, cut after 60 characters.
    var quoted: String {
        let shown = String(prefix(61))
        return shown.count > 60 ? "`\(String(shown.prefix(60)).visible)…`" : "`\(shown.visible)`"
    }
}
