import ArgumentParser
import Reporting

extension LinkTemplate {
    /// Reads the address of `--link`.
    static func argument(_ address: String) throws -> LinkTemplate {
        do { return try LinkTemplate(address) } catch { throw ValidationError(error.description) }
    }
}
