/// A pull: ids → requests → answers → lines of the archive, until every id has a final answer or can't be had.
public struct Pull: ~Copyable {
    private let terms: HTTPTransport.Terms
    private let archive: Archive
    private let failures: FailureList
    private let missing: [Int]
    private let control: PullControl

    /// Locks the archive, and finds out what is missing in it.
    /// - Parameter control: Can stop that, too; what was not found until then counts as missing.
    public init(_ request: PullRequest, _ control: PullControl) throws(PullError) {
        try DescriptorLimit.makeRoom(connections: request.concurrency)
        let terms = try HTTPTransport.Terms(of: request)
        let archive = try Archive(at: request.archive)
        let index = try ArchiveIndex(archive.olderFiles, maxResponse: request.maxResponse) {
            control.isStopped
        }
        let failures = try FailureList(in: archive.folder)
        missing = (0..<request.ids.count).filter { !index.finished.contains(request.ids.key(of: $0)) }
        self.terms = terms
        self.archive = archive
        self.failures = failures
        self.control = control
    }

    /// Runs it. What is archived stays, whatever happens.
    /// - Throws: where the archive can't be written to.
    public consuming func run(
        progress: (PullSummary) -> Void = { _ in }
    ) async throws(PullError) -> PullSummary {
        let transport = HTTPTransport(terms)
        var run = PullRun(terms.request, transport, archive, failures, missing: missing)
        let outcome = await run.events(control, progress)
        await transport.close()
        try outcome.get()
        return try run.finish()
    }
}
