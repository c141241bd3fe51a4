/// What a pull is to do.
package struct PullRequest: Sendable {
    package var ids: TaskIDs
    /// Lines of the ids' file that hold none: they count as missing.
    package var unusableIDs: [TaskIDFile.Fault] = []
    package var baseURL: BaseURL
    package var key: APIKey
    /// The archive's folder.
    package var archive: String
    /// Requests under way at a time, 1 or more.
    package var concurrency = 8
    /// Requests per second, at most.
    package var rate: Double?
    /// For a whole answer, from the connection on.
    package var timeout = Duration.seconds(30)
    /// Bytes of a body, decompressed.
    package var maxResponse = 64 << 20
    /// Authorities to trust instead of the system's, a PEM file.
    package var caFile: String?
    /// Whether pending tasks are looked at until they are final.
    package var waits = false
    package var retries = RetryPolicy()
    package var toolVersion: String

    package init(ids: TaskIDs, baseURL: BaseURL, key: APIKey, archive: String, toolVersion: String) {
        self.ids = ids
        self.baseURL = baseURL
        self.key = key
        self.archive = archive
        self.toolVersion = toolVersion
    }
}
