import Glibc
import Synchronization

/// Whether SIGINT or SIGTERM asked the process to stop (CONTRACT section 1).
///
/// The work asks `isRequested` at every step. A single step can take longer than a second, as a call of a library on a
/// large text does: then a timer ends the process. What is built beside the report stays in that case, and the next run
/// removes it.
package enum Interruption {
    private static let requested = Atomic<Bool>(false)
    private static let isSettled = Atomic<Bool>(false)
    private static let sentence: StaticString = "modaudit: stopped before the end; no report was written\n"
    /// Microseconds between a signal and the end of the process, at most.
    private static let patience = 700_000

    /// Whether the process or the current task is to stop. Once true for the process, it stays true.
    package static var isRequested: Bool { requested.load(ordering: .relaxed) || Task.isCancelled }

    /// Heeds SIGINT and SIGTERM from now on. Uses no thread and no descriptor.
    package static func heed() {
        // A handler must not be the first to use them: the first use takes a lock.
        requested.store(false, ordering: .relaxed)
        isSettled.store(false, ordering: .relaxed)
        _ = (unsafe sentence.utf8Start, patience)
        signal(SIGALRM) { _ in Interruption.end() }
        for number in [SIGINT, SIGTERM] { signal(number) { _ in Interruption.request() } }
    }

    /// From now on the result stands: a signal no longer ends the process.
    package static func settle() { isSettled.store(true, ordering: .relaxed) }

    private static func request() {
        if requested.exchange(true, ordering: .relaxed) { return }
        var timer = itimerval()
        timer.it_value = timeval(tv_sec: 0, tv_usec: patience)
        unsafe setitimer(__itimer_which_t(ITIMER_REAL.rawValue), &timer, nil)
    }

    private static func end() {
        if isSettled.load(ordering: .relaxed) { return }
        _ = unsafe write(STDERR_FILENO, sentence.utf8Start, sentence.utf8CodeUnitCount)
        _exit(EXIT_FAILURE)
    }
}
