/// A folder of files with a manifest, as a report is one. It is built beside its target and swapped in whole, as
/// `ReportFolder` is, or only digested.
package struct SealedFolder: ~Copyable {
    private var build: BuildFolder?
    /// The path of `build`.
    private var path: String?
    private var file: ReportFile?
    private var sealed: [SealedFile] = []

    /// A folder of which only the manifest is computed.
    package init() {}

    /// Starts a folder that replaces the one at `path`, under the conditions of `ReportFolder`.
    /// - Parameter kind: What the folder holds. Only a folder of the same kind is replaced.
    package init(at path: String, as kind: FolderKind) throws(ReportError) {
        let target = try ReportTarget(path, as: kind)
        _ = try target.check()
        let build = try BuildFolder(beside: target)
        self.path = build.path
        self.build = consume build
    }

    /// Starts a file. The one before it has ended.
    package mutating func begin(_ name: String) throws(ReportError) {
        if let path {
            file = try ReportFile(path: "\(path)/\(name)")
        } else {
            file = ReportFile(digesting: name)
        }
    }

    /// Appends bytes to the file.
    package mutating func append(_ bytes: [UInt8]) throws(ReportError) { try file?.append(bytes) }

    /// Ends the file.
    /// - Returns: Its length in bytes, and its SHA-256 in 64 lower-case hexadecimal digits.
    package mutating func end() throws(ReportError) -> (bytes: Int, sha256: String) {
        let done = try seal()
        return (done.bytes, done.sha256)
    }

    /// Ends the file.
    mutating func seal() throws(ReportError) -> SealedFile {
        guard let done = try file?.seal() else { throw .closed }
        file = nil
        sealed.append(done)
        return done
    }

    /// Writes a whole file.
    package mutating func write(_ bytes: [UInt8], to name: String) throws(ReportError) {
        try begin(name)
        try append(bytes)
        _ = try end()
    }

    /// Writes the manifest and replaces the target. Nothing may be added afterwards.
    package mutating func finish() throws(ReportError) -> Manifest {
        let manifest = Manifest(sealed)
        try write(manifest.text, to: ReportFileName.manifest)
        try build?.swapIn()
        return manifest
    }
}
