import Testing

@testable import Pull

/// The times of requests, with the clock of the test.
struct ScheduleTests {
    private let start = ContinuousClock.now

    private func policy(jitter: Double = 0.5, giveUpAfter: Duration = .seconds(900)) -> RetryPolicy {
        var policy = RetryPolicy(giveUpAfter: giveUpAfter)
        policy.jitter = { jitter }
        return policy
    }

    private func schedule(
        _ ids: Int, concurrency: Int = 2, rate: Double? = nil, _ policy: RetryPolicy? = nil
    ) -> Box {
        Box(
            Schedule(
                missing: Array(0..<ids), concurrency: concurrency, rate: rate, policy: policy ?? self.policy()))
    }

    @Test func `the schedule bounds the number of open requests`() throws {
        let schedule = schedule(3)
        let first = try #require(schedule.next(at: start).job)
        _ = try #require(schedule.next(at: start).job)
        #expect(schedule.next(at: start).isBusy)
        schedule.finish(first, isAnswer: true)
        #expect(schedule.next(at: start).job?.id == 2)
    }

    @Test func `back-off doubles up to its limit with full jitter`() {
        let waits = (1...10).map { policy(jitter: 1).wait(afterFailure: $0) }
        #expect(waits[0] == .milliseconds(500) && waits[1] == .seconds(1) && waits[5] == .seconds(16))
        #expect(waits[6...].allSatisfy { $0 == .seconds(30) })
        #expect(policy(jitter: 0).wait(afterFailure: 9) == .zero)
        #expect(policy(jitter: 0.25).wait(afterFailure: 2) == .milliseconds(250))
    }

    @Test func `pauses between polls grow`() {
        let pauses = (1...12).map { policy().pollPause($0) }
        #expect(pauses[0] == .seconds(2) && pauses[1] == .seconds(3) && pauses[11] == .seconds(60))
        #expect(zip(pauses, pauses.dropFirst()).allSatisfy { $0 <= $1 })
    }

    @Test func `a retry precedes fresh ids`() throws {
        let schedule = schedule(5, concurrency: 1)
        let job = try #require(schedule.next(at: start).job)
        #expect(schedule.retry(job, after: nil, at: start))
        #expect(schedule.next(at: start).moment == start + .milliseconds(250))
        let again = try #require(schedule.next(at: start + .milliseconds(250)).job)
        #expect(again.id == 0 && again.attempts == 2)
    }

    @Test func `attempts are bounded`() throws {
        let schedule = schedule(1)
        var now = start, requests = 0
        while case .request(let job) = schedule.next(at: now) {
            requests += 1
            if !schedule.retry(job, after: nil, at: now) { break }
            now += .seconds(60)
        }
        #expect(requests == 5 && schedule.next(at: now).isDone)
    }

    @Test func `a wait over the limit ends the attempts`() throws {
        let schedule = schedule(2)
        let job = try #require(schedule.next(at: start).job)
        #expect(!schedule.retry(job, after: .seconds(901), at: start))
        // Only the ID failed, not the pull.
        #expect(!schedule.isExhausted && schedule.next(at: start).job?.id == 1)
    }

    @Test func `a 429 pauses all requests and uses no attempt`() throws {
        let schedule = schedule(5, concurrency: 3)
        var now = start
        for round in 1...20 {
            let job = try #require(schedule.next(at: now).job)
            #expect(job.id == 0 && job.failures == 0 && job.attempts == round)
            #expect(schedule.throttle(job, after: .seconds(7), at: now))
            #expect(schedule.next(at: now).moment == now + .seconds(7))
            now += .seconds(7)
        }
    }

