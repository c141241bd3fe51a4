import Utilities

/// Why a run cannot begin. `description` has one line per error.
package enum IntakeError: Error, Equatable {
    /// All INPUT arguments that cannot be read, each with its reason.
    case inputs([String])
    /// These folders contain no input, and `otherFiles` files with other endings.
    case nothingToRead(folders: [String], otherFiles: Int)
}

extension IntakeError: CustomStringConvertible {
    /// The message for standard error.
    package var description: String {
        switch self {
        case .inputs(let lines):
            return lines.joined(separator: "\n")
        case .nothingToRead(let folders, let otherFiles):
            if folders.isEmpty { return "no input was named" }
            let place = folders.map(\.visible).joined(separator: ", ")
            let endings = FileEnding.all.joined(separator: " ")
            return "\(place): no input found (endings: \(endings); \(otherFiles.counted("other file")))"
        }
    }
}
