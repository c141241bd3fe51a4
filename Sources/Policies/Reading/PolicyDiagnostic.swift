/// One reason to refuse a policy file: where, what, and the mend (CONTRACT section 4).
package struct PolicyDiagnostic: Sendable, Equatable {
    /// 1-based.
    package let line: Int
    /// 1-based, in characters, as an editor counts them; one past the line's last character at most.
    package let column: Int
    /// One line, without control characters.
    package let message: String
    /// How to put it right; nil where nothing better can be said than `message`.
    package let fixIt: String?
    /// The line it stands in; nil where the file is no text.
    package let excerpt: SourceExcerpt?
}

/// A line of a policy file as it can be shown in a terminal, and the part of it that is meant.
package struct SourceExcerpt: Sendable, Equatable {
    /// Control characters replaced, both ends cut where the line is long.
    package let text: String
    /// Terminal columns before the marked part.
    package let indent: Int
    /// Terminal columns of the marked part, at least 1.
    package let width: Int
}
