import Glibc

/// The limit of open files and connections (`RLIMIT_NOFILE`).
enum DescriptorLimit {
    /// Descriptors beside the connections: standard streams, the archive, threads, name look-ups.
    private static let others = 32

    /// Raises the soft limit as far as `connections` connections need it.
    /// - Throws: `PullError.tooFewDescriptors` if the hard limit is too low.
    static func makeRoom(connections: Int) throws(PullError) {
        // A connection can try two addresses of a host at a time.
        let needed = rlim_t(2 * connections + others)
        let resource = __rlimit_resource_t(RLIMIT_NOFILE.rawValue)
        var limit = rlimit()
        guard unsafe getrlimit(resource, &limit) == 0, limit.rlim_cur < needed else { return }
        limit.rlim_cur = min(needed, limit.rlim_max)
        guard limit.rlim_cur == needed, unsafe setrlimit(resource, &limit) == 0 else {
            throw .tooFewDescriptors(needed: Int(needed), limit: Int(limit.rlim_max))
        }
    }
}