    @Test func `after a 429 requests are spread until answers arrive`() throws {
        let schedule = schedule(400, concurrency: 8)
        var now = start
        let throttled = try #require(schedule.next(at: now).job)
        #expect(schedule.throttle(throttled, after: nil, at: now))
        now = try #require(schedule.next(at: now).moment)
        let first = try #require(schedule.next(at: now).job)
        #expect(schedule.next(at: now).moment.map { $0 > now } == true)
        schedule.finish(first, isAnswer: true)
        for _ in 0..<200 {
            switch schedule.next(at: now) {
            case .request(let job): schedule.finish(job, isAnswer: true)
            case .wait(let moment): now = moment
            default: break
            }
        }
        // The delay ends, and several requests can start at the same time again.
        #expect(schedule.next(at: now).job != nil && schedule.next(at: now).job != nil)
    }

    @Test func `an endless 429 exhausts the pull`() throws {
        let schedule = schedule(100, concurrency: 4)
        var now = start
        while !schedule.isExhausted, now < start + .seconds(2000) {
            switch schedule.next(at: now) {
            case .request(let job): _ = schedule.throttle(job, after: .seconds(60), at: now)
            case .wait(let moment): now = moment
            default: now += .seconds(1)
            }
        }
        #expect(schedule.isExhausted && now - start <= .seconds(900) && schedule.next(at: now).isDone)
    }

    @Test func `an outage exhausts the pull`() throws {
        let schedule = schedule(100_000, concurrency: 8)
        var now = start, asked = 0
        while !schedule.isExhausted, now < start + .seconds(4000) {
            switch schedule.next(at: now) {
            case .request(let job):
                asked += 1
                _ = schedule.retry(job, after: nil, at: now)
            case .wait(let moment): now = moment
            default: now += .seconds(1)
            }
        }
        #expect(schedule.isExhausted && now - start <= .seconds(910) && asked < 20_000)
    }

