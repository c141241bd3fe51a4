import Glibc
import Responses

/// A name with blanks that came without quotes, and so as several inputs.
enum UnquotedName {
    /// What to say where an input is not there, but the name it makes with its neighbours is; nil otherwise.
    static func hint(_ inputs: [String]) -> String? {
        for start in inputs.indices where !exists(inputs[start]) {
            // A name of more words than these is not guessed.
            for first in max(0, start - 7)...start {
                for last in max(start, first + 1)..<max(start, first + 1, min(inputs.count, first + 8)) {
                    let name = inputs[first...last].joined(separator: " ")
                    if exists(name) {
                        return
                            "\(inputs[start].visible): not there, but \"\(name.visible)\" is: put it in quotes"
                    }
                }
            }
        }
        return nil
    }

    private static func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
}
