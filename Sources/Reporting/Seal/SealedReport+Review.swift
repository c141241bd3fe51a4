internal import Responses

extension SealedReport {
    /// The ledger and the waivers in `summary.json` (CONTRACT section 15).
    package struct ReviewSources: Sendable {
        /// The number of lines of the ledger; nil without a ledger.
        package var entries: Int?
        /// SHA-256 of the ledger's last line; nil without a ledger, and in a copy without digests.
        package var lastSHA256: String?
        /// Whether the report was made with waivers.
        package var hasWaivers = false
        /// SHA-256 of the waivers; nil without waivers, and in a copy without digests.
        package var waiversSHA256: String?

        /// Creates the sources of a report without reviews.
        package init() {}
    }

    /// The ledger and the waivers that the report was made with.
    package func reviewSources() throws(ReportError) -> ReviewSources {
        let file = "\(path)/\(ReportFileName.summary)"
        let bytes = try FileReader.bytes(of: file)
        var json = JSONTexts()
        let sources = try? json.value(of: bytes) { root in
            var sources = ReviewSources()
            let review = root.member(named: "review")
            if let ledger = review?.member(named: "decisions") {
                sources.entries = ledger.member(named: "entries")?.whole.flatMap { Int(exactly: $0) }
                sources.lastSHA256 = Self.text(ledger.member(named: "last_sha256"))
            }
            if let waivers = review?.member(named: "waivers") {
                sources.hasWaivers = true
                sources.waiversSHA256 = Self.text(waivers.member(named: "sha256"))
            }
            return sources
        }
        guard let sources else { throw .refused(path: file, reason: "is no summary of a report") }
        return sources
    }

    private static func text(_ value: JSONValue?) -> String? {
        value.flatMap { $0.is(.text) ? String($0.text) : nil }
    }
}
