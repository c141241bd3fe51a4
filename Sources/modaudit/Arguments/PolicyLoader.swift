import ArgumentParser
import Glibc
import Policies
import Responses

/// Where a command gets its policy from.
enum PolicyLoader {
    /// The policy in the file at `path`, or the built-in one where there is none. What is wrong with it is said on
    /// standard error.
    static func read(_ path: String?) throws -> Policy {
        do {
            guard let path else { return try Baseline.policy() }
            return try PolicyFile.read(bytes(at: path), named: path)
        } catch let errors as PolicyErrors {
            Terminal.write(errors.rendered(), to: STDERR_FILENO)
            throw ExitStatus.policyRefused
        }
    }

    /// The file's bytes, but no more than one over what a policy may have.
    static func bytes(at path: String) throws -> [UInt8] {
        let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw refusal(path) }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 65_536)
        while bytes.count <= PolicyLimits.bytes {
            let count = unsafe Glibc.read(descriptor, &chunk, chunk.count)
            if count < 0, errno == EINTR { continue }
            guard count >= 0 else { throw refusal(path) }
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return bytes
    }

    private static func refusal(_ path: String) -> ExitCode {
        let words = SystemCall.words(of: errno)
        Terminal.say("the policy can't be read: \(path.visible): \(words)")
        return ExitStatus.policyRefused
    }
}
