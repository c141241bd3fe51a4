public import Foundation

/// A folder of one test, removed with the value.
public final class TemporaryFolder: Sendable {
    /// The absolute path, without symbolic links.
    public let path: String

    public init() throws {
        let parent = FileManager.default.temporaryDirectory.resolvingSymlinksInPath()
        path = parent.appending(path: "modaudit-\(UUID().uuidString)").path
        try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(atPath: path) }

    public var url: URL { URL(filePath: path) }

    /// The path of an entry, which need not exist.
    public func file(_ name: String) -> String { path + "/" + name }

    /// The sorted names of the entries, hidden ones too; of a folder in this one, if named.
    public func names(_ folder: String = "") throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: file(folder)).sorted()
    }

    public func bytes(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: URL(filePath: file(name))))
    }

    /// The text of a file, with U+FFFD for bytes that are not UTF-8.
    public func text(_ name: String) throws -> String { try String(decoding: bytes(name), as: UTF8.self) }

    /// The bytes of each file in a folder of this one, by name.
    public func contents(of folder: String) throws -> [String: Data] {
        try Dictionary(
            uniqueKeysWithValues: names(folder).map {
                ($0, try Data(contentsOf: URL(filePath: file(folder + "/" + $0))))
            })
    }

    /// Writes a file, and the folders above it.
    /// - Returns: the file's path.
    @discardableResult
    public func write(_ bytes: [UInt8], to name: String) throws -> String {
        let place = URL(filePath: file(name))
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(bytes).write(to: place)
        return file(name)
    }

    @discardableResult
    public func write(_ text: String, to name: String) throws -> String {
        try write(Array(text.utf8), to: name)
    }
}
