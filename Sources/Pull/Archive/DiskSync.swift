import Dispatch
import Glibc
import Synchronization
import Utilities

/// Syncs written lines to the disk in the background: every two seconds, and at the end.
///
/// A killed pull loses no line, because the kernel has the lines. A power failure can lose the answers of the last
/// seconds, which the next run requests again.
final class DiskSync: Sendable {
    private struct State {
        var last = ContinuousClock.now
        var isAtWork = false
        /// The first error of a sync.
        var failure: SystemError?
    }

    private let path: String
    private let queue = DispatchQueue(label: "modaudit.sync")
    private let state = Mutex(State())

    private static let interval = Duration.seconds(2)

    /// - Parameter path: The archive, for error messages.
    init(path: String) { self.path = path }

    /// Whether two seconds have passed since the last sync and it is finished. The caller must then call `sync`.
    func isDue() -> Bool {
        state.withLock { state in
            let now = ContinuousClock.now
            guard !state.isAtWork, now - state.last > Self.interval else { return false }
            state.last = now
            state.isAtWork = true
            return true
        }
    }

    /// Syncs a file in the background, even if its owner closes it meanwhile.
    /// - Throws: `PullError.failed` if the descriptor cannot be duplicated and syncing the file at once fails.
    func sync(_ file: borrowing FileDescriptor) throws(PullError) {
        do throws(SystemError) {
            let copy = try file.duplicate()
            queue.async { [self] in note { () throws(SystemError) in try copy.syncData() } }
        } catch {
            note { () throws(SystemError) in try file.syncData() }
            try check()
        }
    }

    private func note(_ sync: () throws(SystemError) -> Void) {
        var failure: SystemError?
        do throws(SystemError) { try sync() } catch { failure = error }
        state.withLock { [failure] state in
            state.isAtWork = false
            state.failure = state.failure ?? failure
        }
    }

    /// Returns when all syncs are finished.
    /// - Throws: `PullError.failed` if one of them failed.
    func finish() throws(PullError) {
        queue.sync {}
        try check()
    }

    /// - Throws: `PullError.failed` if a sync failed.
    func check() throws(PullError) {
        if let failure = state.withLock(\.failure) { throw .failed("write to the archive", path, failure) }
    }
}
