import Glibc
import Utilities

/// The proxy for https that libcurl reads from the environment.
enum EnvironmentProxy {
    /// The name of the variable that sets the proxy, for messages about failed connections; empty if none does. It never
    /// contains the value, as a proxy's URL can contain a password.
    static var hint: String {
        // In the order in which libcurl reads them.
        let names = ["https_proxy", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"]
        let name = names.first { Environment.value(of: $0)?.isEmpty == false }
        return name.map { " (\($0) sets a proxy)" } ?? ""
    }
}
