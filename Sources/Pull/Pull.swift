/// A pull: ids → requests → answers → lines of the archive, until every id has a final answer or has failed
/// (CONTRACT section 9).
package struct Pull: ~Copyable {
    private let terms: HTTPTransport.Terms
    private let archive: Archive
    private let failures: FailureList
    private let missing: [Int]
    private let gone: GoneIDs
    private let control: PullControl

    /// Locks the archive and reads which answers it contains.
    /// - Parameter control: Can stop the reading too. The ids of answers not read by then count as missing.
    /// - Throws: `PullError` if the archive cannot be used or the limits of the system are too low.
    package init(_ request: PullRequest, _ control: PullControl) throws(PullError) {
        try DescriptorLimit.makeRoom(connections: request.concurrency)
        let terms = try HTTPTransport.Terms(of: request)
        let archive = try Archive(at: request.archive)
        let index = try ArchiveIndex(archive.olderFiles, maxResponse: request.maxResponse) {
            control.isStopped
        }
        var gone = try GoneIDs(in: archive.folder)
        let named = Set(request.retriesGone ? (0..<request.ids.count).map(request.ids.key) : [])
        gone.remove { index.finished.contains($0) || named.contains($0) }
        let failures = try FailureList(in: archive.folder)
        missing = (0..<request.ids.count).filter { id in
            let key = request.ids.key(of: id)
            return !index.finished.contains(key) && !gone.keys.contains(key)
        }
        self.gone = gone
        self.terms = terms
        self.archive = archive
        self.failures = failures
        self.control = control
    }

    /// Requests all missing ids. Archived answers stay, also after an error.
    /// - Parameter progress: Called after every event.
    /// - Returns: The counts and the reason for the end.
    /// - Throws: `PullError.failed` if the archive cannot be written.
    package consuming func run(
        progress: (PullSummary) -> Void = { _ in }
    ) async throws(PullError) -> PullSummary {
        let transport = HTTPTransport(terms)
        var run = PullRun(terms.request, transport, archive, failures, missing: missing, gone: gone)
        let outcome = await run.events(control, progress)
        await transport.close()
        try outcome.get()
        return try run.finish()
    }
}
