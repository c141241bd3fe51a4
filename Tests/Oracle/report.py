"""Contract sections 6 and 8: what the report says, as JSON values, and the exit status.

Only what follows from the contract: no places, no digests of texts or files, no free text but the platform's words.
"""
from decisions import SEVERITIES
from policy import reads
from signals import NUMBER, NUMBERS


def report(audit, skipped):
    """The counts, listed generations, rows and signals of a run, as JSON values."""
    audited = audit.seen - audit.duplicates
    unaudited = audit.settle()
    counts = {"responses": audit.responses, "tasks": audit.tasks, "generations": audit.seen, **audit.decisions,
              "duplicates": audit.duplicates, "revisions": audit.revisions, "withheld": audit.withheld,
              "by_severity": {decision: {severity: sum(
                  g["decision"] == decision and g["severity"] == severity for g in audit.listed)
                  for severity in SEVERITIES} for decision in ("flagged", "near")}}
    # Everything in the input ends in exactly one place (section 5).
    assert sum(audit.decisions.values()) == audited == sum(audit.agreement.values())
    assert len(audit.rows) == sum(unaudited.values()) + audit.duplicates
    assert len(audit.listed) == audited - audit.decisions["clear"]
    signals = signal_summary(audit, audited)
    return {"counts": counts, "unaudited": unaudited, "rules": audit.rules, "agreement": audit.agreement,
            "generations": in_order(audit.listed), "unaudited_rows": audit.rows, "defective": audit.defective,
            "skipped": {"count": len(skipped), "names": skipped[:100]}, "exit": status(audit, unaudited, audited),
            "unrecognised": dict(sorted(audit.unrecognised.items())), "signals": signals,
            "unread_signals": [{"signal": s["signal"], "present": s["present"], "max": s["max"],
                                "platform_flagged": audit.unread.get(s["signal"], 0)}
                               for s in signals if not s["rules"] and s["max"] is not None and s["max"] > 0.5]}


def in_order(listed):
    """By decision, then severity, then input order (section 6)."""
    decisions = ("flagged", "near", "incomplete")
    return sorted(listed, key=lambda g: (
        decisions.index(g["decision"]), SEVERITIES.index(g["severity"]) if g["severity"] else len(SEVERITIES)))


def status(audit, unaudited, audited):
    """The exit status without `--fail-on`."""
    lost = unaudited["unreadable"] or unaudited["api_error"] or audit.decisions["incomplete"]
    return 4 if lost or not audited and audit.responses else 0


def signal_summary(audit, audited):
    """Each signal of the input."""
    summary = []
    for name in sorted(audit.signals, key=lambda n: n.encode()):
        signals = audit.signals[name]
        values = [s.summary_value() for s in signals if s.present]
        numbers = [v for v in values if v is not None]
        # CHOICE: `present` counts generations with a usable value, `zero` those of them with 0, false or a series of
        # only these, `missing` all others, with or without the name.
        rules = [rule["id"] for rule in audit.policy["rules"] if any(reads(rule, name, s.kind) for s in signals)]
        summary.append({"signal": name, "present": len(values), "zero": sum(v == 0 for v in numbers),
                        "missing": audited - len(values), "max": max(numbers, default=None), "rules": rules,
                        "bins": bins(numbers) if signals[0].kind in (NUMBER, NUMBERS) else []})
    return summary


def bins(values):
    """How many values are in each of 20 bins of equal width from 0 to 1, without 0."""
    counts = [0] * 20
    for value in values:
        if 0 < value <= 1:
            counts[min(int(value * 20), 19)] += 1
    return counts
