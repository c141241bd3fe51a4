import Utilities

/// Iterates over the files of the INPUT arguments in the order of the report (CONTRACT section 1). It keeps the entries
/// of the open folders in memory, not the whole tree, and 16 bytes of every folder, so that none is read twice.
struct InputWalk {
    /// A file to read, or a folder that cannot be read.
    struct Item {
        var path: [UInt8]
        var kind: Kind
    }

    enum Kind {
        case file, stream, standardInput
        case failure(InputFailure)
    }

    private struct Level {
        /// Ends in "/".
        var path: [UInt8]
        var listing: FolderListing
        var next = 0
    }

    /// Files in folders skipped because of their endings or types.
    private(set) var otherFiles = 0
    /// The first of them by path, folder by folder in the order of reading.
    private(set) var otherPaths: [[UInt8]] = []
    private var arguments: ArraySlice<Inputs.Argument>
    private var levels: [Level] = []
    /// The folders that were read.
    private var known: Set<FolderListing.Identity> = []

    init(_ inputs: Inputs) { arguments = inputs.arguments[...] }

    /// The next file or failure, nil at the end.
    mutating func next() -> Item? {
        while !Interruption.isRequested {
            if let item = levels.isEmpty ? nextArgument() : nextEntry() { return item }
            if levels.isEmpty && arguments.isEmpty { return nil }
        }
        return nil
    }

    private mutating func nextArgument() -> Item? {
        guard let argument = arguments.popFirst() else { return nil }
        switch argument.kind {
        case .standardInput: return Item(path: argument.path, kind: .standardInput)
        case .file: return Item(path: argument.path, kind: .file)
        case .stream: return Item(path: argument.path, kind: .stream)
        case .folder:
            let slash = UInt8(ascii: "/")
            return enter(argument.path.last == slash ? argument.path : argument.path + [slash])
        }
    }

    private mutating func nextEntry() -> Item? {
        let last = levels.count - 1
        guard levels[last].next < levels[last].listing.entries.count else {
            levels.removeLast()
            return nil
        }
        let entry = levels[last].listing.entries[levels[last].next]
        levels[last].next += 1
        let path = levels[last].path + entry.name
        return entry.isFolder ? enter(path) : Item(path: path, kind: .file)
    }

    /// Enters a folder. Returns an item if the folder cannot be read.
    private mutating func enter(_ path: [UInt8]) -> Item? {
        do throws(InputFailure) {
            let listing = try FolderListing(path) { identity in
                if levels.contains(where: { $0.listing.identity == identity }) { return .loop }
                return known.contains(identity) ? .again : nil
            }
            known.insert(listing.identity)
            otherFiles += listing.otherFiles
            let left = FolderListing.namesKept - otherPaths.count
            otherPaths += listing.otherNames.prefix(left).map { path + $0 }
            levels.append(Level(path: path, listing: listing))
            return nil
        } catch {
            return Item(path: path, kind: .failure(error))
        }
    }
}
