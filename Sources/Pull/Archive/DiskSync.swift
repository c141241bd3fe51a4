import Dispatch
import Glibc
import Synchronization

/// Brings what was written to the disk without holding up the writing: every few seconds, and at the end.
///
/// A pull that is killed loses nothing by this, as the system has what was written. A power failure can cost the
/// answers of the last seconds, which the next run asks for again.
final class DiskSync: Sendable {
    private struct State {
        var last = ContinuousClock.now
        var isAtWork = false
        /// The `errno` of a sync that failed.
        var failure: Int32?
    }

    private let path: String
    private let queue = DispatchQueue(label: "modaudit.sync")
    private let state = Mutex(State())

    private static let interval = Duration.seconds(2)

    init(path: String) { self.path = path }

    /// Whether the last sync was a while ago and is over; what is asked for then must be done.
    func isDue() -> Bool {
        state.withLock { state in
            let now = ContinuousClock.now
            guard !state.isAtWork, now - state.last > Self.interval else { return false }
            state.last = now
            state.isAtWork = true
            return true
        }
    }

    /// Syncs a file in its turn, also where its owner has closed it by then.
    /// - Throws: where that can't be, as no further descriptor is to be had, and syncing it at once failed.
    func sync(_ file: borrowing OpenFile) throws(PullError) {
        if let copy = file.copy() {
            queue.async { [self] in
                note(syncing(copy))
                close(copy)
            }
        } else {
            note(syncing(file.descriptor))
            try check()
        }
    }

    /// - Returns: the `errno` where it fails.
    private func syncing(_ descriptor: Int32) -> Int32? { fdatasync(descriptor) == 0 ? nil : errno }

    private func note(_ failure: Int32?) {
        state.withLock { state in
            state.isAtWork = false
            state.failure = state.failure ?? failure
        }
    }

    /// Returns when all syncs are over.
    func finish() throws(PullError) {
        queue.sync {}
        try check()
    }

    /// - Throws: where a sync failed.
    func check() throws(PullError) {
        if let failure = state.withLock(\.failure) {
            throw .failed(action: "write to the archive", path: path, errno: failure)
        }
    }
}
