internal import Digests
internal import Glibc
internal import Reporting
internal import Responses
internal import Utilities

/// Files of a report or a sample that must be as they were sealed.
enum SealedFacts {
    /// The manifest of a folder.
    /// - Parameters:
    ///   - kind: What the folder should be, for the message.
    ///   - mark: The file that each folder of the kind has.
    static func manifest(of path: String, kind: String, mark: String) throws(ReviewError) -> SealedReport {
        let sealed: SealedReport
        do throws(ReportError) {
            sealed = try SealedReport(at: path)
        } catch {
            guard case .failed(_, _, ENOENT) = error else { throw ReviewError(error) }
            throw .refused("\(path.visible): holds no \(ReportFileName.manifest), so it is no \(kind)")
        }
        guard sealed.manifest.entries.contains(where: { $0.name == mark }) else {
            throw .refused("\(path.visible): is no \(kind), because its manifest does not name \(mark)")
        }
        return sealed
    }

    /// The bytes of a file that matches the manifest.
    static func bytes(of name: String, in sealed: SealedReport) throws(ReviewError) -> [UInt8] {
        let bytes: [UInt8]
        do throws(ReportError) {
            bytes = try FileReader.bytes(of: "\(sealed.path)/\(name)")
        } catch {
            guard case .failed(_, _, ENOENT) = error else { throw ReviewError(error) }
            throw .refused("\(sealed.path.visible)/\(name) was removed after it was written; put the file back")
        }
        try require(name, sha256: SHA256Digest.hex(of: bytes), in: sealed)
        return bytes
    }

    /// The JSON value of a file that matches the manifest.
    static func tree(of name: String, in sealed: SealedReport) throws(ReviewError) -> JSONTree {
        var reader = JSONTreeReader()
        let bytes = try bytes(of: name, in: sealed)
        do throws(UnreadableText) {
            return try reader.tree(of: bytes)
        } catch {
            throw .refused("\(sealed.path.visible)/\(name): \(error.reason)")
        }
    }

    /// Throws an error if a file does not have the digest in the manifest.
    static func require(_ name: String, sha256: String, in sealed: SealedReport) throws(ReviewError) {
        if sealed.manifest.entries.contains(where: { $0.name == name && $0.sha256 == sha256 }) { return }
        throw .refused(
            "\(sealed.path.visible)/\(name) was edited after it was written; put the file back, or name "
                + "another \(sealed.kind)")
    }
}
