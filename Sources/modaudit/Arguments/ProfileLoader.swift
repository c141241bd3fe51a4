import ArgumentParser
import Glibc
import Policies
package import Sharing
import Utilities

extension BuiltInProfile: ExpressibleByArgument {}

/// Reads the profile and the key of a copy.
enum ProfileLoader {
    /// The built-in profile of this name, else the one in the file at this path.
    /// - Throws: `ExitStatus.policyRefused` after writing the errors to standard error.
    static func read(_ name: String) throws -> Profile {
        do {
            if let builtIn = BuiltInProfile(rawValue: name) { return try builtIn.profile() }
            return try ProfileReader.read(bytes(at: name), named: name)
        } catch let errors as PolicyErrors {
            Terminal.write(errors.rendered(), to: STDERR_FILENO)
            throw ExitStatus.policyRefused
        }
    }

    private static func bytes(at path: String) throws -> [UInt8] {
        do throws(SystemError) {
            return try FileDescriptor(opening: path, O_RDONLY).readAll(limit: PolicyLimits.bytes + 1)
        } catch {
            Terminal.say("cannot read the profile \(path.visible): \(error)")
            throw ExitStatus.policyRefused
        }
    }

    /// The key in the file at `path`; nil if the path is.
    /// - Throws: `ExitStatus.usage` after writing the error to standard error.
    static func key(at path: String?) throws -> ShareKey? {
        do { return try path.map { path throws(ShareKey.Fault) in try ShareKey(at: path) } } catch {
            Terminal.say("\(error)")
            throw ExitStatus.usage
        }
    }

    /// Writes the error to standard error.
    /// - Returns: The exit status.
    static func exitCode(of error: ShareError) -> ExitCode {
        Terminal.say(error.description)
        return switch error {
        case .unusable: ExitStatus.dataRefused
        case .profile: ExitStatus.policyRefused
        case .failed: ExitStatus.failed
        }
    }
}
