public import Foundation

/// The files under `fixtures`.
public enum Fixtures {
    public static let root = Command.root.appending(path: "fixtures")

    /// The path of a file or folder, from `fixtures` on.
    public static func path(_ name: String) -> String { root.appending(path: name).path }

    public static func bytes(_ name: String) throws -> [UInt8] {
        try Array(Data(contentsOf: root.appending(path: name)))
    }

    public static func text(_ name: String) throws -> String {
        try String(decoding: bytes(name), as: UTF8.self)
    }

    /// The documented answer, `sora-task-documented.json`.
    public static var documented: String { get throws { try text("sora-task-documented.json") } }

    /// The names of the policies in a folder of `policies`, without `.yaml`.
    public static func policies(in folder: String) -> [String] {
        let files = (try? FileManager.default.contentsOfDirectory(atPath: path("policies/" + folder))) ?? []
        return files.filter { $0.hasSuffix(".yaml") }.map { String($0.dropLast(5)) }.sorted()
    }
}
