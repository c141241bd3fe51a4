/// The settings of a pull.
package struct PullRequest: Sendable {
    /// The ids to request.
    package var ids: TaskIDs
    /// Lines of the list without a valid id. They count as missing.
    package var unusableIDs: [TaskIDFile.Fault] = []
    /// The service.
    package var baseURL: BaseURL
    /// The key that every request contains.
    package var key: APIKey
    /// The path of the archive's folder.
    package var archive: String
    /// The most requests at a time, 1…1024.
    package var concurrency = 8
    /// The most requests per second; nil for no limit.
    package var rate: Double?
    /// The time limit of a request, from the connection to the complete answer.
    package var timeout = Duration.seconds(30)
    /// The most bytes of a decompressed body, and of a line of the archive.
    package var maxResponse = 64 << 20
    /// A PEM file of certificate authorities to trust instead of the system's.
    package var caFile: String?
    /// Whether the proxies of the environment are used for https.
    package var usesProxies = true
    /// Whether ids that the previous run listed as gone are requested again.
    package var retriesGone = false
    /// Whether pending tasks are requested again until they are final.
    package var waits = false
    /// When failed requests are repeated.
    package var retries = RetryPolicy()
    /// For the header `User-Agent`.
    package var toolVersion: String

    /// Settings with the defaults of the command.
    package init(ids: TaskIDs, baseURL: BaseURL, key: APIKey, archive: String, toolVersion: String) {
        self.ids = ids
        self.baseURL = baseURL
        self.key = key
        self.archive = archive
        self.toolVersion = toolVersion
    }
}
