/// What a pull is to do.
public struct PullRequest: Sendable {
    public var ids: TaskIDs
    /// Lines of the ids' file that hold none: they count as missing.
    public var unusableIDs: [TaskIDFile.Fault] = []
    public var baseURL: BaseURL
    public var key: APIKey
    /// The archive's folder.
    public var archive: String
    /// Requests under way at a time, 1 or more.
    public var concurrency = 8
    /// Requests per second, at most.
    public var rate: Double?
    /// For a whole answer, from the connection on.
    public var timeout = Duration.seconds(30)
    /// Bytes of a body, decompressed.
    public var maxResponse = 64 << 20
    /// Authorities to trust instead of the system's, a PEM file.
    public var caFile: String?
    /// Whether pending tasks are looked at until they are final.
    public var waits = false
    public var retries = RetryPolicy()
    public var toolVersion: String

    public init(ids: TaskIDs, baseURL: BaseURL, key: APIKey, archive: String, toolVersion: String) {
        self.ids = ids
        self.baseURL = baseURL
        self.key = key
        self.archive = archive
        self.toolVersion = toolVersion
    }
}
