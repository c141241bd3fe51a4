import Responses
import Utilities

/// All reasons to refuse a policy file (CONTRACT section 4; exit status 78).
package struct PolicyErrors: Error, Sendable, Equatable {
    /// The file's name as the messages print it.
    package let path: String
    /// At least one, sorted by position.
    package let diagnostics: [PolicyDiagnostic]
    /// The number of diagnostics beyond `PolicyLimits.diagnostics`, which are omitted.
    package let omitted: Int

    /// All diagnostics in the style of a compiler; each line ends in a line feed:
    ///
    ///     policy.yaml:7:5: error: unknown key `flagat`
    ///         7 |     flagat: 0.9
    ///           |     ^~~~~~
    ///           = did you mean `flag_at`?
    package func rendered() -> String {
        var text = ""
        for diagnostic in diagnostics {
            text += "\(path.visible):\(diagnostic.line):\(diagnostic.column): error: \(diagnostic.message)\n"
            let number = String(diagnostic.line)
            let gutter = String(repeating: " ", count: max(5, number.count) + 1)
            if let excerpt = diagnostic.excerpt {
                text += String(repeating: " ", count: gutter.count - 1 - number.count) + number
                text += excerpt.text.isEmpty ? " |\n" : " | \(excerpt.text)\n"
                text += gutter + "| " + String(repeating: " ", count: excerpt.indent) + "^"
                text += String(repeating: "~", count: excerpt.width - 1) + "\n"
            }
            if let fixIt = diagnostic.fixIt {
                text += "\(gutter)= \(fixIt)\n"
            }
        }
        if omitted > 0 {
            text += "\(path.visible): error: \(omitted) more error\(omitted == 1 ? "" : "s") not shown\n"
        }
        return text
    }
}

extension PolicyErrors: CustomStringConvertible {
    /// All diagnostics, as `rendered()` gives them.
    package var description: String { rendered() }
}
