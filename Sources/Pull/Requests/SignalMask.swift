import Glibc

/// The signals that a thread does not take while it works.
struct SignalMask {
    private var before = sigset_t()

    init(blocking number: Int32) {
        var signals = sigset_t()
        unsafe sigemptyset(&signals)
        unsafe sigaddset(&signals, number)
        unsafe pthread_sigmask(SIG_BLOCK, &signals, &before)
    }

    /// Restores the mask that the thread had.
    func restore() {
        var mask = before
        unsafe pthread_sigmask(SIG_SETMASK, &mask, nil)
    }
}
