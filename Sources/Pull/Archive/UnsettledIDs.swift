/// The progress of each id that has neither a final answer nor failed. They are listed in `failures.csv` at the end.
struct UnsettledIDs {
    enum State: UInt8 {
        /// Has a final answer, or is in `failures.csv` already.
        case settled
        case notRequested
        /// Requested, without an answer.
        case requested
        /// Requested, and the last answer is that a quota is used up.
        case throttled
        /// The service refused the key.
        case denied
        case pending
        /// Pending until `--give-up-after`.
        case waitedFor
    }

    private struct Entry {
        var attempts: Int32 = 0
        /// The last HTTP status, 0 if there was no response.
        var status: Int16 = 0
        var state = State.settled

        /// The reason in `failures.csv`.
        var reason: String {
            switch state {
            case .settled: ""
            case .notRequested: "not requested"
            case .requested: "no answer before the pull ended"
            case .throttled: "no answer before the pull ended: the quota is used up"
            case .denied: "HTTP status \(status): the key is not allowed"
            case .pending: "pending"
            case .waitedFor: "pending; the next request would be after --give-up-after"
            }
        }
    }

    private var entries: [Entry]
    /// Why the service refused the key, in its words; empty if it did not say.
    var refusal = ""

    /// - Parameters:
    ///   - count: The number of ids.
    ///   - missing: Indices of the ids to request. All others are settled.
    init(count: Int, missing: [Int]) {
        entries = Array(repeating: Entry(), count: count)
        for id in missing { entries[id].state = .notRequested }
    }

    /// Notes that a request begins.
    mutating func request(_ job: Schedule.Job) {
        entries[job.id].attempts = Int32(clamping: job.attempts)
        if entries[job.id].state == .notRequested { entries[job.id].state = .requested }
    }

    /// Notes the HTTP status of a reply.
    mutating func note(_ reply: Reply, to job: Schedule.Job) {
        if case .response(let response) = reply { entries[job.id].status = Int16(clamping: response.status) }
    }

    mutating func set(_ state: State, _ job: Schedule.Job) { entries[job.id].state = state }

    /// Calls `take` for each id that is not settled, in the order of the ids.
    func forEach(
        _ take: (_ id: Int, _ status: Int?, _ attempts: Int, _ reason: String) throws(PullError) -> Void
    ) throws(PullError) {
        for (id, entry) in entries.enumerated() where entry.state != .settled {
            let status = entry.status > 0 ? Int(entry.status) : nil
            let words = entry.state == .denied && !refusal.isEmpty ? ": \(refusal)" : ""
            try take(id, status, Int(entry.attempts), entry.reason + words)
        }
    }
}
