import Dispatch
import Glibc
import Responses
import Synchronization

/// Requests over HTTP/1.1, and over HTTP/2 where an https server offers it, with libcurl: one exchange at a time goes
/// out here, and one reply comes back.
///
/// Follows no redirect, and leaves further tries to its caller. All of it runs on one thread. The caller looks into
/// replies on another thread.
final class HTTPTransport: Sendable {
    /// What holds for every request.
    struct Terms: Sendable {
        let request: PullRequest

        /// - Throws: where the request's file of authorities is none.
        init(of request: PullRequest) throws(PullError) {
            guard TransferLibrary.isReady else { throw .refused("libcurl can't be initialised") }
            if let path = request.caFile { try Authorities.check(path) }
            self.request = request
        }
    }

    struct Request: Sendable {
        let url: String
        let receive: @Sendable (Reply) -> Void
    }

    private struct State {
        /// Requests that the thread has not begun yet.
        var waiting: [Request] = []
        var isCalledOff = false
        var isClosed = false
        /// Set while the thread waits for the network and has to be woken.
        var sleeper: TransferGroup.Waker?
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "modaudit.transport")

    init(_ terms: Terms) {
        queue.async { [self] in run(terms.request) }
    }

    /// Asks for `url`; `receive` is called once, on the transport's thread.
    func get(_ url: String, _ receive: @escaping @Sendable (Reply) -> Void) {
        order { $0.waiting.append(Request(url: url, receive: receive)) }
    }

    /// Calls off all that is in flight; nothing can be asked for afterwards.
    func callOff() { order { $0.isCalledOff = true } }

    /// Returns when all connections are closed.
    func close() async {
        order { state in
            state.isCalledOff = true
            state.isClosed = true
        }
        await withCheckedContinuation { end in queue.async { end.resume() } }
    }

    /// Changes what the thread has to do, and wakes it where it waits.
    private func order(_ change: (inout State) -> Void) {
        state.withLock { state in
            change(&state)
            // Within the lock, as the group must still exist.
            state.sleeper?.wake()
            state.sleeper = nil
        }
    }

    /// The thread's work, until the transport is closed.
    private func run(_ terms: PullRequest) {
        // A connection that is gone is an error of the write, not the end of the process.
        let mask = SignalMask(blocking: SIGPIPE)
        let group = TransferGroup(connections: terms.concurrency)
        let waker = group.waker
        var transfers = TransferPool(terms)
        var orders = State()
        while true {
            state.withLock { state in
                // What was begun gives its room to what is to come.
                swap(&orders.waiting, &state.waiting)
                (orders.isCalledOff, orders.isClosed) = (state.isCalledOff, state.isClosed)
                state.sleeper = nil
            }
            if orders.isCalledOff {
                transfers.callOff(in: group)
                for request in orders.waiting { request.receive(.failure(.cancelled)) }
            } else {
                for request in orders.waiting { transfers.begin(request, in: group) }
            }
            orders.waiting.removeAll(keepingCapacity: true)
            if orders.isClosed { break }
            group.perform()
            transfers.deliver(from: group)
            let mayWait = state.withLock { state in
                guard state.waiting.isEmpty, state.isCalledOff == orders.isCalledOff, !state.isClosed else {
                    return false
                }
                state.sleeper = waker
                return true
            }
            if mayWait { group.wait(milliseconds: 1000) }
        }
        mask.restore()
    }
}

/// The transfers of a transport: those under way, and those that can be used again.
private struct TransferPool {
    private let terms: PullRequest
    private var idle: [Transfer] = []
    private var busy: [Transfer] = []

    init(_ terms: PullRequest) { self.terms = terms }

    mutating func begin(_ request: HTTPTransport.Request, in group: borrowing TransferGroup) {
        let transfer = idle.popLast() ?? Transfer(terms)
        transfer.prepare(request)
        guard group.add(transfer) else {
            idle.append(transfer)
            return request.receive(.failure(.connection("the request can't be made")))
        }
        busy.append(transfer)
    }

    /// Passes on the replies that came.
    mutating func deliver(from group: borrowing TransferGroup) {
        while let (transfer, outcome) = group.nextFinished() {
            let reply = transfer.reply(to: outcome)
            let request = release(transfer, from: group)
            request?.receive(reply)
        }
    }

    mutating func callOff(in group: borrowing TransferGroup) {
        for transfer in busy { release(transfer, from: group)?.receive(.failure(.cancelled)) }
    }

    private mutating func release(
        _ transfer: Transfer, from group: borrowing TransferGroup
    ) -> HTTPTransport.Request? {
        defer { transfer.request = nil }
        group.remove(transfer)
        if let index = busy.firstIndex(where: { $0 === transfer }) {
            busy.swapAt(index, busy.count - 1)
            busy.removeLast()
        }
        idle.append(transfer)
        return transfer.request
    }
}
