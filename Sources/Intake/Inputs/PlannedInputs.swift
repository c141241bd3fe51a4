import Glibc
import Utilities

/// The files that a run reads, without their contents, so that several runs can read them in parts (CONTRACT section 17).
package struct PlannedInputs: Sendable {
    /// A file, or a folder that the run names as unreadable.
    package struct File: Sendable, Equatable {
        /// The path, as it is in the reports.
        package var path: String
        /// Bytes on the disk; 0 if they are unknown.
        package var bytes: Int
    }

    /// The files, in the order in which a run reads them.
    package private(set) var files: [File] = []
    /// Files in folders skipped because of their endings or types.
    package private(set) var otherFiles = 0
    /// The first hundred of them; bytes that are not UTF-8 are shown as U+FFFD.
    package private(set) var otherNames: [String] = []

    /// Lists the files of these inputs.
    /// - Throws: `IntakeError` if there is no file, or if a file cannot be named in a plan.
    package init(_ inputs: Inputs) throws(IntakeError) {
        var walk = InputWalk(inputs)
        var wrong: [String] = []
        while let item = walk.next() {
            let path = String(decoding: item.path, as: UTF8.self)
            if let fault = Self.fault(of: item, path) {
                wrong.append("\(path.visible): \(fault)")
                if wrong.count == 20 { break }
                continue
            }
            files.append(File(path: path, bytes: Self.size(of: path)))
        }
        if !wrong.isEmpty { throw .inputs(wrong) }
        otherFiles = walk.otherFiles
        otherNames = walk.otherPaths.map { String(decoding: $0, as: UTF8.self) }
        if files.isEmpty, !Interruption.isRequested {
            throw .nothingToRead(folders: inputs.folders, otherFiles: otherFiles)
        }
    }

    /// Why a part cannot have the item; nil if it can.
    private static func fault(of item: InputWalk.Item, _ path: String) -> String? {
        if !path.utf8.elementsEqual(item.path) {
            return "the name is not UTF-8, so a plan cannot have it; rename it"
        }
        switch item.kind {
        case .standardInput: return "standard input cannot be planned; name files and folders"
        case .stream: return "is no file, so it cannot be planned"
        case .failure(.loop): return "leads back to a folder it is in; remove the link, or name the files"
        case .failure(.again): return "is a folder that was named before; name each folder once"
        case .file, .failure: return nil
        }
    }

    private static func size(of path: String) -> Int {
        (try? FileSystem.status(of: path)).map { Int($0.st_size) } ?? 0
    }
}
