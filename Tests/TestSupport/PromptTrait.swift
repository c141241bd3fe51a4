public import Testing

/// A suite of tests that mostly wait: for programs, servers or moments.
///
/// All tests start at once, and one thread for each processor runs them. A test that waits has its thread again only after
/// all tests that compute and started earlier. Tasks of another priority have their own threads.
public struct PromptTrait: SuiteTrait, TestScoping {
    public func provideScope(
        for test: Test, testCase: Test.Case?,
        performing function: @Sendable @concurrent () async throws -> Void
    ) async throws {
        try await withoutActuallyEscaping(function) { function in
            try await withThrowingTaskGroup { group in
                group.addTask(priority: .high) { try await function() }
                try await group.waitForAll()
            }
        }
    }
}

extension Trait where Self == PromptTrait {
    /// Tests of the suite do not wait for the threads of other suites.
    public static var prompt: Self { Self() }
}
