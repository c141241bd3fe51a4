import Glibc

/// How many files and connections may be open at a time.
enum DescriptorLimit {
    /// Beside the connections: standard streams, the archive, the threads' own, looking up names.
    private static let others = 32

    /// Makes room for `connections`, within what the system allows.
    /// - Throws: where that is too few; requests would fail for want of descriptors.
    static func makeRoom(connections: Int) throws(PullError) {
        // Two addresses of a host may be tried side by side.
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
