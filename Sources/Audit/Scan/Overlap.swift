import Glibc
import Responses

/// Input and report must not lie within each other: a report in an input folder would be read as input, while it is
/// written and in the next run; an input in the report folder would go with the old report.
enum Overlap {
    /// What to say of the first of `inputs` that overlaps the report folder; nil where none does.
    static func first(of inputs: [String], report: String) -> String? {
        guard let place = resolved(report) else { return nil }
        for input in inputs where input != "-" {
            // By bytes, as the system does: two forms of one text are two names.
            guard let path = resolved(input) else { continue }
            if ByteName(path) == ByteName(place) {
                return "\(input.visible): is both input and report folder; name another folder with --output"
            }
            if place.utf8.starts(with: (path + "/").utf8) || path == "/" {
                return
                    "\(input.visible): the report folder \(report.visible) lies in this input; name one outside of it with --output"
            }
            if path.utf8.starts(with: (place + "/").utf8) {
                return
                    "\(input.visible): lies in the report folder \(report.visible), which is replaced as a whole; "
                    + "name another one with --output"
            }
        }
        return nil
    }

    /// The path without links, also of a folder that is not there yet; nil where it can't be told.
    private static func resolved(_ path: String) -> String? {
        var above = path, below = ""
        while true {
            if let real = unsafe realpath(above.isEmpty ? "." : above, nil) {
                defer { unsafe free(real) }
                let base = unsafe String(cString: real)
                return below.isEmpty ? base : (base == "/" ? "" : base) + below
            }
            guard errno == ENOENT else { return nil }
            while above.utf8.last == UInt8(ascii: "/") { above.removeLast() }
            let slash = above.utf8.lastIndex(of: UInt8(ascii: "/"))
            let name = above[(slash.map { above.utf8.index(after: $0) } ?? above.startIndex)...]
            guard !name.isEmpty else { return nil }
            below = "/\(name)\(below)"
            above = slash.map { String(above[..<above.utf8.index(after: $0)]) } ?? ""
        }
    }
}
