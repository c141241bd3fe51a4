/// How large a policy may be. Far beyond any real one; a file past a limit is refused by a diagnostic that names it.
package enum PolicyLimits {
    /// Bytes of the file: 1 MiB.
    package static let bytes = 1 << 20
    package static let rules = 10_000
    /// `all` and `any` inside each other.
    package static let conditionDepth = 64
    /// Names and patterns under one `except`.
    package static let exceptions = 100
    /// YAML values, each alias counted with all that it stands for.
    package static let nodes = 1_000_000
    /// YAML lists and mappings inside each other, aliases followed. Room for `conditionDepth` conditions.
    package static let nodeDepth = 256
    /// Characters of the lines that start with `%TAG`. libyaml compares each such line with all before it, and copies
    /// its prefix for each tag.
    package static let tagLines = 1_024
    /// Diagnostics reported of one file.
    package static let diagnostics = 200
}
