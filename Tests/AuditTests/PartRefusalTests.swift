import Digests
import Foundation
import Policies
import Reporting
import TestSupport
import Testing

@testable import Audit

/// Parts, skip lists and plans that a merge or a scan refuses (CONTRACT section 17). Each message names the file and the fix.
@Suite struct PartRefusalTests {
    private static func cluster(_ files: Int = 3) throws -> Cluster {
        var cluster = try Cluster()
        for file in 0..<files {
            try cluster.add(
                (0..<3).map { Nights.answer("\(file)_\($0)", ip: 0.95) }.joined(separator: "\n") + "\n")
        }
        return cluster
    }

    /// The message of a merge that fails. No report may be there afterwards.
    private static func message(_ cluster: Cluster, _ parts: [String], plan: String? = nil) throws -> String {
        var request = cluster.request(merging: parts)
        request.plan = plan
        var message = ""
        do { _ = try Merge(request).run() } catch { message = "\(error)" }
        #expect(try !cluster.folder.names().contains { $0.contains("merged") })
        return message.replacing(cluster.folder.path + "/", with: "")
    }

    @Test func `parts that are missing, doubled or in another order`() async throws {
        let cluster = try Self.cluster()
        let parts = try await cluster.scan(parts: cluster.cut(into: 3, seed: 1)).paths
        let cases: [(parts: [Int], message: String)] = [
            ([0, 1], "part-2: is part 2 of 3, and no part follows; name all parts"),
            ([0, 2], "part-3: is part 3 of 3, and part 2 is missing before it; name all parts in order"),
            ([1, 2], "part-2: is part 2 of 3, and part 1 comes first; name all parts in order"),
            ([0, 1, 1, 2], "part-2: is part 2 of 3, which came before; name each part once, in order"),
            ([0, 1, 2, 2], "part-3: is part 3 of 3, which came before; name each part once, in order"),
            ([0, 2, 1], "part-3: is part 3 of 3, and part 2 is missing before it; name all parts in order"),
            ([], "no part was named"),
        ]
        for (order, message) in cases {
            #expect(try Self.message(cluster, order.map { parts[$0] }) == message)
        }
        let other = try await cluster.write(cluster.inputs[1...1], 2, of: 4)
        #expect(
            try Self.message(cluster, [parts[0], other, parts[2]])
                == "part-2: is part 2 of 4, and part-1 is of 3; name the parts of one plan")
        #expect(try Self.message(cluster, [cluster.folder.file("none")]).contains("none: No such file"))
    }

    @Test func `a part of another version, policy or option`() async throws {
        let cluster = try Self.cluster(2)
        let first = try await cluster.write(cluster.inputs[..<1], 1, of: 2)
        var others: [(name: String, Cluster)] = []
        func add(_ name: String, _ change: (inout Cluster) throws -> Void) rethrows {
            var other = cluster
            try change(&other)
            others.append((name, other))
        }
        try add("policy") { $0.policy = try PolicyFile.read(Array(Nights.policy.utf8), named: "p") }
        add("--scores") { $0.style.scores = .all }
        add("--csv") { $0.style.csv = .excel }
        add("--delimiter") { $0.style.delimiter = .tab }
        try add("--link") { $0.style.link = try LinkTemplate("https://a.example/{task_id}") }
        add("--max-response") { $0.maxResponse = 2 << 20 }
        add("--allow-duplicates") { $0.allowsDuplicates = true }
        add("--digest-inputs") { $0.digestsInputs = true }
        for (name, other) in others {
            let second = try await other.write(cluster.inputs[1...], 2, of: 2)
            #expect(
                try Self.message(cluster, [first, second])
                    == "part-2: was scanned with another \(name) than part-1; scan it again with the same options"
            )
        }
        var request = cluster.request(merging: [first])
        request.toolVersion = "2.0"
        do {
            _ = try Merge(request)
            Issue.record("merged")
        } catch {
            #expect(
                "\(error)".hasSuffix(
                    "part-1: was written by modaudit test, and this is 2.0; scan it again with this version"))
        }
    }

    @Test func `a part that is cut off at any byte, changed, or no part`() async throws {
        let cluster = try Self.cluster(1)
        let path = try await cluster.write(cluster.inputs[...], 1, of: 1)
        let whole = try cluster.folder.bytes("part-1")
        let damaged = "part-1: is damaged or cut off; scan this part again"
        for length in stride(from: 16, to: whole.count, by: 97) {
            try cluster.folder.write(Array(whole[..<length]), to: "part-1")
            #expect(try Self.message(cluster, [path]) == damaged, "\(length) bytes")
        }
        try cluster.folder.write(whole + [0], to: "part-1")
        #expect(try Self.message(cluster, [path]) == damaged)
        // The last text of a card, which nothing else checks.
        var changed = whole
        changed[changed.count - 120] ^= 1
        try cluster.folder.write(changed, to: "part-1")
        #expect(try Self.message(cluster, [path]) == damaged)
        for text in ["", "modaudit part 2\n", "{}"] {
            try cluster.folder.write(text, to: "part-1")
            #expect(
                try Self.message(cluster, [path])
                    == "part-1: is no part of this version's format; name a file that modaudit scan --part wrote"
            )
        }
    }

    /// Random changes with a footer that fits them: every merge ends with an error or a report.
    @Test(arguments: 0..<8)
    func `a part with any values gives an error or a report`(seed: Int) async throws {
        let cluster = try Self.cluster(1)
        let path = try await cluster.write(cluster.inputs[...], 1, of: 1)
        let whole = try cluster.folder.bytes("part-1")
        let body = whole.count - 73
        _ = try await cluster.scan("before")
        var random = SeededGenerator(seed: UInt64(seed)), refused = 0
        for _ in 0..<40 {
            var bytes = Array(whole[..<body])
            for _ in 0..<Int.random(in: 1...3, using: &random) {
                let place = Int.random(in: 16..<body, using: &random)
                bytes[place] = [0, 1, 0x7F, 0x80, 0xFF, 0x22, 0x0A].randomElement(using: &random) ?? 0
            }
            bytes += whole[body..<body + 9] + Array(SHA256Digest.hex(of: bytes).utf8)
            try cluster.folder.write(bytes, to: "part-1")
            var request = cluster.request(merging: [path])
            request.previous = .report(cluster.folder.file("before"))
            do {
                _ = try Merge(request).run()
            } catch {
                refused += 1
                #expect(!"\(error)".isEmpty)
            }
        }
        #expect(refused > 0)
    }

    @Test(arguments: [
        ("0 duplicate", "the last line of a skip list ends in a line feed; it is cut off"),
        ("0 duplicate\n0 duplicate\n", "line 2 of the skip list is not ORDINAL duplicate or"),
        ("1 revision 1\n", "line 1 of the skip list is not"),
        ("1 revision\n", "line 1 of the skip list is not"),
        ("-1 duplicate\n", "line 1 of the skip list is not"), ("a\n", "line 1 of the skip list is not"),
        ("1 duplicate \n", "line 1 of the skip list is not"), ("\n", "line 1 of the skip list is not"),
        ("4 duplicate\n", "names the generation 4, and the part has 4"),
        ("3 duplicate\n", "the generation 3 has no id, so it is no repeat"),
    ])
    func `a skip list that is not one of the part`(list: String, message: String) async throws {
        var cluster = try Cluster()
        let texts =
            (0..<3).map { Nights.answer("\($0)", ip: 0.95) } + [#"{"id":"t","generations":[{"width":1}]}"#]
        try cluster.add(texts.joined(separator: "\n"))
        let skip = try cluster.folder.write(list, to: "skip")
        do {
            try await cluster.write(cluster.inputs[...], 1, of: 1, skip: skip)
            Issue.record("written")
        } catch {
            #expect("\(error)".hasPrefix(skip + ": " + message))
        }
        #expect(try cluster.folder.names() == ["input", "skip"])
    }

    @Test func `a part at the place of an input or in one`() async throws {
        let cluster = try Self.cluster(1)
        let skip = try cluster.folder.write("", to: "skip"), policy = try cluster.folder.write("", to: "p.yaml")
        let link = cluster.folder.file("link")
        try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: skip)
        for (path, message) in [
            (cluster.inputs[0], "is an input; name another file with --part"),
            (cluster.folder.file("input/part"), "name a file outside of it with --part"),
            (skip, "is an input; name another file with --part"),
            (policy, "is an input; name another file with --part"),
            ("/dev/null", "is no regular file; name another file with --part"),
            (link, "is no regular file; name another file with --part"),
        ] {
            var request = try cluster.request([cluster.inputs[0], cluster.folder.file("input")])
            request.isPart = true
            do {
                _ = try await Scan(request).writePart(
                    PartRequest(path: path, number: 1, of: 1, skip: skip, policy: policy))
                Issue.record("written")
            } catch {
                #expect("\(error)".hasSuffix(message))
            }
        }
    }

    @Test func `a plan of other parts, or no plan`() async throws {
        let cluster = try Self.cluster(1)
        let part = try await cluster.write(cluster.inputs[...], 1, of: 1)
        for (text, message) in [
            (
                #"{"parts":2,"skipped":[],"skipped_count":0}"#,
                "is a plan of 2 parts, and 1 are named; name the parts of this plan"
            ),
            (
                #"{"parts":1,"skipped":0,"skipped_count":0}"#,
                "is no plan; name the file that modaudit plan wrote"
            ),
            (
                #"{"parts":1,"skipped":[],"skipped_count":-1}"#,
                "is no plan; name the file that modaudit plan wrote"
            ),
            ("", "is no plan; name the file that modaudit plan wrote"),
            ("[", "is no plan; name the file that modaudit plan wrote"),
        ] {
            let plan = try cluster.folder.write(text + "\n", to: "plan")
            #expect(try Self.message(cluster, [part], plan: plan) == "plan: " + message)
        }
    }
}
