/// A complete file of the report, synced to disk.
struct SealedFile: Sendable, Equatable {
    /// The path within the report folder.
    let name: String
    let bytes: Int
    /// The SHA-256 of the file, in 64 lower-case hexadecimal digits.
    let sha256: String
}
