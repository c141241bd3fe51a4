import Foundation
import TestSupport
import Testing

@Suite struct VerifyTests {
    @Test func `verify makes the same copy as share`() async throws {
        let bench = try await Bench()
        #expect(try await bench.share("regulator").status == 0)
        let sound = try await bench.verify()
        #expect(sound.status == 0 && sound.stdout.contains("shared    holds: the copy of"), "\(sound.stdout)")
        try bench.writeKey(Array(1..<33), to: "other")
        let key = try await bench.verify(key: "other")
        #expect(key.status == 1 && key.stdout.contains("it was made with key b3b5b64f, the key file is"))
    }

    @Test func `a check without what it needs is wrong usage`() async throws {
        let bench = try await Bench()
        #expect(try await bench.share("regulator").status == 0)
        let key = try await bench.run("verify", "$T/copy", "--of", "$T/report")
        #expect(key.status == 64 && key.stdout.isEmpty)
        #expect(
            key.stderr.hasSuffix("the profile regulator makes pseudonyms; give their key with --key-file\n"),
            "\(key.stderr)")
        let sample = try await bench.run(
            "sample", "fixtures/quickstart", "--seed", "a seed", "--as-of", "2026-11-22", "--output",
            "$T/sample",
            "--quiet")
        #expect(sample.status == 0, "\(sample.stderr)")
        let seed = try await bench.run("verify", "$T/sample", "--input", "fixtures/quickstart")
        #expect(seed.status == 64 && seed.stdout.isEmpty)
        #expect(
            seed.stderr.hasSuffix("/sample is a sample; give its seed with --seed-file or --seed\n"),
            "\(seed.stderr)")
        let two = try await bench.run("verify", "$T/report", "$T/sample", "--input", "fixtures/quickstart")
        #expect(two.status == 64 && two.stderr.contains("verify it alone and give its seed"), "\(two.stderr)")
        let input = try await bench.run("verify", "$T/sample", "--seed", "a seed")
        #expect(input.status == 64 && input.stderr.contains("--seed-file and --seed need --input."))
        let unasked = try await bench.run("verify", "$T/sample")
        #expect(
            unasked.status == 0 && unasked.stdout.contains("sample    not checked: give --input to check it"))
    }

    @Test func `a copy with a changed row is broken, even if it is sealed again`() async throws {
        let bench = try await Bench()
        #expect(try await bench.share("external").status == 0)
        let text = try bench.scratch.text("copy/findings.csv")
        try bench.scratch.write(
            text.replacing("\"high\"", with: "\"low\"", maxReplacements: 1), to: "copy/findings.csv")
        let seal = try await Command.run(
            "sh",
            [
                "-c",
                "cd $T/copy && rm manifest-sha256.txt && sha256sum * > ../m && mv ../m manifest-sha256.txt",
            ],
            scratch: bench.scratch)
        #expect(seal.status == 0)
        let outcome = try await bench.verify()
        #expect(outcome.status == 1)
        #expect(outcome.stdout.contains("files     holds"))
        #expect(
            outcome.stdout.contains("shared    BROKEN: findings.csv: other than a copy made now"),
            "\(outcome.stdout)")
    }

    @Test func `a copy of another report is broken, and so is a report`() async throws {
        let bench = try await Bench(), other = try await Bench(input: "fixtures/envelopes")
        #expect(try await bench.share("internal").status == 0)
        let copy = try await bench.run("verify", "$T/copy", "--of", other.scratch.file("report"))
        #expect(
            copy.status == 1 && copy.stdout.contains("shared    BROKEN: it is a copy of a report with manifest")
        )
        let report = try await bench.run("verify", "$T/report", "--of", "$T/report")
        #expect(report.status == 1 && report.stdout.contains("the folder is no copy"))
    }

    @Test func `a copy by a custom profile is checked with the profile`() async throws {
        let bench = try await Bench()
        try bench.scratch.write("profile: ours\ncolumns: [{column: '*', do: keep}]\n", to: "ours.yaml")
        #expect(
            try await bench.run(
                "share", "$T/report", "-o", "$T/copy", "--profile", "$T/ours.yaml", "--recipient", "x"
            )
            .status == 0)
        let unnamed = try await bench.verify()
        #expect(unnamed.status == 64 && unnamed.stdout.isEmpty)
        #expect(
            unnamed.stderr.hasSuffix(
                "the copy is by the profile ours, which is not built in; give its file with --profile\n"),
            "\(unnamed.stderr)")
        let sound = try await bench.verify(more: ["--profile", bench.scratch.file("ours.yaml")])
        #expect(sound.status == 0 && sound.stdout.contains("shared    holds"), "\(sound.stdout)")
        try bench.scratch.write("profile: ours\ncolumns: [{column: '*', do: blank}]\n", to: "ours.yaml")
        let other = try await bench.verify(more: ["--profile", bench.scratch.file("ours.yaml")])
        #expect(other.status == 1 && other.stdout.contains("it was made with a profile of sha256"))
    }

    @Test func `copies of a chain of reports are a chain`() async throws {
        let bench = try await Bench()
        let next = try await bench.run(
            "scan", "fixtures/envelopes", "--previous", "$T/report", "--output", "$T/next", "--quiet")
        #expect(next.status == 4, "\(next.stderr)")
        #expect(try await bench.share("regulator", to: "a").status == 0)
        #expect(try await bench.share("regulator", to: "b", of: "next").status == 0)
        let chain = try await bench.run("verify", "$T/a", "$T/b")
        #expect(chain.status == 0 && chain.stdout.contains("chain     holds: it follows"), "\(chain.stdout)")
        let reversed = try await bench.run("verify", "$T/b", "$T/a")
        #expect(reversed.status == 1, "\(reversed.stdout)")
    }

    @Test func `the id of a pseudonym is found with the key`() async throws {
        let bench = try await Bench(input: "fixtures/responses")
        #expect(try await bench.share("regulator").status == 0)
        let before = try #require(bench.rows("generations", of: "report").first)
        let after = try #require(bench.rows("generations", of: "copy").first)
        for column in ["generation_id", "task_id", "user_id"] {
            let found = try await bench.run(
                "share", "--find", after[column] ?? "", "$T/report", "--profile", "regulator", "--recipient",
                "bafin",
                "--key-file", "$T/key")
            #expect(
                found.status == 0 && found.stdout == "\(before[column] ?? "")\n",
                "\(found.stdout)\(found.stderr)")
        }
        let other = try await bench.run(
            "share", "--find", after["user_id"] ?? "", "$T/report", "--profile", "regulator", "--recipient",
            "ofcom",
            "--key-file", "$T/key")
        #expect(other.status == 1 && other.stdout.isEmpty)
    }

    @Test func `a short key file and a key file that others can read are refused`() async throws {
        let bench = try await Bench()
        try bench.writeKey(Array(0..<31), to: "short")
        try bench.scratch.write(Array(0..<32), to: "open")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o640], ofItemAtPath: bench.scratch.file("open"))
        for (key, words) in [
            ("short", "a key has 32 to 4,096 bytes, not 31"), ("open", "run chmod 600"),
            ("none", "No such file"), ("report", "regular file"),
        ] {
            let outcome = try await bench.share("regulator", key: key)
            #expect(outcome.status == 64 && outcome.stderr.contains(words), "\(outcome.stderr)")
        }
        let without = try await bench.run(
            "share", "$T/report", "-o", "$T/copy", "--profile", "regulator", "--recipient", "x")
        #expect(without.status == 64 && without.stderr.contains("give their key with --key-file"))
        #expect(!FileManager.default.fileExists(atPath: bench.scratch.file("copy")))
    }
}
