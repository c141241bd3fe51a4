/// A file of the report that is written and on the disk.
struct SealedFile: Sendable, Equatable {
    /// Within the report folder.
    let name: String
    let bytes: Int
    /// In 64 lower-case hexadecimal digits.
    let sha256: String
}
