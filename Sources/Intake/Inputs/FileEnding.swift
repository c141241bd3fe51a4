/// What the ending of a file's name means (CONTRACT section 1).
package enum FileEnding {
    /// The endings of inputs in folders.
    package static let all = texts + texts.flatMap { [$0 + ".gz", $0 + ".zst"] }
    private static let texts = [".json", ".ndjson", ".jsonl"]
    private static let allBytes = all.map { Array($0.utf8) }

    /// Whether a file of this name in a folder is input; letter case does not count.
    static func isInput(_ name: [UInt8]) -> Bool { allBytes.contains { ends(name, with: $0) } }

    private static func ends(_ name: [UInt8], with ending: some Collection<UInt8>) -> Bool {
        name.suffix(ending.count).elementsEqual(ending) { byte, expected in
            (65...90 ~= byte ? byte | 0x20 : byte) == expected
        }
    }

    /// Whether `pull` keeps a file of this name beside the responses of an archive.
    static func isArchives(_ name: [UInt8]) -> Bool {
        name == Array("failures.csv".utf8) || name == Array("pull.lock".utf8)
            || (name.starts(with: "torn-".utf8) && name.suffix(5).elementsEqual(".part".utf8))
    }

    /// The compression of a file with this path; nil if the name shows none.
    static func compression(of path: [UInt8]) -> Compression? {
        if ends(path, with: ".gz".utf8) { return .gzip }
        if ends(path, with: ".zst".utf8) { return .zstd }
        return nil
    }
}
