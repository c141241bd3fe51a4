internal import Reporting
internal import Responses

/// Checks a copy against the report that it was made of (CONTRACT section 14).
package enum SharedCheck {
    /// The result of the check.
    package enum Outcome: Sendable, Equatable {
        case holds(String)
        /// The faults, one line each.
        case broken([String])
        /// The check requires an option that is absent. The text names the option.
        case lacking(String)
    }

    /// Makes the copy again without writing it, and compares.
    /// - Parameters:
    ///   - copy: The path of the folder of the copy.
    ///   - report: The path of the folder of the report.
    ///   - key: The key of the copy; nil if it is not available.
    ///   - profile: The profile of the copy if it is not a built-in one.
    /// - Throws: The reason why one of the folders cannot be read.
    package static func outcome(
        copy: String, of report: String, key: ShareKey?, profile: Profile?
    ) throws(ShareError) -> Outcome {
        let sealed = try ShareError.reporting { () throws(ReportError) in try SealedReport(at: copy) }
        guard let shared = try Self.shared(of: copy), let name = shared["profile"]?.text,
            let recipient = shared["recipient"]?.text
        else { return .broken(["\(ReportFileName.summary) does not have `shared`: the folder is no copy"]) }
        let original = try ShareError.reporting { () throws(ReportError) in try SealedReport(at: report) }
        guard shared["of_manifest_sha256"]?.text == original.manifestSHA256 else {
            return .broken([
                "it is a copy of a report with manifest \(shared["of_manifest_sha256"]?.text ?? "none")",
                "\(report) has \(original.manifestSHA256)",
            ])
        }
        guard let profile = profile ?? (try? BuiltInProfile(rawValue: name)?.profile()) else {
            return .lacking(
                "the copy is by the profile \(name), which is not built in; give its file with --profile")
        }
        guard shared["profile_sha256"]?.text == profile.sha256 else {
            return .broken([
                "it was made with a profile of sha256 \(shared["profile_sha256"]?.text ?? "none")",
                "the profile \(profile.name) has \(profile.sha256)",
            ])
        }
        if profile.needsKey {
            guard let key else {
                return .lacking("the profile \(profile.name) makes pseudonyms; give their key with --key-file")
            }
            guard shared["key_id"]?.text == key.id else {
                return .broken([
                    "it was made with key \(shared["key_id"]?.text ?? "none"), the key file is \(key.id)"
                ])
            }
        }
        guard Recipient.isName(recipient) else { return .broken(["its recipient is no name"]) }
        let again = try ReportCopy(of: report, profile: profile, recipient: recipient, key: key).manifest()
        let faults = differences(sealed.manifest, again)
        return faults.isEmpty
            ? .holds("the copy of \(report) for \(recipient) by the profile \(profile.name), made again")
            : .broken(faults)
    }

    /// The object `shared` of the summary of the copy; nil if there is none.
    private static func shared(of copy: String) throws(ShareError) -> JSONTree? {
        let bytes = try ShareError.reporting { () throws(ReportError) in
            try FileReader.bytes(of: "\(copy)/\(ReportFileName.summary)")
        }
        var reader = JSONTreeReader()
        return (try? reader.tree(of: bytes))?["shared"]
    }

    private static func differences(_ copy: Manifest, _ again: Manifest) -> [String] {
        let expected = Dictionary(again.entries.map { ($0.name, $0.sha256) }) { first, _ in first }
        let found = Set(copy.entries.map(\.name))
        return copy.entries.filter { expected[$0.name] != $0.sha256 }.map { entry in
            "\(entry.name): \(expected[entry.name] == nil ? "a copy does not have it" : "other than a copy made now")"
        } + again.entries.filter { !found.contains($0.name) }.map { "\($0.name): missing" }
    }
}
