import Policies
import Responses
import Statistics

/// `tuning.json` (CONTRACT section 16).
enum TuningJSON {
    static func text(_ result: TuningResult) -> [UInt8] {
        var json = JSONWriter(pretty: true)
        json.object { json in
            SummaryJSON.writeOrigin(of: result.summary, to: &json)
            writeAgainst(result.against, to: &json)
            writeLedger(result.ledger, to: &json)
            json.array("samples") { array in
                for sample in result.samples {
                    array.element()
                    array.object {
                        $0.text("manifest_sha256", sample.manifestSHA256)
                        $0.text("policy_sha256", sample.policySHA256)
                        $0.list("rules", sample.rules) { $0 }
                    }
                }
            }
            json.integer("audited", Int64(result.summary.audited))
            json.array("rules") { array in
                for rule in result.rules {
                    array.element()
                    array.object { write(rule, to: &$0) }
                }
            }
            json.text("intervals", TuningResult.warning)
        }
        return json.copied() + [UInt8(ascii: "\n")]
    }

    private static func writeAgainst(_ against: (policy: Policy, differing: Int)?, to json: inout JSONWriter) {
        guard let against else { return json.absent("against") }
        json.object("against") {
            $0.text("name", against.policy.name)
            $0.text("version", against.policy.version)
            $0.text("sha256", against.policy.sha256)
            $0.integer("differing", Int64(against.differing))
        }
    }

    private static func writeLedger(_ ledger: TuningResult.LedgerFacts?, to json: inout JSONWriter) {
        guard let ledger else { return json.absent("ledger") }
        json.object("ledger") {
            $0.integer("entries", Int64(ledger.entries))
            $0.text("last_sha256", ledger.lastSHA256)
            $0.integer("generations", Int64(ledger.generations))
            $0.integer("found", Int64(ledger.found))
        }
    }

    private static func write(_ rule: TuningResult.RuleResult, to json: inout JSONWriter) {
        json.text("id", rule.rule.id)
        json.text("meaning_sha256", rule.meaningSHA256)
        json.array("strata") { array in
            for stratum in rule.strata {
                array.element()
                array.object {
                    $0.text("stratum", stratum.stratum.rawValue)
                    $0.integer("population", Int64(stratum.population))
                    $0.integer("restricted", Int64(stratum.restricted))
                    $0.integer("no_id", Int64(stratum.noID))
                    $0.integer("labelled", Int64(stratum.labelled))
                }
            }
        }
    }
}
