/// What the end of a file's name says about it (CONTRACT section 1).
enum FileEnding {
    /// Endings that a folder is searched for.
    static let all = texts + texts.flatMap { [$0 + ".gz", $0 + ".zst"] }
    private static let texts = [".json", ".ndjson", ".jsonl"]
    private static let allBytes = all.map { Array($0.utf8) }

    /// Whether a file of this name in a folder is input; letter case does not count.
    static func isInput(_ name: [UInt8]) -> Bool { allBytes.contains { ends(name, with: $0) } }

    private static func ends(_ name: [UInt8], with ending: some Collection<UInt8>) -> Bool {
        name.suffix(ending.count).elementsEqual(ending) { byte, expected in
            (65...90 ~= byte ? byte | 0x20 : byte) == expected
        }
    }

    /// Whether it is a file that `pull` keeps beside the responses of an archive.
    static func isArchives(_ name: [UInt8]) -> Bool {
        name == Array("failures.csv".utf8) || name == Array("pull.lock".utf8)
            || (name.starts(with: "torn-".utf8) && name.suffix(5).elementsEqual(".part".utf8))
    }

    /// How a file of this path is compressed; nil if it is not.
    static func compression(of path: [UInt8]) -> Compression? {
        if ends(path, with: ".gz".utf8) { return .gzip }
        if ends(path, with: ".zst".utf8) { return .zstd }
        return nil
    }
}
