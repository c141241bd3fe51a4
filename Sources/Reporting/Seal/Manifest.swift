/// `manifest-sha256.txt`: the digest of every other file of a report, in the form that `sha256sum -c` checks
/// (GNU coreutils: the digest, two blanks, the name), sorted by name in byte order.
package struct Manifest: Sendable, Equatable {
    /// A line of the manifest.
    package struct Entry: Sendable, Equatable {
        /// The SHA-256 of the file, in 64 lower-case hexadecimal digits.
        package var sha256: String
        /// The name of a file in the folder itself.
        package var name: String
    }

    /// The files, sorted by name in byte order.
    package var entries: [Entry]

    init(_ files: [SealedFile]) {
        entries = files.map { Entry(sha256: $0.sha256, name: $0.name) }
            .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
    }

    /// Reads a manifest; nil if a line has another format.
    package init?(parsing bytes: [UInt8]) {
        entries = []
        for line in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
            let digest = line.prefix(64), name = line.dropFirst(66)
            guard line.count > 66, digest.allSatisfy(Self.isHexadecimal),
                line.dropFirst(64).prefix(2).elementsEqual("  ".utf8), !name.contains(UInt8(ascii: "/")),
                !name.contains(0)
            else { return nil }
            entries.append(
                Entry(
                    sha256: String(decoding: digest, as: UTF8.self), name: String(decoding: name, as: UTF8.self)
                ))
        }
        guard !entries.isEmpty, bytes.last == UInt8(ascii: "\n") else { return nil }
    }

    var text: [UInt8] { Array(entries.map { "\($0.sha256)  \($0.name)\n" }.joined().utf8) }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
            || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte)
    }
}
