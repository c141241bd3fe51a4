import Dispatch
import Glibc
import Synchronization
import Utilities

/// Sends requests with libcurl, over HTTP/2 if an https server offers it, else over HTTP/1.1. Each request gets one
/// reply.
///
/// It follows no redirects and repeats no requests. All transfers run on one thread.
final class HTTPTransport: Sendable {
    /// The checked settings of all requests.
    struct Terms: Sendable {
        let request: PullRequest

        /// - Throws: `PullError.noTransport` if libcurl cannot be loaded, `.refused` if the file of authorities is not
        ///   valid.
        init(of request: PullRequest) throws(PullError) {
            if let fault = TransferLibrary.fault { throw .noTransport(reason: fault) }
            if let path = request.caFile { try Authorities.check(path) }
            self.request = request
        }
    }

    struct Request: Sendable {
        let url: String
        let receive: @Sendable (Reply) -> Void
    }

    private struct State {
        /// Requests that the thread has not begun.
        var waiting: [Request] = []
        var isCancelled = false
        var isClosed = false
        /// Wakes the thread while it waits for the network.
        var sleeper: TransferGroup.Waker?
    }

    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "modaudit.transport")

    init(_ terms: Terms) {
        queue.async { [self] in run(terms.request) }
    }

    /// Requests `url`. `receive` is called once, on the transport's thread.
    func get(_ url: String, _ receive: @escaping @Sendable (Reply) -> Void) {
        order { $0.waiting.append(Request(url: url, receive: receive)) }
    }

    /// Cancels all requests. Later requests are cancelled at once.
    func cancel() { order { $0.isCancelled = true } }

    /// Cancels all requests. Returns when all connections are closed.
    func close() async {
        order { state in
            state.isCancelled = true
            state.isClosed = true
        }
        await withCheckedContinuation { end in queue.async { end.resume() } }
    }

    /// Changes the state, and wakes the thread if it waits.
    private func order(_ change: (inout State) -> Void) {
        state.withLock { state in
            change(&state)
            // Under the lock, as the group must still exist.
            state.sleeper?.wake()
            state.sleeper = nil
        }
    }

    /// The loop of the thread, until the transport is closed.
    private func run(_ terms: PullRequest) {
        // With SIGPIPE blocked, a write to a closed connection returns an error and does not end the process.
        let mask = SignalMask(blocking: SIGPIPE)
        let group = TransferGroup(connections: terms.concurrency)
        let waker = group.waker
        var transfers = TransferPool(terms)
        var orders = State()
        while true {
            state.withLock { state in
                // Swapping keeps the memory of both lists.
                swap(&orders.waiting, &state.waiting)
                (orders.isCancelled, orders.isClosed) = (state.isCancelled, state.isClosed)
                state.sleeper = nil
            }
            if orders.isCancelled {
                transfers.cancelAll(in: group)
                for request in orders.waiting { request.receive(.failure(.cancelled)) }
            } else {
                for request in orders.waiting { transfers.begin(request, in: group) }
            }
            orders.waiting.removeAll(keepingCapacity: true)
            if orders.isClosed { break }
            group.perform()
            transfers.deliver(from: group)
            let mayWait = state.withLock { state in
                guard state.waiting.isEmpty, state.isCancelled == orders.isCancelled, !state.isClosed else {
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

/// The running transfers of a transport.
///
/// Each request has an easy handle of its own; connections belong to the group. With handles that are used again,
/// 10,000 answers of the fuzzed server crash libcurl 7.88 (perhaps https://github.com/curl/curl/pull/11103).
private struct TransferPool {
    private let terms: PullRequest
    private var busy: [Transfer] = []

    init(_ terms: PullRequest) { self.terms = terms }

    mutating func begin(_ request: HTTPTransport.Request, in group: borrowing TransferGroup) {
        let transfer = Transfer(terms, request)
        guard group.add(transfer) else {
            return request.receive(.failure(.connection("libcurl does not accept the request")))
        }
        busy.append(transfer)
    }

    /// Delivers the replies of finished transfers.
    mutating func deliver(from group: borrowing TransferGroup) {
        while let (transfer, outcome) = group.nextFinished() {
            let reply = transfer.reply(to: outcome)
            let request = release(transfer, from: group)
            request.receive(reply)
        }
    }

    mutating func cancelAll(in group: borrowing TransferGroup) {
        for transfer in busy { release(transfer, from: group).receive(.failure(.cancelled)) }
    }

    private mutating func release(
        _ transfer: Transfer, from group: borrowing TransferGroup
    ) -> HTTPTransport.Request {
        group.remove(transfer)
        if let index = busy.firstIndex(where: { $0 === transfer }) {
            busy.swapAt(index, busy.count - 1)
            busy.removeLast()
        }
        return transfer.request
    }
}
