/// The options of a merge (CONTRACT section 17).
package struct MergeRequest: Sendable {
    /// The paths of the part files, in the order of their numbers.
    package var parts: [String]
    /// The path of the report folder.
    package var output: String
    /// The report's time, in seconds since 1970 (UTC).
    package var asOf: Int64
    /// The version of this program, which is also that of the parts.
    package var toolVersion: String
    /// The report that the generations are compared with; nil if they are not compared.
    package var previous: ScanRequest.Baseline?
    /// The folder of the ledger; nil without one. The report is not in it.
    package var ledger: String?
    /// The path of the plan of the parts, which names the files that no part has; nil if there is none.
    package var plan: String?
    /// The number of distinct IDs in all parts, as their keys tell it; nil if it is not checked.
    package var distinct: Int?

    /// Creates a request. Parameters have the meaning of the properties.
    package init(
        parts: [String], output: String, asOf: Int64, toolVersion: String,
        previous: ScanRequest.Baseline? = nil
    ) {
        self.parts = parts
        self.output = output
        self.asOf = asOf
        self.toolVersion = toolVersion
        self.previous = previous
    }
}
