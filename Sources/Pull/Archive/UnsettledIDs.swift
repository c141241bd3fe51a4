/// How far each id came that has no final answer and did not fail: at a pull's end, these are listed too.
struct UnsettledIDs {
    enum State: UInt8 {
        case settled, notAskedFor, asked, denied, pending
        /// Pending for as long as it is waited for.
        case waitedFor
    }

    private struct Entry {
        var attempts: Int32 = 0
        /// 0 where none came.
        var status: Int16 = 0
        var state = State.settled

        /// For a person.
        var reason: String {
            switch state {
            case .settled: ""
            case .notAskedFor: "not asked for"
            case .asked: "no answer before the pull ended"
            case .denied: "HTTP status \(status): not allowed"
            case .pending: "pending"
            case .waitedFor: "pending; the next look would be past --give-up-after"
            }
        }
    }

    private var entries: [Entry]

    /// - Parameter missing: indices of the ids to ask for; all others are settled.
    init(count: Int, missing: [Int]) {
        entries = Array(repeating: Entry(), count: count)
        for id in missing { entries[id].state = .notAskedFor }
    }

    mutating func ask(_ job: Schedule.Job) {
        entries[job.id].attempts = Int32(clamping: job.attempts)
        if entries[job.id].state == .notAskedFor { entries[job.id].state = .asked }
    }

    /// An answer has come, whatever it says.
    mutating func note(_ reply: Reply, to job: Schedule.Job) {
        if case .response(let response) = reply { entries[job.id].status = Int16(clamping: response.status) }
    }

    mutating func set(_ state: State, _ job: Schedule.Job) { entries[job.id].state = state }

    /// The rows of those that are not settled, by the index of their id.
    func forEach(
        _ take: (_ id: Int, _ status: Int?, _ attempts: Int, _ reason: String) throws(PullError) -> Void
    ) throws(PullError) {
        for (id, entry) in entries.enumerated() where entry.state != .settled {
            let status = entry.status > 0 ? Int(entry.status) : nil
            try take(id, status, Int(entry.attempts), entry.reason)
        }
    }
}
