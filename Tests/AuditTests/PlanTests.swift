import Foundation
import Glibc
import TestSupport
import Testing

@testable import Audit

/// How inputs are divided into parts (CONTRACT section 17).
@Suite struct PlanTests {
    private struct Part: Decodable, Equatable {
        var part: Int
        var of: Int
        var bytes: Int
        var inputs: [String]
    }

    private struct Head: Decodable {
        var parts: Int
        var skipped: [String]
        var skippedCount: Int

        private enum CodingKeys: String, CodingKey {
            case parts, skipped
            case skippedCount = "skipped_count"
        }
    }

    private static func lines(_ inputs: [String], _ size: Int) throws -> (head: Head, parts: [Part]) {
        var bytes: [UInt8] = []
        try Plan(inputs, targetSize: size).write { span in
            for index in span.indices { bytes.append(span[index]) }
        }
        let lines = bytes.split(separator: UInt8(ascii: "\n"))
        let head = try JSONDecoder().decode(Head.self, from: Data(#require(lines.first)))
        return (head, try lines.dropFirst().map { try JSONDecoder().decode(Part.self, from: Data($0)) })
    }

    @Test func `parts are whole files in the order of the input`() throws {
        let folder = try TemporaryFolder()
        for (name, size) in [
            ("b/1.json", 40), ("b/2.json", 70), ("b.json", 30), ("b/sub/x.ndjson.gz", 10),
            ("a\u{E9}\".json", 300),
        ] {
            try folder.write(String(repeating: "x", count: size), to: "in/" + name)
        }
        try folder.write("", to: "in/b/notes.txt")
        try folder.write("", to: "in/z.csv")
        let names = ["a\u{E9}\".json", "b.json", "b/1.json", "b/2.json", "b/sub/x.ndjson.gz"].map {
            folder.file("in/" + $0)
        }
        let (head, parts) = try Self.lines([folder.file("in")], 100)
        #expect(head.parts == 3 && head.skippedCount == 2)
        #expect(Set(head.skipped) == [folder.file("in/b/notes.txt"), folder.file("in/z.csv")])
        #expect(
            parts == [
                Part(part: 1, of: 3, bytes: 300, inputs: [names[0]]),
                Part(part: 2, of: 3, bytes: 70, inputs: Array(names[1...2])),
                Part(part: 3, of: 3, bytes: 80, inputs: Array(names[3...4])),
            ])
        #expect(try Self.lines([folder.file("in")], 1).parts.map(\.inputs) == names.map { [$0] })
        #expect(try Self.lines([folder.file("in/b")], 1 << 40).parts.map(\.inputs) == [Array(names[2...])])
    }

    @Test func `the paths of a part fit on a command line`() throws {
        let folder = try TemporaryFolder(), name = String(repeating: "n", count: 240)
        for number in 1_000..<4_000 { try folder.write("", to: "\(name)\(number).json") }
        let parts = try Self.lines([folder.path], 1 << 30).parts
        #expect(parts.count > 1)
        #expect(parts.allSatisfy { $0.inputs.reduce(0) { $0 + $1.utf8.count + 16 } <= 512 << 10 })
        #expect(parts.flatMap(\.inputs).count == 3_000)
    }

    /// The rows of folders and links that cannot be read are those of a scan, and so are the skipped files.
    @Test func `parts of a plan and its skipped files give the report of a scan of the folder`() async throws {
        var cluster = try Cluster()
        try cluster.add(Nights.answer("a", ip: 0.95))
        let folder = cluster.folder, input = folder.file("input")
        try folder.write(Nights.answer("b", ip: 0.95), to: "input/sub/b.json")
        for name in ["manifest-sha256.txt", "generations.json", "summary.json"] {
            try folder.write("", to: "input/report/" + name)
        }
        try folder.write("", to: "input/sub/notes.txt")
        try FileManager.default.createSymbolicLink(atPath: input + "/gone.json", withDestinationPath: "nowhere")
        let request = try cluster.request([input], folder.file("report"))
        _ = try await Scan(request).run()
        var bytes: [UInt8] = []
        try Plan([input], targetSize: 1).write { span in for index in span.indices { bytes.append(span[index]) }
        }
        let plan = try folder.write(bytes, to: "plan")
        let planned = try Self.lines([input], 1).parts.map(\.inputs)
        #expect(planned.flatMap(\.self).contains(input + "/report/"))
        let parts = try await cluster.scan(parts: planned.map { $0[...] })
        var merge = cluster.request(merging: parts.paths)
        merge.plan = plan
        _ = try Merge(merge).run()
        let expected = try folder.contents(of: "report")
        #expect(String(decoding: try #require(expected["summary.json"]), as: UTF8.self).contains("notes.txt"))
        Cluster.expectSame(try folder.contents(of: "merged"), expected, "a plan")
    }

    @Test func `what no part can have is refused`() throws {
        let folder = try TemporaryFolder()
        try folder.write("", to: "in/a.json")
        try FileManager.default.createSymbolicLink(atPath: folder.file("in/loop"), withDestinationPath: ".")
        #expect(unsafe mkfifo(folder.file("pipe"), 0o600) == 0)
        let cases = [
            (
                [folder.file("in")],
                "in/loop/: leads back to a folder it is in; remove the link, or name the files"
            ),
            ([folder.file("pipe")], "pipe: is no file, so it cannot be planned"),
            (["-"], "-: standard input cannot be planned; name files and folders"),
        ]
        for (inputs, message) in cases {
            do {
                _ = try Plan(inputs, targetSize: 1)
                Issue.record("planned")
            } catch {
                #expect("\(error)".hasSuffix(message), "\(error)")
            }
        }
    }
}
