import Reporting
import Utilities

/// Input and output folder must not contain each other. An output in an input folder would be read as input, during this
/// run and in the next, or break the seal of the folder; an input in the output folder would be removed with the old one.
package enum Overlap {
    /// A folder that a run reads, with what it is in messages.
    struct Read {
        let path: String
        let noun: String

        init(_ noun: String, _ path: String) {
            self.path = path
            self.noun = noun
        }
    }

    /// The error message for the first of `inputs` that is the file, or a folder with it; nil if none is.
    /// - Parameter option: The option that names the file.
    package static func first(of inputs: [String], file: String, option: String) -> String? {
        guard let place = try? ResolvedPath(ofMissing: file) else { return nil }
        for input in inputs where input != "-" {
            guard let path = try? ResolvedPath(ofMissing: input) else { continue }
            if place == path { return "\(file.visible): is an input; name another file with \(option)" }
            if place.isWithin(path) {
                return
                    "\(file.visible): is in the input \(input.visible); name a file outside of it with \(option)"
            }
        }
        return nil
    }

    /// The error message for the first of `inputs` that overlaps the output folder; nil if none does.
    /// - Parameter kind: What the output folder holds.
    static func first(of inputs: [String], output: String, kind: FolderKind = .report) -> String? {
        guard let place = try? ResolvedPath(ofMissing: output) else { return nil }
        for input in inputs where input != "-" {
            guard let path = try? ResolvedPath(ofMissing: input) else { continue }
            if path == place {
                return "\(input.visible): is both input and \(kind) folder; name another folder with --output"
            }
            if place.isWithin(path) {
                return
                    "\(input.visible): the \(kind) folder \(output.visible) is in this input; name one outside of it with "
                    + "--output"
            }
            if path.isWithin(place) {
                return
                    "\(input.visible): is in the \(kind) folder \(output.visible), which is replaced as a whole; "
                    + "name another one with --output"
            }
        }
        return nil
    }

    /// The error message for the first of `folders` that contains the output folder; nil if none does.
    static func first(of folders: [Read], output: String, kind: FolderKind = .report) -> String? {
        guard let place = try? ResolvedPath(ofMissing: output) else { return nil }
        let around = folders.first { folder in
            (try? ResolvedPath(ofMissing: folder.path)).map(place.isWithin) ?? false
        }
        return around.map {
            "\($0.path.visible): the \(kind) folder \(output.visible) is in this \($0.noun); name one outside of it with --output"
        }
    }

    /// The folders that a report is written from, besides the inputs.
    static func read(previous: ScanRequest.Baseline?, ledger: String?) -> [Read] {
        var folders: [Read] = []
        if case .report(let path) = previous { folders.append(Read("report", path)) }
        if let ledger { folders.append(Read("ledger", ledger)) }
        return folders
    }
}
