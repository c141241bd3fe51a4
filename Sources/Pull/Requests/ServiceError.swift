import Responses
import Utilities

/// What the service says about an error, in an answer of any status (CONTRACT section 9).
struct ServiceError: Equatable {
    /// Code and message, as visible characters on one line, at most `reasonLimit`, without the key. Empty if the answer
    /// gives no reason.
    private(set) var reason = ""
    /// Whether the error's code says that the task does not exist.
    private(set) var saysNoTask = false
    /// Whether the reason names a quota or a balance.
    private(set) var saysQuota = false

    /// The most characters of a reason.
    static let reasonLimit = 300

    /// No reason.
    init() {}

    /// The first error, else the first failed task, of an answer that was read.
    /// - Parameter key: Replaced in the reason, because some services repeat the key that they refuse.
    init(in records: borrowing ResponseRecords, hiding key: APIKey) {
        let kinds: [Unaudited.Kind] = [.apiError, .failed, .rejected]
        let found = kinds.lazy.compactMap { [rows = records.unaudited] kind in
            rows.first { $0.kind == kind && !$0.reason.isEmpty }
        }.first
        guard let found else { return }
        let words = found.reason.visible.replacing(key.text, with: "\(key)")
        reason = words.count > Self.reasonLimit ? words.prefix(Self.reasonLimit - 1) + "…" : words
        let code = found.reason.prefix { $0 != ":" }.lowercased().filter(\.isLetter)
        saysNoTask = found.kind == .apiError && Self.noTaskCodes.contains(code)
        let lowercased = reason.lowercased()
        saysQuota = Self.quotaWords.contains { lowercased.contains($0) }
    }

    /// The letters of codes such as `task_not_exist`. Codes about other things, such as `model_not_found`, are not among
    /// them.
    private static let noTaskCodes: Set<String> = [
        "tasknotexist", "tasknotexists", "taskdoesnotexist", "tasknotfound", "notfound", "notfounderror",
        "notexist",
        "videonotfound", "generationnotfound",
    ]
    /// The last two are Chinese for quota and balance.
    private static let quotaWords = ["quota", "balance", "\u{989D}\u{5EA6}", "\u{4F59}\u{989D}"]
}

/// Reads the bodies of error answers. Reuses its memory.
struct ErrorReader: ~Copyable {
    /// The most bytes of an error's body that are read.
    static let bodyLimit = 65_536

    private let key: APIKey
    private var flattener = ResponseFlattener()

    init(hiding key: APIKey) { self.key = key }

    /// What the body of a reply that is not an answer says. Nothing if it is not JSON or larger than `bodyLimit`.
    mutating func read(_ reply: Reply) -> ServiceError {
        guard case .response(let response) = reply, !response.isSuccess, !response.isPage else {
            return ServiceError()
        }
        let text = CaptureLine.trimmed(response.body)
        guard text.count <= Self.bodyLimit else { return ServiceError() }
        let error = read(Array(text))
        guard error.reason.isEmpty, text.first == UInt8(ascii: "{") else { return error }
        // A reason without anything that makes it an envelope, such as {"fail_reason": …}: read as a failed task's.
        return read(Array("{\"task_id\":\"-\",\"status\":\"failed\",".utf8) + text.dropFirst())
    }

    private mutating func read(_ text: [UInt8]) -> ServiceError {
        let padded = text + CaptureLine.padding
        let isRead = padded.withBorrowedText(ofFirst: text.count) { (try? flattener.flatten($0)) != nil }
        return isRead ? ServiceError(in: flattener.records, hiding: key) : ServiceError()
    }
}
