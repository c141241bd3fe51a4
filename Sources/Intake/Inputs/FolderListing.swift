import Glibc
import Utilities

/// The inputs and folders in one folder, in the byte order of their paths.
struct FolderListing {
    struct Entry {
        /// As it is on disk. A folder's name ends in "/", which puts the folder at its files' place in the order.
        var name: [UInt8]
        var isFolder: Bool
    }

    /// Identifies a folder independently of its path.
    struct Identity: Hashable {
        var device: UInt
        var inode: UInt
    }

    let identity: Identity
    private(set) var entries: [Entry] = []
    /// Files with other endings, devices, FIFOs and sockets.
    private(set) var otherFiles = 0
    /// Names of the first of them, in byte order.
    private(set) var otherNames: [[UInt8]] = []
    /// How many names are kept: of a folder, and of a run.
    static let namesKept = 100

    /// Reads the folder at `path`. Follows symbolic links to get the type of an entry.
    /// - Parameter refusal: Why a folder is not read, asked before its entries are.
    init(_ path: [UInt8], refusal: (Identity) -> InputFailure?) throws(InputFailure) {
        let folder: Directory
        do throws(SystemError) {
            folder = try Directory(path: path)
        } catch {
            throw .unopened(errno: error.number)
        }
        do throws(SystemError) {
            let status = try folder.descriptor.status()
            identity = Identity(device: UInt(status.st_dev), inode: UInt(status.st_ino))
        } catch {
            throw .unread(errno: error.number)
        }
        if let failure = refusal(identity) { throw failure }
        let found: [Directory.Entry]
        do throws(SystemError) {
            found = try folder.entries { !Interruption.isRequested }
        } catch {
            throw .unread(errno: error.number)
        }
        if Self.isReport(found) { throw .report }
        for entry in found {
            if Interruption.isRequested { throw .stopped }
            add(entry, in: folder.descriptor)
        }
        keepFirstNames()
        entries.sort { $0.name.lexicographicallyPrecedes($1.name) }
    }

    /// Whether these are the entries of a report folder (CONTRACT section 6).
    private static func isReport(_ entries: [Directory.Entry]) -> Bool {
        let names = ["manifest-sha256.txt", "generations.json", "summary.json"].map { Array($0.utf8) }
        return names.allSatisfy { name in entries.contains { $0.name == name } }
    }

    private mutating func add(_ entry: Directory.Entry, in folder: borrowing FileDescriptor) {
        var type = entry.type
        if type == DT_LNK || type == DT_UNKNOWN {
            // A broken link counts as a file: opening it then gives the error.
            let kind = (try? folder.status(of: entry.name)).map { $0.st_mode & S_IFMT } ?? S_IFREG
            type = kind == S_IFREG ? DT_REG : kind == S_IFDIR ? DT_DIR : DT_BLK
        }
        if type == DT_DIR {
            entries.append(Entry(name: entry.name + [.slash], isFolder: true))
        } else if type == DT_REG && FileEnding.isInput(entry.name) {
            entries.append(Entry(name: entry.name, isFolder: false))
        } else if !FileEnding.isArchives(entry.name) {
            otherFiles += 1
            otherNames.append(entry.name)
            if otherNames.count > 10 * Self.namesKept { keepFirstNames() }
        }
    }

    private mutating func keepFirstNames() {
        otherNames.sort { $0.lexicographicallyPrecedes($1) }
        otherNames.removeSubrange(min(Self.namesKept, otherNames.count)...)
    }
}
