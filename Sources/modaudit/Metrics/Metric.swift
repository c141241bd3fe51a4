/// The families of the file of `--metrics`, in the order of the file (CONTRACT section 8). All are gauges.
///
/// The help of a family is the same in every command, because the textfile collector of Prometheus reads the files of all
/// commands together.
enum Metric: String, CaseIterable {
    case exitStatus = "modaudit_exit_status"
    case info = "modaudit_info"
    case policyInfo = "modaudit_policy_info"
    case reportAsOf = "modaudit_report_as_of_timestamp_seconds"
    case generations = "modaudit_generations"
    case generationsBySeverity = "modaudit_generations_by_severity"
    case withheld = "modaudit_withheld"
    case unaudited = "modaudit_unaudited"
    case ruleGenerations = "modaudit_rule_generations"
    case dispositions = "modaudit_dispositions"
    case waivers = "modaudit_waivers"
    case changes = "modaudit_changes"
    case signalsVanished = "modaudit_signals_vanished"
    case pullIDs = "modaudit_pull_ids"

    var help: String {
        switch self {
        case .exitStatus: "Exit status of the last run of a command."
        case .info: "Version of modaudit, always 1."
        case .policyInfo: "Policy of the last report, always 1."
        case .reportAsOf: "Time of the last report, in seconds since 1970."
        case .generations: "Generations of the last report by decision."
        case .generationsBySeverity: "Flagged and near generations of the last report by severity."
        case .withheld: "Generations that the platform withheld, in the last report."
        case .unaudited: "Responses and tasks without a generation in the last report, by kind."
        case .ruleGenerations: "Generations of the last report by rule and band."
        case .dispositions: "Listed generations of the last report by decision and disposition."
        case .waivers: "Waivers of the last report by status."
        case .changes: "Generations by how they differ from the report before."
        case .signalsVanished:
            "Signals that many generations of the report before had, and none of the last report."
        case .pullIDs: "Ids of the last pull by state."
        }
    }
}

/// The samples of a family.
struct MetricFamily {
    /// A value with its labels.
    struct Sample {
        let labels: [(name: StaticString, value: String)]
        let value: Int64
    }

    let metric: Metric
    var samples: [Sample] = []

    init(_ metric: Metric) { self.metric = metric }

    /// A family of one sample.
    init(_ metric: Metric, _ value: Int64, _ labels: (name: StaticString, value: String)...) {
        self.metric = metric
        samples = [Sample(labels: labels, value: value)]
    }

    mutating func add(_ value: Int, _ labels: (name: StaticString, value: String)...) {
        samples.append(Sample(labels: labels, value: Int64(value)))
    }

    /// The family in the text format of Prometheus, version 0.0.4. Samples have no time stamps: the collector skips files with
    /// time stamps.
    var text: String {
        var text = "# HELP \(metric.rawValue) \(metric.help)\n# TYPE \(metric.rawValue) gauge\n"
        for sample in samples {
            let labels = sample.labels.map { "\($0.name)=\"\(Self.escaped($0.value))\"" }
            let list = labels.isEmpty ? "" : "{" + labels.joined(separator: ",") + "}"
            text += "\(metric.rawValue)\(list) \(sample.value)\n"
        }
        return text
    }

    /// A label's value between its quotes.
    private static func escaped(_ value: String) -> String {
        var text = ""
        for scalar in value.unicodeScalars {
            switch scalar {
            case "\\": text += "\\\\"
            case "\"": text += "\\\""
            case "\n": text += "\\n"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }
}
