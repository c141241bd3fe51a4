internal import Digests

/// Reads policy files (CONTRACT section 4).
package struct PolicyFile {
    /// Reads a policy from `bytes`: YAML text in UTF-8, with or without a byte order mark.
    ///
    /// - Parameter path: The file's name in messages. No file is opened.
    /// - Throws: All diagnostics of the file. A file that is not text or not YAML gets only the reason for that.
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
