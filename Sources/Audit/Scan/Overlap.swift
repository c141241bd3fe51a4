import Utilities

/// Input and report must not contain each other. A report in an input folder would be read as input, during this
/// run and in the next; an input in the report folder would be removed with the old report.
package enum Overlap {
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

    /// The error message for the first of `inputs` that overlaps the report folder; nil if none does.
    static func first(of inputs: [String], report: String) -> String? {
        guard let place = try? ResolvedPath(ofMissing: report) else { return nil }
        for input in inputs where input != "-" {
            guard let path = try? ResolvedPath(ofMissing: input) else { continue }
            if path == place {
                return "\(input.visible): is both input and report folder; name another folder with --output"
            }
            if place.isWithin(path) {
                return
                    "\(input.visible): the report folder \(report.visible) is in this input; name one outside of it with --output"
            }
            if path.isWithin(place) {
                return
                    "\(input.visible): is in the report folder \(report.visible), which is replaced as a whole; "
                    + "name another one with --output"
            }
        }
        return nil
    }
}
