/// The name of one of an archive's files, `responses-0001.ndjson`; older ones may have been compressed since.
struct ArchiveFile {
    let number: Int
    let name: String

    /// Nil of a name that is no archive file's.
    init?(name: String) {
        guard name.hasPrefix(Self.prefix),
            let ending = [".ndjson", ".ndjson.gz", ".ndjson.zst"].first(where: { name.hasSuffix($0) })
        else { return nil }
        let digits = name.dropFirst(Self.prefix.count).dropLast(ending.count)
        guard digits.utf8.count >= 4, digits.utf8.allSatisfy({ 48...57 ~= $0 }), let number = Int(digits) else {
            return nil
        }
        self.number = number
        self.name = name
    }

    init(number: Int) {
        self.number = number
        let digits = "\(number)"
        name = Self.prefix + String(repeating: "0", count: max(0, 4 - digits.count)) + digits + ".ndjson"
    }

    var isCompressed: Bool { !name.hasSuffix(".ndjson") }

    private static let prefix = "responses-"
}
