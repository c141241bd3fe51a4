/// What the user chose about the report's files (CONTRACT sections 6 and 7).
package struct ReportStyle: Sendable, Equatable {
    /// Whose scores stand in `scores.csv`.
    package enum Scores: String, Sendable, CaseIterable {
        /// Nobody's: the file is not written.
        case none
        /// Those of the listed generations.
        case hits
        /// Those of every generation but duplicates.
        case all
    }

    package enum CSV: String, Sendable, CaseIterable {
        /// For spreadsheets: byte order mark, guard against formulas, cells and files within a sheet's limits.
        case excel
        /// For programs: every value reads back as it was.
        case data
    }

    /// The byte between two CSV fields.
    package enum Delimiter: UInt8, Sendable, CaseIterable {
        case comma = 0x2C
        case semicolon = 0x3B
        case tab = 0x09
    }

    package var scores: Scores
    package var csv: CSV
    package var delimiter: Delimiter
    /// Where the organisation's own console shows a generation (CONTRACT section 12).
    package var link: LinkTemplate?

    package init(
        scores: Scores = .none, csv: CSV = .excel, delimiter: Delimiter = .comma, link: LinkTemplate? = nil
    ) {
        self.scores = scores
        self.csv = csv
        self.delimiter = delimiter
        self.link = link
    }
}
