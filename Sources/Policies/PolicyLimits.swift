/// How large a policy may be. Far beyond any real one; a file past a limit is refused by a diagnostic that names it.
public enum PolicyLimits {
    /// Bytes of the file: 1 MiB.
    public static let bytes = 1 << 20
    public static let rules = 10_000
    /// `all` and `any` inside each other.
    public static let conditionDepth = 64
    /// YAML values, each alias counted with all that it stands for.
    public static let nodes = 1_000_000
    /// YAML lists and mappings inside each other, aliases followed. Room for `conditionDepth` conditions.
    public static let nodeDepth = 256
    /// Characters of the lines that start with `%TAG`. libyaml compares each such line with all before it, and copies
    /// its prefix for each tag.
    public static let tagLines = 1_024
    /// Diagnostics reported of one file.
    public static let diagnostics = 200
}