    @Test func `the rate spreads requests`() {
        let schedule = schedule(50, concurrency: 50, rate: 10)
        var now = start
        var moments: [ContinuousClock.Instant] = []
        while now < start + .seconds(10) {
            switch schedule.next(at: now) {
            case .request: moments.append(now)
            // The wait ends a little late.
            case .wait(let moment): now = moment + .milliseconds(3)
            default: now += .seconds(1)
            }
        }
        #expect(moments.count == 50)
        #expect(
            moments[49] - moments[0] >= .milliseconds(4800) && moments[49] - moments[0] <= .milliseconds(5100))
    }

    @Test func `a redirect keeps its place and the rate`() throws {
        let schedule = schedule(3, concurrency: 1, rate: 2)
        let job = try #require(schedule.next(at: start).job)
        schedule.redirect(job, to: "there")
        #expect(schedule.next(at: start).moment == start + .milliseconds(500))
        let hop = try #require(schedule.next(at: start + .milliseconds(500)).job)
        #expect(hop.id == 0 && hop.target == "there" && hop.redirects == 1 && hop.attempts == 1)
        // A retry starts at the first URL.
        #expect(schedule.retry(hop, after: .seconds(1), at: start + .milliseconds(500)))
        let second = try #require(schedule.next(at: start + .seconds(1)).job)
        #expect(second.id == 1)
        schedule.finish(second, isAnswer: true)
        let again = try #require(schedule.next(at: start + .seconds(2)).job)
        #expect(again.id == 0 && again.target == nil && again.redirects == 0 && again.attempts == 2)
    }

    @Test func `no redirect is followed after a pause or a stop`() throws {
        let schedule = schedule(3, concurrency: 2)
        let first = try #require(schedule.next(at: start).job),
            second = try #require(schedule.next(at: start).job)
        #expect(schedule.throttle(first, after: .seconds(60), at: start))
        schedule.redirect(second, to: "there")
        #expect(schedule.next(at: start).moment == start + .seconds(60))
        schedule.stop()
        #expect(schedule.next(at: start + .seconds(60)).isDone)
    }

    @Test func `waiting retries do not delay fresh ids`() throws {
        let schedule = schedule(200_000, concurrency: 8)
        var now = start, answers = 0
        while answers < 10_000, now < start + .seconds(60) {
            switch schedule.next(at: now) {
            case .request(let job) where job.id < 8: _ = schedule.retry(job, after: .seconds(900), at: now)
            case .request(let job):
                answers += 1
                schedule.finish(job, isAnswer: true)
            case .wait(let moment): now = moment
            default: now += .seconds(1)
            }
        }
        #expect(answers == 10_000 && now - start <= .seconds(1))
    }

    @Test(arguments: [Duration.seconds(1), .seconds(60), .seconds(600), .seconds(5000)])
    func `an outage leaves most ids without a request`(_ wait: Duration) throws {
        let schedule = schedule(100_000, concurrency: 8)
        var now = start, begun = 0
        while !schedule.isExhausted, now < start + .seconds(4000) {
            switch schedule.next(at: now) {
            case .request(let job):
                begun += job.attempts == 1 ? 1 : 0
                _ = schedule.retry(job, after: wait, at: now)
            case .wait(let moment): now = moment
            default: now += .seconds(1)
            }
        }
        #expect(schedule.isExhausted && now - start <= .seconds(910) && begun < 2000)
    }

    @Test func `the number of waiting ids is bounded`() throws {
        let schedule = schedule(20_000, concurrency: 8)
        var waiting = 0
        // Answers in between show that the server works.
        while let job = schedule.next(at: start).job {
            if job.id % 2 == 0 {
                #expect(schedule.retry(job, after: .seconds(800), at: start))
                waiting += 1
            } else {
                schedule.finish(job, isAnswer: true)
            }
        }
        #expect(waiting == Schedule.waitingLimit)
        #expect(schedule.next(at: start).moment == start + .seconds(800))
    }

    @Test func `polled tasks do not delay other tasks`() throws {
        let schedule = schedule(2, concurrency: 1)
        let pending = try #require(schedule.next(at: start).job)
        #expect(schedule.poll(pending, at: start))
        #expect(schedule.next(at: start).job?.id == 1)
    }

    @Test func `a timed queue gives the earliest item first`() {
        var queue = TimedQueue<Int>(), state = 7
        for _ in 0..<500 {
            state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
            queue.add(state, at: start + .milliseconds(state % 1000))
        }
        var taken: [Int] = []
        while let item = queue.takeDue(at: start + .seconds(1)) { taken.append(item % 1000) }
        #expect(taken.count == 500 && taken == taken.sorted())
    }
}

extension Schedule.Step {
    var job: Schedule.Job? { if case .request(let job) = self { job } else { nil } }
    var moment: ContinuousClock.Instant? { if case .wait(let moment) = self { moment } else { nil } }
    var isBusy: Bool { if case .busy = self { true } else { false } }
    var isDone: Bool { if case .done = self { true } else { false } }
}

/// A schedule in a class, so that expectations can change it.
private final class Box {
    private var schedule: Schedule

    init(_ schedule: Schedule) { self.schedule = schedule }

    var isExhausted: Bool { schedule.isExhausted }

    func next(at now: Schedule.Instant) -> Schedule.Step { schedule.next(at: now) }
    func stop() { schedule.stop() }
    func redirect(_ job: Schedule.Job, to target: String) { schedule.redirect(job, to: target) }
    func finish(_ job: Schedule.Job, isAnswer: Bool) { schedule.finish(job, isAnswer: isAnswer) }
    func poll(_ job: Schedule.Job, at now: Schedule.Instant) -> Bool { schedule.poll(job, at: now) }

    func retry(_ job: Schedule.Job, after wait: Duration?, at now: Schedule.Instant) -> Bool {
        schedule.retry(job, after: wait, at: now)
    }

    func throttle(_ job: Schedule.Job, after wait: Duration?, at now: Schedule.Instant) -> Bool {
        schedule.throttle(job, after: wait, at: now)
    }
}
