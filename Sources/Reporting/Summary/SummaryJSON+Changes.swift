extension SummaryJSON {
    /// The comparison with the report before (CONTRACT section 13).
    static func write(_ changes: Summary.Changes, to json: inout JSONWriter) {
        if let previous = changes.previous {
            json.object("previous") {
                $0.text("manifest_sha256", previous.manifestSHA256)
                $0.text("as_of", previous.asOf)
                $0.text("policy_sha256", previous.policySHA256)
            }
        } else {
            json.absent("previous")
        }
        json.object("changes") {
            for change in Change.allCases where change != .gone {
                $0.integer(named: change.rawValue, changes[change])
            }
            $0.integer("unmatched", Int64(changes.unmatched))
            $0.integer("matched_before", Int64(changes.matchedBefore))
            $0.integer("unmatched_before", Int64(changes.unmatchedBefore))
        }
        json.object("causes") {
            for cause in ChangeCause.allCases {
                $0.integer(named: cause.rawValue, changes.causes[cause, default: 0])
            }
        }
        list("policy_changes", changes.policyChanges, to: &json) { change, fields in
            fields.text("rule_id", change.ruleID)
            fields.text("change", change.kind.rawValue)
        }
        list("signal_changes", changes.signalChanges, to: &json) { change, fields in
            fields.text("signal", change.signal)
            fields.text("change", change.kind.rawValue)
            fields.integer("was_present", Int64(change.wasPresent))
            fields.integer("present", Int64(change.present))
        }
    }
}
