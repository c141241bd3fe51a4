import Utilities

/// The limit of open files and connections (`RLIMIT_NOFILE`).
enum DescriptorLimit {
    /// Descriptors beside the connections: standard streams, the archive, threads, name look-ups.
    private static let others = 32

    /// Raises the soft limit as far as `connections` connections need it.
    /// - Throws: `PullError.tooFewDescriptors` if the hard limit is too low.
    static func makeRoom(connections: Int) throws(PullError) {
        // A connection can try two addresses of a host at a time.
        let needed = UInt(2 * connections + others)
        guard let limit = ResourceLimit.openFiles, limit.soft < needed else { return }
        guard needed <= limit.hard, ResourceLimit.setOpenFiles(soft: needed, hard: limit.hard) else {
            throw .tooFewDescriptors(needed: Int(needed), limit: Int(limit.hard))
        }
    }
}
