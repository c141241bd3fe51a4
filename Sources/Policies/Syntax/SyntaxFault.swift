import Responses
import Utilities

/// A fault of a YAML parser, described for the author of a policy.
struct SyntaxFault: Error {
    /// libyaml's message.
    var problem: String
    var position: SourcePosition
    /// The start of the construct that contains the fault.
    var context: SourcePosition?

    /// Where to look: what was opened and never closed is wrong where it was opened.
    var place: SourcePosition { isUnclosed ? context ?? position : position }

    var message: String {
        isUnclosed ? "what is opened here is not closed" : "this is not YAML: \(problem.visible)"
    }

    /// - Parameter found: The character at `place`.
    func fixIt(found: Unicode.Scalar?) -> String? {
        if isUnclosed {
            switch found {
            case "[": return "close it with `]`"
            case "{": return "close it with `}`"
            case "\"": return "close it with `\"`"
            case "'": return "close it with `'`"
            default: return nil
            }
        }
        switch problem {
        case "mapping values are not allowed in this context":
            return "check the indentation, and put a text that holds `: ` in quotes"
        case "found character that cannot start any token":
            return found == "\t" ? "indent with blanks: YAML takes no tabs" : "put the text in quotes"
        case "did not find expected key", "did not find expected '-' indicator",
            "did not find expected <document start>":
            return "indent the keys of one block alike, and the `-` of one list"
        case "did not find expected comment or line break":
            return "a threshold is the number alone, and means ≥; put a text that starts with a sign in quotes"
        case "could not find expected ':'":
            return "a key ends in `:` and a blank"
        case "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            return "indent with blanks: YAML takes no tabs"
        default: return nil
        }
    }

    /// Whether a bracket or a quote has no end.
    var isUnclosed: Bool {
        guard context != nil else { return false }
        return problem.contains("unexpected end of stream") || problem.hasPrefix("did not find expected ',' or")
    }
}
