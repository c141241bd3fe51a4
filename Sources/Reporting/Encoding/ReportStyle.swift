/// The user's options for the report's files (CONTRACT sections 6 and 7).
package struct ReportStyle: Sendable, Equatable {
    /// The generations with scores in `scores.csv`.
    package enum Scores: String, Sendable, CaseIterable {
        /// No generations; the file is not written.
        case none
        /// The listed generations.
        case hits
        /// Every generation except duplicates.
        case all
    }

    /// The style of the CSV files.
    package enum CSV: String, Sendable, CaseIterable {
        /// For spreadsheets: a byte order mark, a guard against formulas, and cells and files within a sheet's
        /// limits.
        case excel
        /// For programs: every value reads back unchanged.
        case data
    }

    /// The byte between two CSV fields.
    package enum Delimiter: UInt8, Sendable, CaseIterable {
        case comma = 0x2C
        case semicolon = 0x3B
        case tab = 0x09
    }

    /// The generations with scores in `scores.csv`.
    package var scores: Scores
    /// The style of the CSV files.
    package var csv: CSV
    /// The delimiter of the CSV files.
    package var delimiter: Delimiter
    /// The address of a generation in the organisation's own console (CONTRACT section 12).
    package var link: LinkTemplate?

    /// Creates a style.
    package init(
        scores: Scores = .none, csv: CSV = .excel, delimiter: Delimiter = .comma, link: LinkTemplate? = nil
    ) {
        self.scores = scores
        self.csv = csv
        self.delimiter = delimiter
        self.link = link
    }
}
