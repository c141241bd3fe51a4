/// The state of an answer without generations, from its open `status` and the platform's texts (CONTRACT section 5).
struct TaskEnding {
    let kind: Unaudited.Kind

    /// The kind of an answer by its shape.
    enum Nature { case plain, error, failure, violation }

    /// Determines the state of an answer.
    /// - Parameters:
    ///   - status: The task's status, in any letter case. An unknown status means that the task is pending.
    ///   - words: The platform's texts in the answer.
    ///   - withheld: The number of generations that the platform withheld.
    init(
        _ nature: Nature = .plain, status: BorrowedText?, words: Words, moderation: ModerationResult,
        withheld: Int64 = 0
    ) {
        let ending = Self.ending(status)
        let isBad = ending == .failed || nature == .error || nature == .failure
        let isFailed = isBad || words.failures.contains { !$0.isEmpty } || words.refusal != nil
        if ending == .rejected || nature == .violation || moderation.isRefusal {
            kind = .rejected
        } else if isFailed, PlatformWords.namePolicy(words.all) {
            kind = .rejected
        } else if withheld > 0, ending != .pending {
            kind = .rejected
        } else if words.refusal != nil || nature == .error {
            kind = .apiError
        } else {
            kind = isFailed ? .failed : ending
        }
    }

    /// The texts of an answer and of the envelopes around it.
    struct Words {
        /// The code and message of a relay that did not succeed.
        var refusal: String?
        /// The reasons of a failure.
        var failures: [String]
        /// All other texts. They count if the task failed.
        var remarks: [String] = []

        var all: [String] { [refusal ?? ""] + failures + remarks }
    }

    private static func ending(_ status: BorrowedText?) -> Unaudited.Kind {
        guard let status, !status.isEmpty else { return .empty }
        let begins = { (words: [StaticString]) in words.contains { status.hasPrefixIgnoringCase($0) } }
        let isOne = { (words: [StaticString]) in words.contains { status.isEqualIgnoringCase(to: $0) } }
        if begins(["reject"]) || isOne(["blocked"]) { return .rejected }
        if begins(["fail", "error", "cancel"]) || isOne(["timeout", "timed_out", "expired", "deleted"])
            || status.hasSuffixIgnoringCase("_failed")
        {
            return .failed
        }
        return begins(["succe", "complet", "finish"]) || isOne(["done"]) ? .empty : .pending
    }
}

extension ModerationResult {
    /// Whether no field has content.
    var isEmpty: Bool { type?.isEmpty != false && code?.isEmpty != false && isOutputRejection == nil }

    /// Whether the platform refused the task or withheld its output.
    var isRefusal: Bool {
        isOutputRejection == true || type.map { !$0.isEmpty && $0 != "passed" } == true
    }
}

extension BorrowedText {
    /// Compares with a lower-case ASCII text and ignores case.
    func isEqualIgnoringCase(to lowercase: StaticString) -> Bool {
        count == lowercase.utf8CodeUnitCount && hasPrefixIgnoringCase(lowercase)
    }

    /// Whether the text begins with `lowercase`, an ASCII text, in any letter case.
    func hasPrefixIgnoringCase(_ lowercase: StaticString) -> Bool {
        let other = BorrowedText(lowercase)
        guard count >= other.count else { return false }
        return zip(self, other).allSatisfy { byte, expected in
            (65...90 ~= byte ? byte | 0x20 : byte) == expected
        }
    }

    /// Whether the text ends with `lowercase`, an ASCII text, in any letter case.
    func hasSuffixIgnoringCase(_ lowercase: StaticString) -> Bool {
        let length = lowercase.utf8CodeUnitCount
        guard count >= length else { return false }
        return slice(count - length..<count).isEqualIgnoringCase(to: lowercase)
    }
}
