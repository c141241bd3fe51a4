package import Responses

/// JSON as the files of a report have it.
package enum ReportJSON {
    /// The text of a value, without a line end behind it.
    /// - Parameter isPretty: Whether the text is indented by two spaces per level; otherwise it is one line.
    package static func bytes(of tree: JSONTree, isPretty: Bool) -> [UInt8] {
        var json = JSONWriter(pretty: isPretty)
        json.tree(tree)
        return json.copied()
    }
}
