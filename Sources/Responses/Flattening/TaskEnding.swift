/// How a task without generations ended, from its open `status` and what the platform says of it (CONTRACT section 5).
struct TaskEnding {
    let kind: Unaudited.Kind

    /// - Parameters:
    ///   - status: Compared without regard to case; an unknown one means that the task is still under way.
    ///   - failures: What the platform gives as its reasons for a failure.
    ///   - remarks: What else it says, which counts where the task failed.
    ///   - withheld: Generations that the platform withheld.
    init(
        status: BorrowedText?, failures: [String], remarks: [String] = [],
        moderation: ModerationResult = ModerationResult(), withheld: Int64 = 0
    ) {
        let ending = Self.ending(status)
        let isFailed = ending == .failed || failures.contains { !$0.isEmpty }
        let names = { (words: [String]) in PlatformWords.namePolicy(words) }
        if ending == .rejected || moderation.isRefusal || isFailed && (names(failures) || names(remarks)) {
            kind = .rejected
        } else if withheld > 0, ending != .pending {
            kind = .rejected
        } else {
            kind = isFailed ? .failed : ending
        }
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
    /// Whether the platform refused or withheld what it is of.
    var isRefusal: Bool {
        isOutputRejection == true || type.map { !$0.isEmpty && $0 != "passed" } == true
    }
}

extension BorrowedText {
    /// Compares with a lower-case ASCII text.
    func isEqualIgnoringCase(to lowercase: StaticString) -> Bool {
        count == lowercase.utf8CodeUnitCount && hasPrefixIgnoringCase(lowercase)
    }

    /// `lowercase` is an ASCII text.
    func hasPrefixIgnoringCase(_ lowercase: StaticString) -> Bool {
        let other = BorrowedText(lowercase)
        guard count >= other.count else { return false }
        return zip(self, other).allSatisfy { byte, expected in
            (65...90 ~= byte ? byte | 0x20 : byte) == expected
        }
    }

    /// `lowercase` is an ASCII text.
    func hasSuffixIgnoringCase(_ lowercase: StaticString) -> Bool {
        let length = lowercase.utf8CodeUnitCount
        guard count >= length else { return false }
        return slice(count - length..<count).isEqualIgnoringCase(to: lowercase)
    }
}
