import Digests
import Glibc
internal import Responses
import Utilities

/// A finished report, read for verification against its manifest (CONTRACT section 11).
package struct SealedReport: Sendable {
    /// The path of its folder.
    package let path: String
    /// Its manifest.
    package let manifest: Manifest
    /// The SHA-256 of `manifest-sha256.txt`: the digest of the whole report.
    package let manifestSHA256: String

    /// Reads the manifest. Refuses a folder without one, or with a manifest in another format.
    package init(at path: String) throws(ReportError) {
        let bytes = try FileReader.bytes(of: "\(path)/\(ReportFileName.manifest)")
        guard let manifest = Manifest(parsing: bytes) else {
            throw .refused(
                path: "\(path)/\(ReportFileName.manifest)",
                reason: "is not a list of SHA-256 digests and file names")
        }
        self.path = path
        self.manifest = manifest
        manifestSHA256 = SHA256Digest.hex(of: bytes)
    }

    /// The changes since the report was sealed, in words; empty if every file is unchanged and the folder holds no
    /// other file.
    ///
    /// Signatures and time stamps of the manifest are allowed: their names begin with the manifest's.
    /// - Throws: `stopped` after a signal.
    package func changes() throws(ReportError) -> [String] {
        var changes: [String] = []
        var sealed: Set<String> = [ReportFileName.manifest]
        for entry in manifest.entries {
            if !sealed.insert(entry.name).inserted { changes.append("\(entry.name): listed twice") }
            do throws(ReportError) {
                if try FileReader.sha256(of: "\(path)/\(entry.name)") != entry.sha256 {
                    changes.append("\(entry.name): changed")
                }
            } catch {
                if case .stopped = error { throw error }
                changes.append(error.description)
            }
        }
        guard let names = try? Directory(path: path).names() else {
            return changes + ["the folder cannot be listed, so other files in it cannot be found"]
        }
        for name in names.sorted()
        where !sealed.contains(name) && !name.hasPrefix(ReportFileName.manifest + ".") {
            changes.append("\(name): not in \(ReportFileName.manifest)")
        }
        // Without these files the report is incomplete, even if the manifest is intact.
        let isCopy = (try? identity().originalManifestSHA256 != nil) ?? false
        for name in ReportFileName.required(of: kind, isCopy: isCopy) where !sealed.contains(name) {
            changes.append("\(name): not in \(ReportFileName.manifest)")
        }
        return changes
    }

    /// What the folder holds, told by the manifest.
    package var kind: FolderKind {
        [FolderKind.sample, .tuning].first { kind in manifest.entries.contains { $0.name == kind.mark } }
            ?? .report
    }

    /// The first file in the order of the manifest that is not as it was sealed; nil where all are.
    /// - Parameter isAccepted: Whether a file with this name may have this SHA-256 instead.
    func firstChange(
        except isAccepted: (_ name: String, _ sha256: String) throws(ReportError) -> Bool
    ) throws(ReportError) -> (name: String, isMissing: Bool)? {
        for entry in manifest.entries {
            if Interruption.isRequested { throw .stopped }
            let digest: String
            do throws(ReportError) {
                digest = try FileReader.sha256(of: "\(path)/\(entry.name)")
            } catch {
                guard case .failed(_, _, ENOENT) = error else { throw error }
                return (entry.name, true)
            }
            if digest != entry.sha256, try !isAccepted(entry.name, digest) { return (entry.name, false) }
        }
        return nil
    }

    /// The digests in `summary.json`, or in the file that takes its place in a folder of another kind: of the policy, of the previous report, and if the folder is a copy that was shared
    /// (CONTRACT section 14), of the report.
    package func identity() throws(ReportError) -> (
        policySHA256: String?, previousManifestSHA256: String?, originalManifestSHA256: String?
    ) {
        let file = "\(path)/\(kind.mark)"
        let bytes = try FileReader.bytes(of: file)
        var json = JSONTexts()
        do {
            let texts = try json.texts(
                in: bytes,
                at: [
                    ["policy", "sha256"], ["previous", "manifest_sha256"], ["shared", "of_manifest_sha256"],
                ])
            return (texts[0], texts[1], texts[2])
        } catch {
            throw .refused(path: file, reason: error.reason)
        }
    }
}
