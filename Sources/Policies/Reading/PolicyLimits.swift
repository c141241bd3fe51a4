/// The limits on a policy's size, far beyond any real policy. A file that exceeds one is refused with a diagnostic
/// that names it.
package enum PolicyLimits {
    /// Bytes of the file: 1 MiB.
    package static let bytes = 1 << 20
    /// Rules of a policy.
    package static let rules = 10_000
    /// Levels of nested `all` and `any`.
    package static let conditionDepth = 64
    /// Names and patterns under one `except`.
    package static let exceptions = 100
    /// YAML values, with aliases expanded.
    package static let nodes = 1_000_000
    /// Levels of nested YAML lists and mappings, aliases followed. Sufficient for `conditionDepth` conditions.
    package static let nodeDepth = 256
    /// Characters of the lines that start with `%TAG`. libyaml compares each such line with all earlier ones, and
    /// copies its prefix for each tag.
    package static let tagLines = 1_024
    /// Diagnostics reported for one file.
    package static let diagnostics = 200
}
