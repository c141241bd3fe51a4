"""Contract section 6: what the report says, as JSON values.

Only what follows from the contract: no places, no digests, no free text.
"""
from policy import exact_names


def report(audit):
    """The counts, listed generations, rows and signals of a run, as JSON values."""
    audited = audit.seen - audit.duplicates
    counts = {"responses": audit.responses, "tasks": audit.tasks, "generations": audit.seen, **audit.decisions,
              "duplicates": audit.duplicates}
    # Everything in the input ends in exactly one place (section 5).
    assert sum(audit.decisions.values()) == audited == sum(audit.agreement.values())
    assert len(audit.rows) == sum(audit.unaudited.values()) + audit.duplicates
    assert len(audit.listed) == audited - audit.decisions["clear"]
    summary = []
    for name in sorted({*audit.signals, *exact_names(audit.policy)}, key=lambda n: n.encode()):
        values = [s.summary_value() for s in audit.signals.get(name, ()) if s.present]
        numbers = [v for v in values if v is not None]
        # CHOICE: `present` counts generations with a usable value, `zero` those of them with 0, false or a series of
        # only these, `missing` all others, with or without the name.
        summary.append({"signal": name, "present": len(values), "zero": sum(v == 0 for v in numbers),
                        "missing": audited - len(values), "max": max(numbers, default=None)})
    return {"counts": counts, "unaudited": audit.unaudited, "rules": audit.rules, "agreement": audit.agreement,
            "generations": audit.listed, "unaudited_rows": audit.rows,
            "unrecognised": dict(sorted(audit.unrecognised.items())), "signals": summary}
