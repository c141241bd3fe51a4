import Dispatch
import Glibc

/// Calls a function when the process receives a signal.
enum SignalHandler {
    /// Calls `action` for each signal `number`. Replaces the default action until the returned source is cancelled.
    ///
    /// Returns when the source is registered, so that no later signal is lost.
    static func on(_ number: Int32, _ action: @escaping @Sendable () -> Void) -> any DispatchSourceSignal {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number)
        source.setEventHandler(handler: action)
        let registered = DispatchSemaphore(value: 0)
        source.setRegistrationHandler { registered.signal() }
        source.resume()
        registered.wait()
        return source
    }
}
