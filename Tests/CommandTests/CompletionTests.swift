import Audit
import Foundation
import TestSupport
import Testing

/// The completion scripts that the program writes for shells.
@Suite struct CompletionTests {
    private func script(_ shell: String) async throws -> String {
        let outcome = try await Command.modaudit("--generate-completion-script", shell)
        try #require(outcome.status == 0)
        return outcome.stdout
    }

    @Test(arguments: ["bash", "zsh", "fish"])
    func `the script of a shell is sound and never runs the program`(shell: String) async throws {
        let script = try await script(shell)
        let scratch = try TemporaryFolder()
        try scratch.write(script, to: "script")
        #expect(!script.contains("---completion"))
        try #require(try await Command.run("which", [shell]).status == 0, "run .ci/setup tests")
        let check = try await Command.run(shell, ["-n", scratch.file("script")])
        #expect(check.status == 0 && check.stderr.isEmpty, "\(check.stderr)")
    }

    @Test func `the script for bash names every command and every option of the help`() async throws {
        let script = try await script("bash")
        let commands = try await HelpText.commands()
        #expect(commands.count > 6)
        for command in commands {
            let function = (["_modaudit"] + command.path).joined(separator: "_") + "() {\n"
            let body = try #require(script.range(of: function), "\(function)")
            let rest = script[body.upperBound...]
            let end = try #require(rest.range(of: "\n}\n"))
            let words = Set(rest[..<end.lowerBound].split { "( )\n'".contains($0) })
            for option in command.options { #expect(words.contains(option[...]), "\(command.path): \(option)") }
            for name in command.subcommands { #expect(words.contains(name[...]), "\(command.path): \(name)") }
        }
    }

    /// The arguments of all commands, as the program describes them to tools.
    private func arguments() async throws -> [[String: Any]] {
        func all(_ command: [String: Any]) -> [[String: Any]] {
            let own = command["arguments"] as? [[String: Any]] ?? []
            return own + (command["subcommands"] as? [[String: Any]] ?? []).flatMap(all)
        }
        let text = try await Command.modaudit("--experimental-dump-help").stdout
        let dump = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        return try all(#require(dump["command"] as? [String: Any]))
    }

    @Test func `every argument that names a file or a folder completes it`() async throws {
        let places: Set = ["file", "file.prom", "folder", "input", "report", "old", "new", "sheet"]
        let named = try await arguments().filter { places.contains($0["valueName"] as? String ?? "") }
        #expect(named.count > 10)
        for argument in named {
            let kind = argument["completionKind"] as? [String: Any]
            #expect(kind?["file"] != nil || kind?["directory"] != nil, "\(argument)")
        }
    }

    @Test(arguments: ["which", "style", "character", "decision", "condition", "band"])
    func `an option with a closed list of values completes them`(valueName: String) async throws {
        let named = try await arguments().filter { $0["valueName"] as? String == valueName }
        #expect(!named.isEmpty)
        for argument in named {
            let kind = argument["completionKind"] as? [String: [String: [String]]]
            #expect(kind?["list"]?["values"]?.isEmpty == false, "\(argument)")
        }
    }

    /// What bash offers behind `modaudit` and these words, in a folder.
    private func offered(_ words: String..., in folder: TemporaryFolder) async throws -> Set<String> {
        try await folder.write(script("bash"), to: "script/modaudit.bash")
        let list = (["modaudit"] + words).map { "'\($0)'" }.joined(separator: " ")
        let outcome = try await Command.run(
            "bash",
            [
                "-c",
                """
                cd "$T" && . script/modaudit.bash && COMP_WORDS=(\(list)) COMP_CWORD=\(words.count) && COMP_LINE="${COMP_WORDS[*]}" \
                && COMP_POINT=${#COMP_LINE} COMP_TYPE=9 && _modaudit modaudit "${COMP_WORDS[COMP_CWORD]}" \
                "${COMP_WORDS[COMP_CWORD-1]}"; printf '%s\\n' "${COMPREPLY[@]}"
                """,
            ], scratch: folder)
        try #require(outcome.status == 0, "\(outcome.stderr)")
        return Set(outcome.stdout.split(separator: "\n").map(String.init))
    }

    @Test func `bash offers the files that fit, and folders`() async throws {
        let folder = try TemporaryFolder()
        let inputs = InputEndings.all.map { "answers\($0)" }
        for name in inputs + ["answers.txt", "p.yaml", "p.yml", "ids.csv", "m.prom", "folder/x"] {
            try folder.write("", to: name)
        }
        let folders: Set = ["folder", "script"]
        #expect(try await offered("scan", "", in: folder) == folders.union(inputs))
        #expect(try await offered("explain", "--input", "", in: folder) == folders.union(inputs))
        #expect(try await offered("scan", "--policy", "", in: folder) == folders.union(["p.yaml", "p.yml"]))
        #expect(try await offered("scan", "--output", "", in: folder) == folders)
        #expect(try await offered("scan", "--metrics", "", in: folder) == folders.union(["m.prom"]))
        #expect(
            try await offered("pull", "--ids", "", in: folder) == folders.union(["ids.csv", "answers.txt"]))
        #expect(try await offered("pull", "--archive", "", in: folder) == folders)
        #expect(try await offered("verify", "", in: folder) == folders)
        #expect(try await offered("scan", "--csv", "", in: folder) == ["excel", "data"])
        #expect(try await offered("pol", in: folder) == ["policy"])
    }
}
