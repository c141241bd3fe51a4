import ArgumentParser
import Sharing
import Utilities

struct ShareCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "share",
        abstract: "Makes a copy of a report that may leave the organisation.",
        usage: """
            modaudit share <report> --output <folder> --profile <profile> --recipient <name> [--key-file <file>]
            modaudit share --show <profile>
            modaudit share --find <pseudonym> <report> --profile <profile> --recipient <name> --key-file <file>
            """,
        discussion: """
            A profile names what becomes of each column: it stays, is left out, or becomes a pseudonym, a day or a \
            band. Built-in profiles: internal (everything but the texts of restricted generations), regulator \
            (pseudonyms, no texts), external (also no values and thresholds). A column that the profile does not name \
            refuses the report. The copy has a seal of its own, and its summary names the report. It replaces only an \
            older copy in its folder.

            The same id has the same pseudonym in all copies with one key, profile and recipient. Keep the key apart \
            from the copies; --find needs it to find the id of a pseudonym.

            Exit status
              0   the copy is written, or an id was found
              1   the run failed, the folder holds no copy, or no id has the pseudonym
              64  wrong usage, or the key file is not usable
              65  the report is not as it was sealed
              78  the profile is not valid, or does not name a column
            """)

    @Argument(help: ArgumentHelp("Report folder.", valueName: "report"), completion: .directory)
    var report: String?

    @Option(
        name: [.short, .long], help: ArgumentHelp("Folder of the copy.", valueName: "folder"),
        completion: .directory)
    var output: String?

    @Option(
        help: ArgumentHelp("internal, external, regulator, or a profile file (YAML).", valueName: "profile"),
        completion: .yaml)
    var profile: String?

    @Option(
        help: ArgumentHelp(
            "Who gets the copy: letters, digits and . _ @ -, at most 128. Each recipient has other pseudonyms.",
            valueName: "name"))
    var recipient: String?

    @Option(
        help: ArgumentHelp(
            "Key of the pseudonyms: at least 32 bytes that only the owner of the file can read.",
            valueName: "file"),
        completion: .file())
    var keyFile: String?

    @Option(help: ArgumentHelp("Print the ids that have this pseudonym.", valueName: "pseudonym"))
    var find: String?

    @Option(help: ArgumentHelp("Print a built-in profile as a profile file.", valueName: "profile"))
    var show: BuiltInProfile?

    func validate() throws {
        if show != nil {
            guard report == nil, output == nil, profile == nil, recipient == nil, keyFile == nil, find == nil
            else {
                throw ValidationError("--show prints a profile and takes no other option.")
            }
            return
        }
        if report == nil { throw ValidationError("No report. Name a report folder.") }
        if profile == nil {
            throw ValidationError("--profile is needed: internal, external, regulator or a file.")
        }
        guard let recipient else {
            throw ValidationError("--recipient is needed: the name of who gets the copy.")
        }
        guard Recipient.isName(recipient) else {
            throw ValidationError("--recipient is \(Recipient.rule), not '\(recipient)'.")
        }
        if let find {
            if output != nil {
                throw ValidationError("--find prints ids and writes no copy: leave --output out.")
            }
            if keyFile == nil { throw ValidationError("--find needs --key-file.") }
            guard PseudonymSearch.isPseudonym(find) else {
                throw ValidationError("'\(find)' is no pseudonym, such as G-0123456789abcdef.")
            }
        } else if output?.isEmpty != false {
            throw ValidationError("--output is needed: the folder of the copy.")
        }
    }

    func run() throws {
        if let show {
            guard Terminal.print(show.yaml) else { throw ExitStatus.failed }
            return
        }
        guard let report, let name = profile, let recipient else { return }
        let profile = try ProfileLoader.read(name)
        let key = try ProfileLoader.key(at: keyFile)
        Interruption.heed()
        do {
            if let find, let key {
                let ids = try PseudonymSearch.ids(
                    of: find, in: report, profile: profile, recipient: recipient, key: key)
                return try Self.print(ids, of: find, in: report)
            }
            try write(report, profile, recipient, key)
        } catch let error as ShareError {
            throw ProfileLoader.exitCode(of: error)
        }
    }
}

extension ShareCommand {
    private func write(
        _ report: String, _ profile: Profile, _ recipient: String, _ key: ShareKey?
    ) throws {
        if profile.needsKey, key == nil {
            Terminal.say("the profile \(profile.name) makes pseudonyms; give their key with --key-file")
            throw ExitStatus.usage
        }
        let output = output ?? ""
        if let place = try? ResolvedPath(ofMissing: output), let source = try? ResolvedPath(report),
            place == source || place.isWithin(source)
        {
            Terminal.say("\(output.visible) is in the report; name another folder")
            throw ExitStatus.usage
        }
        let outcome = try ReportCopy(of: report, profile: profile, recipient: recipient, key: key).write(
            to: output)
        guard Terminal.print(text(outcome, report, profile)) else { throw ExitStatus.failed }
    }

    private func text(_ outcome: ReportCopy.Outcome, _ report: String, _ profile: Profile) -> String {
        var lines = outcome.tables.map { table in
            let dropped =
                table.dropped > 0 ? "  \(table.dropped.grouped) of restricted generations left out" : ""
            let name = table.name + String(repeating: " ", count: max(0, 12 - table.name.count))
            return "\(name)\(table.rows.grouped)\(dropped)"
        }
        if !outcome.left.isEmpty { lines.append("left out: \(outcome.left.joined(separator: ", "))") }
        let key = outcome.keyID.map { ", key \($0)" } ?? ""
        lines += ["", "profile: \(profile.name), for \(recipient ?? "")\(key)"]
        lines += ["report: \(report.visible), manifest sha256 \(outcome.reportSHA256)"]
        lines += ["copy: \((output ?? "").visible)"]
        return lines.joined(separator: "\n") + "\n"
    }

    private static func print(_ ids: [String], of pseudonym: String, in report: String) throws {
        if ids.isEmpty {
            Terminal.say(
                "no id in \(report.visible) has the pseudonym \(pseudonym) with this profile, recipient and key"
            )
            throw ExitStatus.failed
        }
        guard Terminal.print(ids.map { $0.visible + "\n" }.joined()) else { throw ExitStatus.failed }
    }
}
