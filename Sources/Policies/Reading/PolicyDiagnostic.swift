/// One reason to refuse a policy file: where, what, and the mend (CONTRACT section 4).
public struct PolicyDiagnostic: Sendable, Equatable {
    /// 1-based.
    public let line: Int
    /// 1-based, in characters, as an editor counts them; one past the line's last character at most.
    public let column: Int
    /// One line, without control characters.
    public let message: String
    /// How to put it right; nil where nothing better can be said than `message`.
    public let fixIt: String?
    /// The line it stands in; nil where the file is no text.
    public let excerpt: SourceExcerpt?
}

/// A line of a policy file as it can be shown in a terminal, and the part of it that is meant.
public struct SourceExcerpt: Sendable, Equatable {
    /// Control characters replaced, both ends cut where the line is long.
    public let text: String
    /// Terminal columns before the marked part.
    public let indent: Int
    /// Terminal columns of the marked part, at least 1.
    public let width: Int
}
