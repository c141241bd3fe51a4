extension PolicyProse {
    /// The settings for reviews that differ from the defaults, one line each.
    static func reviews(_ settings: ReviewSettings) -> String {
        let defaults = ReviewSettings()
        var text = ""
        if let period = settings.expiresAfter { text += "A dismissal expires after \(period).\n" }
        if settings.escalatedFor != defaults.escalatedFor {
            text += "An escalation expires after \(settings.escalatedFor).\n"
        }
        if settings.rise != defaults.rise {
            text += "A dismissal holds while a score rises by at most \(settings.rise.shortest).\n"
        }
        for severity in Severity.allCases.reversed() {
            let needed = settings.dismissals(for: severity)
            if needed > 1 { text += "To dismiss a \(severity) finding takes \(needed) reviewers.\n" }
        }
        return text
    }

    /// The settings of a rule for reviews that differ from those of its policy, one line each.
    static func reviews(_ rule: Rule, in policy: Policy) -> String {
        var text = ""
        if rule.handling == .restricted {
            text += "    Restricted: in no sample, without texts in review sheets, waived by generation only.\n"
        }
        if rule.rise != policy.review.rise {
            text += "    A dismissal holds while the score rises by at most \(rule.rise.shortest).\n"
        }
        return text
    }
}
