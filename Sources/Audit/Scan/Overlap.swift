import Utilities

/// Input and report must not contain each other. A report in an input folder would be read as input, during this
/// run and in the next; an input in the report folder would be removed with the old report.
enum Overlap {
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
