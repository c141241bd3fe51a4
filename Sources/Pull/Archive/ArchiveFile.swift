import Utilities

/// The number and name of one file of an archive, `responses-0001.ndjson`. A user may have compressed older files.
struct ArchiveFile {
    /// 0 or more.
    let number: Int
    let name: String

    /// Nil if `name` is not a name of an archive's file.
    init?(name: String) {
        guard name.hasPrefix(Self.prefix),
            let ending = [".ndjson", ".ndjson.gz", ".ndjson.zst"].first(where: { name.hasSuffix($0) })
        else { return nil }
        let digits = name.dropFirst(Self.prefix.count).dropLast(ending.count)
        guard digits.utf8.count >= 4, digits.utf8.allSatisfy(\.isDigit), let number = Int(digits) else {
            return nil
        }
        self.number = number
        self.name = name
    }

    /// The uncompressed file with this number, which has at least four digits in the name.
    init(number: Int) {
        self.number = number
        let digits = "\(number)"
        name = Self.prefix + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ".ndjson"
    }

    /// Whether the name ends in `.gz` or `.zst`.
    var isCompressed: Bool { !name.hasSuffix(".ndjson") }

    private static let prefix = "responses-"
}
