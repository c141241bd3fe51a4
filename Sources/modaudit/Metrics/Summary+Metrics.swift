import Policies
import Pull
import Reporting
import Responses

extension Summary {
    /// The metrics of a report. The labels come from the policy and from closed vocabularies, never from responses, so that
    /// the number of series is bounded. Counts of 0 are written too.
    var metrics: [MetricFamily] {
        [
            MetricFamily(
                .policyInfo, 1, ("name", policy.name), ("version", policy.version), ("sha256", policy.sha256)),
            MetricFamily(.reportAsOf, asOf), decisions, severities,
            MetricFamily(.withheld, Int64(counts.withheld)), kinds, ruleBands,
        ] + (review.map(Self.dispositions) ?? []) + (changes.map(Self.comparison) ?? [])
    }

    /// The waivers only of a run with waivers.
    private static func dispositions(_ review: Review) -> [MetricFamily] {
        var family = MetricFamily(.dispositions), waivers = MetricFamily(.waivers)
        for decision in [Decision.flagged, .near, .incomplete] {
            for disposition in Disposition.allCases {
                family.add(
                    review.count(decision, disposition), ("decision", decision.rawValue),
                    ("disposition", disposition.rawValue))
            }
        }
        for status in WaiverStatus.allCases {
            waivers.add(review.waiverRows.count { $0.status == status }, ("status", status.rawValue))
        }
        return review.sources.waivers == nil ? [family] : [family, waivers]
    }

    /// `Change.gone` is only of `diff`.
    private static func comparison(_ changes: Changes) -> [MetricFamily] {
        var family = MetricFamily(.changes)
        for change in Change.allCases where change != .gone {
            family.add(changes[change], ("change", change.rawValue))
        }
        let vanished = changes.signalChanges.count { $0.kind == .vanished }
        return [family, MetricFamily(.signalsVanished, Int64(vanished))]
    }

    private var decisions: MetricFamily {
        var family = MetricFamily(.generations)
        let counts = [
            ("flagged", counts.flagged), ("near", counts.near), ("incomplete", counts.incomplete),
            ("clear", counts.clear), ("duplicate", counts.duplicates),
        ]
        for (decision, count) in counts { family.add(count, ("decision", decision)) }
        return family
    }

    private var severities: MetricFamily {
        var family = MetricFamily(.generationsBySeverity)
        for (decision, counts) in [("flagged", counts.bySeverity.flagged), ("near", counts.bySeverity.near)] {
            for severity in Severity.allCases.reversed() {
                family.add(
                    counts[severity, default: 0], ("decision", decision), ("severity", severity.rawValue))
            }
        }
        return family
    }

    private var kinds: MetricFamily {
        var family = MetricFamily(.unaudited)
        for kind in Unaudited.Kind.allCases { family.add(unaudited[kind, default: 0], ("kind", kind.rawValue)) }
        return family
    }

    private var ruleBands: MetricFamily {
        var family = MetricFamily(.ruleGenerations)
        for rule in rules {
            for (band, count) in [("flagged", rule.flagged), ("near", rule.near), ("missing", rule.missing)] {
                family.add(count, ("rule", rule.id), ("band", band))
            }
        }
        return family
    }
}

extension PullSummary {
    /// The metrics of a pull. Every id is in one state.
    var metrics: [MetricFamily] {
        var family = MetricFamily(.pullIDs)
        let states = [
            ("archived", finished + answered + refused), ("pending", pending), ("failed", failed + unusable),
            ("gone", gone + goneBefore), ("missing", left),
        ]
        for (state, count) in states { family.add(count, ("state", state)) }
        return [family]
    }
}
