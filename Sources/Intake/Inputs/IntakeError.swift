import Responses

/// Why a run cannot begin. `description` has one line for each thing that is wrong.
package enum IntakeError: Error, Equatable {
    /// INPUT arguments that cannot be read, all of them, in words.
    case inputs([String])
    /// There is no file to read in these folders, but `otherFiles` of other endings.
    case nothingToRead(folders: [String], otherFiles: Int)
}

extension IntakeError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .inputs(let lines):
            return lines.joined(separator: "\n")
        case .nothingToRead(let folders, let otherFiles):
            let place = folders.isEmpty ? "no input was named" : folders.map(\.visible).joined(separator: ", ")
            let others =
                switch otherFiles {
                case 0: "no other file lies there"
                case 1: "1 other file lies there"
                default: "\(otherFiles) other files lie there"
                }
            let endings = FileEnding.all.joined(separator: " ")
            return folders.isEmpty ? place : "\(place): nothing to read (looked for \(endings); \(others))"
        }
    }
}
