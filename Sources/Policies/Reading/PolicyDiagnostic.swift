/// One reason to refuse a policy file: position, message and fix (CONTRACT section 4).
package struct PolicyDiagnostic: Sendable, Equatable {
    /// The line, from 1.
    package let line: Int
    /// The column in characters, from 1; at most one past the line's last character.
    package let column: Int
    /// One line without control characters.
    package let message: String
    /// The suggested fix; nil if there is none beyond `message`.
    package let fixIt: String?
    /// The line at the position; nil if the file is not text.
    package let excerpt: SourceExcerpt?
}

/// A line of a policy file as a terminal prints it, and its marked part.
package struct SourceExcerpt: Sendable, Equatable {
    /// The text with control characters replaced; a long line is cut at both ends.
    package let text: String
    /// Terminal columns before the marked part.
    package let indent: Int
    /// Terminal columns of the marked part, at least 1.
    package let width: Int
}
