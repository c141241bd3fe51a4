internal import Digests

/// Reads policy files (CONTRACT section 4).
package struct PolicyFile {
    /// The policy that `bytes` hold: YAML text in UTF-8, with or without a byte order mark.
    ///
    /// - Parameter path: The file's name, for messages only; nothing is opened.
    /// - Throws: Everything that is wrong with the file, at once. A file that is no text, or no YAML, gives only
    ///   the reasons why it is none.
    package static func read(_ bytes: [UInt8], named path: String) throws(PolicyErrors) -> Policy {
        let source = try PolicySource(bytes, named: path)
        var syntax = PolicySyntax(source)
        guard let root = syntax.root() else { throw syntax.diagnostics.errors(in: source) }
        var reader = PolicyReader(diagnostics: syntax.diagnostics)
        let policy = reader.policy(root, bytes: bytes, sha256: SHA256Digest.hex(of: bytes))
        guard let policy, reader.diagnostics.isEmpty else { throw reader.diagnostics.errors(in: source) }
        return policy
    }
}
