import Foundation
import TestSupport
import Testing

@testable import Intake

@Suite struct InputsTests {
    private let folder: TemporaryFolder

    init() throws { folder = try TemporaryFolder() }

    /// The paths read, without the temporary folder's.
    private func order(_ arguments: [String]) throws -> [String] {
        try readAll(arguments).map { item in
            item.path.replacingOccurrences(of: folder.path + "/", with: "")
                + (item.framed.failure.map { ": \($0)" } ?? "")
        }
    }

    @Test func `a folder is read in byte order of the relative paths`() throws {
        let names = [
            "a.json", "a/b.json", "a/c/d.ndjson", "a-b.jsonl", "a0.json", "B.json.gz", "z/a.json", "é.json",
            "a/.json", "sub/x.jsonl.zst", "sub/Y.JsonL", "sub/Z.NDJSON.GZ", "sub/W.Json.ZST",
        ]
        for name in names {
            let bytes = Array("{}".utf8)
            try folder.write(
                name.lowercased().hasSuffix("gz")
                    ? gzip(bytes) : name.lowercased().hasSuffix("zst") ? zstd(bytes) : bytes, to: name)
        }
        try folder.write("no", to: "a/readme.txt")
        try folder.write("no", to: "data.JSON.txt")
        // What an archive has beside its responses is nothing that was missed.
        for name in ["pull.lock", "failures.csv", "torn-0001.part"] { try folder.write("no", to: name) }
        let wanted = names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
        #expect(try order([folder.path]) == wanted)
        #expect(try order([folder.path + "/"]) == wanted)
        var reader = ResponseReader(try Inputs([folder.path]))
        while try reader.next(into: ResponseBatch()) {}
        #expect(reader.otherFiles == 2)
        #expect(
            reader.otherNames == ["data.JSON.txt", "a/readme.txt"].map { folder.path + "/" + $0 },
            "in the order in which the folders are read")
        #expect(reader.totalBytes == nil)
    }

    @Test func `arguments keep their order, and a named file may have any name`() throws {
        let paths = [try folder.write("[1]", to: "z"), try folder.write("[2]", to: "a\nb.txt")]
        #expect(texts(try readAll(paths)) == ["[1]", "[2]"])
        #expect(try Inputs(paths).totalBytes == 6)
    }

    @Test func `names that are not UTF-8 are read and shown repaired`() throws {
        let name = Array(folder.path.utf8) + Array("/".utf8) + [0xFF] + Array(".json".utf8) + [0]
        let file = unsafe name.withUnsafeBytes { bytes in
            unsafe bytes.baseAddress.map {
                unsafe open($0.assumingMemoryBound(to: CChar.self), O_CREAT | O_WRONLY, 0o600)
            }
        }
        let descriptor = try #require(file)
        #expect(unsafe write(descriptor, "{}", 2) == 2)
        close(descriptor)
        let read = try readAll([folder.path])
        #expect(texts(read) == ["{}"])
        #expect(read[0].path == folder.path + "/\u{FFFD}.json")
    }

    @Test func `links are followed, and a loop is a failure`() throws {
        try folder.write("[1]", to: "data/a.json")
        try folder.write("[2]", to: "other/b.json")
        let files = FileManager.default
        try files.createSymbolicLink(atPath: folder.path + "/data/loop", withDestinationPath: "..")
        try files.createSymbolicLink(atPath: folder.path + "/data/sub", withDestinationPath: "../other")
        try files.createSymbolicLink(atPath: folder.path + "/data/c.json", withDestinationPath: "a.json")
        try files.createSymbolicLink(atPath: folder.path + "/data/d.json", withDestinationPath: "nowhere")
        let read = try order([folder.path + "/data"])
        #expect(
            read == [
                "data/a.json", "data/c.json", "data/d.json: cannot be opened: No such file or directory",
                "data/loop/data/: a symbolic link that leads back to a folder it lies in",
                "data/loop/other/b.json",
                "data/sub/: a folder that was read before in this run; its files are audited once",
            ])
    }

    /// Twelve folders, each with eight links to the next one: paths double three times a level without a memory.
    @Test func `a folder is read once, however many links lead to it`() throws {
        let files = FileManager.default
        for level in 0...12 { try folder.write("[\(level)]", to: "f\(level)/a.json") }
        for level in 0..<12 {
            for link in 0..<8 {
                try files.createSymbolicLink(
                    atPath: folder.path + "/f\(level)/l\(link)", withDestinationPath: "../f\(level + 1)")
            }
        }
        let read = try readAll([folder.path + "/f0"])
        #expect(read.count(where: { $0.framed.failure == nil }) == 13)
        #expect(read.count(where: { $0.framed.failure == .again }) == 12 * 7)
        #expect(read.count == 13 + 12 * 7)
        #expect(try order([folder.path + "/f12", folder.path + "/f12"]).count == 2)
    }

    @Test func `a folder's devices and FIFOs are not read`() throws {
        try folder.write("[1]", to: "a.json")
        #expect(unsafe mkfifo(folder.path + "/b.json", 0o600) == 0)
        #expect(try order([folder.path]) == ["a.json"])
    }

    @Test func `a device named as input is read`() throws {
        #expect(try readAll(["/dev/null"]).map(\.framed.failure) == [.nothing])
    }

    @Test func `all wrong inputs are reported at once, before any is read`() throws {
        let good = try folder.write("{}", to: "a.json")
        #expect(
            throws: IntakeError.inputs([
                "/nowhere: No such file or directory", "an input has an empty name",
                "\(good)/x: Not a directory", "standard input (-) can be named only once",
            ])
        ) { try Inputs(["/nowhere", good, "", good + "/x", "-", "-"]) }
    }

    @Test func `a socket is refused`() throws {
        let path = folder.path + "/s"
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
        defer { close(descriptor) }
        var address = sockaddr_un()
        address.sun_family = UInt16(AF_UNIX)
        unsafe withUnsafeMutableBytes(of: &address.sun_path) { unsafe $0.copyBytes(from: path.utf8) }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let bound = unsafe withUnsafePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                unsafe bind(descriptor, $0, size)
            }
        }
        #expect(bound == 0)
        #expect(throws: IntakeError.inputs(["\(path): a socket cannot be read"])) {
            try Inputs([path])
        }
    }

    @Test func `a folder without input files is an error that lists the file endings`() throws {
        try folder.write("", to: "a.csv")
        let error = #expect(throws: IntakeError.self) { try readAll([folder.path]) }
        let endings = ".json .ndjson .jsonl .json.gz .json.zst .ndjson.gz .ndjson.zst .jsonl.gz .jsonl.zst"
        #expect(
            error?.description
                == "\(folder.path): no input found (endings: \(endings); 1 other file)")
    }

    @Test func `an empty file gives a failure`() throws {
        let path = try folder.write("", to: "a.json")
        #expect(try readAll([path]).map(\.framed.failure) == [.nothing])
    }
}
