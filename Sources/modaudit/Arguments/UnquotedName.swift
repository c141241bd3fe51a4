import Glibc
import Utilities

/// A file name with spaces that was given without quotes, and so became several inputs.
enum UnquotedName {
    /// A message if an input does not exist but the name made of it and its neighbours does; nil otherwise.
    static func hint(_ inputs: [String]) -> String? {
        for start in inputs.indices where !exists(inputs[start]) {
            // Names of at most eight words are tried.
            for first in max(0, start - 7)...start {
                for last in max(start, first + 1)..<max(start, first + 1, min(inputs.count, first + 8)) {
                    let name = inputs[first...last].joined(separator: " ")
                    if exists(name) {
                        return
                            "\(inputs[start].visible): does not exist, but \"\(name.visible)\" does: put the name in quotes"
                    }
                }
            }
        }
        return nil
    }

    private static func exists(_ path: String) -> Bool { FileSystem.exists(path) }
}
