#!/usr/bin/env python3
"""Contract section 13: what is new since the report before, read from two report folders.

    python3 Tests/Oracle/changes.py OLD NEW INPUT...
    python3 Tests/Oracle/changes.py OLD NEW --diff FILE

Works out `changes.csv`, the columns `change` and `first_listed` and the keys of `summary.json`, and prints each difference
from what the report NEW has, which `scan --previous OLD` wrote of INPUT. OLD may be `-`: no report before. With `--diff`, FILE
is the table that `diff OLD NEW` wrote. The exit status is 1 if there is a difference.
"""
import collections
import csv
import json
import pathlib
import sys

import yaml

from cells import content
from decisions import SEVERITIES, Audit
from digests import canonical, number, rule_digests, sha256, tests_of, threshold
from texts import Unreadable, files, read, texts

csv.field_size_limit(1 << 30)
COLUMNS = """change cause decision was_decision severity was_severity disposition why was_why title prompt link generation_id
    rules_gained rules_lost top_rule was_top_rule top_value was_top_value evidence first_listed review_key task_id created_at
    user_id source was_source""".split()
DECISIONS = ("incomplete", "near", "flagged")
LONGEST_ID = 128
EMPTY = {**dict.fromkeys(COLUMNS), "change": None, "first_listed": None, "disposition": None, "review_key": None, "revision": None, "rules_flagged": [], "rules_near": [],
         "missing_signals": [], "findings": [], "signals_sha256": "", "evidence_sha256": ""}


class Report:
    """A report folder. Nothing but JSON and the policy is read."""

    def __init__(self, path):
        folder = pathlib.Path(path)
        whole = json.loads((folder / "generations.json").read_text(encoding="utf-8"))
        # A brief row (section 6) has only members with a value.
        self.rows = [{**EMPTY, **row} for row in whole["generations"]]
        self.summary = json.loads((folder / "summary.json").read_text(encoding="utf-8"))
        self.policy = yaml.safe_load((folder / "policy.yaml").read_text(encoding="utf-8"))
        self.manifest = sha256((folder / "manifest-sha256.txt").read_text(encoding="utf-8"))
        self.rules = {rule["id"]: rule for rule in self.summary["rules"]}
        counts = self.summary["counts"]
        self.audited = counts["flagged"] + counts["near"] + counts["incomplete"] + counts["clear"]
        self.signals = {signal["signal"]: signal["present"] for signal in self.summary["signals"]}


def identity(row):
    name = row["generation_id"]
    return name if name and len(name.encode()) <= LONGEST_ID else None


def rank(row):
    severity = row["severity"]
    return DECISIONS.index(row["decision"]), 0 if severity is None else 4 - SEVERITIES.index(severity)


def flagged(row):
    return set(row["rules_flagged"]) if row else set()


def content_of(row):
    findings = sorted(json.dumps([f["rule_id"], f["band"], f["value"]]) for f in row["findings"])
    return row["signals_sha256"], findings, sorted(row["rules_near"]), sorted(row["missing_signals"])


def change_between(was, now):
    if rank(now) != rank(was):
        return "worse" if rank(now) > rank(was) else "better"
    if flagged(now) - flagged(was):
        return "worse"
    if flagged(was) - flagged(now):
        return "better"
    return "same" if content_of(was) == content_of(now) else "changed"


def partner(now, before):
    """The row that `now` is compared with: of the same revision, else of the highest rank; the first of equals."""
    rows = [row for row in before if identity(row) == identity(now)]
    same = [row for row in rows if row["revision"] == now["revision"]]
    return same[0] if same else max(rows, key=rank, default=None)


def cause(change, was, now, old, new):
    if old is None:
        return "unknown"
    if change == "not_seen":
        return "input"
    both = [row for row in (was, now) if row]
    if any(row["decision"] == "incomplete" for row in both):
        rules = set(old.rules) | set(new.rules)
    else:
        rules = {rule for row in both for rule in row["rules_flagged"] + row["rules_near"]}
    unchanged = all(rule in old.rules and rule in new.rules
                    and old.rules[rule]["definition_sha256"] == new.rules[rule]["definition_sha256"] for rule in rules)
    if was is None or now is None:
        return "input" if unchanged else "unknown"
    if was["signals_sha256"] == now["signals_sha256"]:
        return "unknown" if unchanged else "policy"
    return "input" if unchanged else "both"


def cell(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else number(value)


def evidence(was, now):
    if was is None or now is None:
        return ""
    if was["evidence_sha256"] == now["evidence_sha256"]:
        return "same"
    return "refetched" if was["signals_sha256"] == now["signals_sha256"] else "changed"


def row_of(change, was, now, first_listed, old, new):
    shown = now or was
    def of(row, key):
        return cell(row[key]) if row else ""
    row = {key: of(shown, key) for key in
           ("title", "prompt", "link", "generation_id", "task_id", "created_at", "user_id")}
    for key in ("decision", "severity", "why", "top_rule", "top_value", "source"):
        row[key], row["was_" + key] = of(now, key), of(was, key)
    if change == "cleared":
        row["decision"] = "clear"
    gained, lost = flagged(now) - flagged(was), flagged(was) - flagged(now)
    row["rules_gained"] = " ".join(r for r in (now or {"rules_flagged": []})["rules_flagged"] if r in gained)
    row["rules_lost"] = " ".join(r for r in (was or {"rules_flagged": []})["rules_flagged"] if r in lost)
    row.update(change=change, cause=cause(change, was, now, old, new), disposition=of(now, "disposition"), review_key=of(now, "review_key"),
               evidence=evidence(was, now), first_listed=first_listed)
    return {key: row[key] for key in COLUMNS}


def compare(old, new, seen):
    """The rows of `changes.csv`, change and first_listed of each row of the report, and the counts. `seen` holds the IDs of
    the input, or is None for `diff`."""
    before = old.rows if old else []
    now_as_of = new.summary["as_of"]
    counts = collections.Counter()
    rows, columns, compared = collections.defaultdict(list), [], []
    by_identity = collections.defaultdict(list)
    for row in before:
        by_identity[identity(row)].append(row)
    for now in new.rows:
        if identity(now) is None:
            counts["unmatched"] += 1
            columns.append((None, None))
            continue
        was = partner(now, by_identity[identity(now)])
        first = (was["first_listed"] or old.summary["as_of"]) if was else now_as_of
        change = change_between(was, now) if was else "new"
        counts[change] += 1
        columns.append((change, first))
        if was:
            compared.append(was)
        if change != "same":
            rows[change].append(row_of(change, was, now, first, old, new))
    listed = {identity(row) for row in new.rows}
    matched = {id(row) for row in compared}
    counts["matched_before"] = len(matched)
    for was in before:
        if id(was) in matched:
            continue
        if identity(was) is None or identity(was) in listed:
            counts["unmatched_before"] += 1
            continue
        change = "gone" if seen is None else "cleared" if identity(was) in seen else "not_seen"
        counts[change] += 1
        rows[change].append(row_of(change, was, None, was["first_listed"] or old.summary["as_of"], old, new))
    ordered = [row for change in ("new", "worse", "changed", "better", "cleared", "not_seen", "gone")
               for row in rows[change]]
    # Both sums hold for every pair of reports.
    assert sum(counts[c] for c in ("new", "worse", "changed", "better", "same", "unmatched")) == len(new.rows)
    assert sum(counts[c] for c in ("matched_before", "cleared", "not_seen", "gone", "unmatched_before")) == len(before)
    return ordered, columns, counts


def policy_changes(old, new):
    if old is None:
        return []
    changes = []
    for rule in new.policy["rules"]:
        was = old.rules.get(rule["id"])
        if was is None:
            changes.append((rule["id"], "added"))
            continue
        if rule_digests(rule, new.policy)["meaning_sha256"] != was["meaning_sha256"]:
            changes.append((rule["id"], "meaning"))
        if rule.get("severity", "medium") != was["severity"]:
            changes.append((rule["id"], "severity"))
        recomputed = {"meaning": was["meaning_sha256"], "severity": was["severity"],
                      "thresholds": [threshold(t, new.policy) for t in tests_of(rule) if "flag_at" in t]}
        if sha256(canonical(recomputed)) != was["definition_sha256"]:
            changes.append((rule["id"], "thresholds"))
    today = {rule["id"] for rule in new.policy["rules"]}
    return changes + [(rule, "removed") for rule in old.rules if rule not in today]


def signal_changes(old, new):
    """Only where neither list of signals is cut."""
    if old is None:
        return []
    changes = []
    for name in sorted(set(old.signals) | set(new.signals), key=str.encode):
        was, present = old.signals.get(name, 0), new.signals.get(name, 0)
        if was >= 30 and present == 0 and new.audited >= 30:
            changes.append((name, "vanished", was, 0))
        if present >= 30 and was == 0 and old.audited >= 30:
            changes.append((name, "appeared", 0, present))
    return changes


def ids_of(policy, inputs):
    """The IDs of the generations in the input."""
    audit = Audit(policy)
    for path in files(inputs, []):
        for value, _, _, _ in texts(read(path)):
            if not isinstance(value, Unreadable):
                audit.text(value)
    return {name for name in audit.first if len(name.encode()) <= LONGEST_ID}


def table(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        text = file.read()
    delimiter = text[len('"change"')]
    rows = list(csv.reader(text.splitlines(keepends=True), delimiter=delimiter))
    return rows[0], [dict(zip(rows[0], row)) for row in rows[1:]]


def differences(old, new, seen, path):
    rows, columns, counts = compare(old, new, seen)
    header, found = table(path)
    if header != COLUMNS:
        yield f"columns: {header}"
    if len(found) != len(rows):
        yield f"rows: the oracle has {len(rows)}, the table {len(found)}"
    for place, (expected, row) in enumerate(zip(rows, found)):
        for key in COLUMNS:
            if not row[key].endswith("…[cut]") and content(expected[key]) != content(row[key]):
                yield (f"row {place + 1} ({expected['generation_id'][:80]}) {key}: the oracle says {expected[key][:200]!r}, "
                       f"the table {row[key][:200]!r}")
    if seen is None:
        return
    for row, expected in zip(new.rows, columns):
        if (row["change"], row["first_listed"]) != expected:
            yield f"{row['generation_id']}: the oracle says {expected}, the report {row['change'], row['first_listed']}"
    causes = collections.Counter(row["cause"] for row in rows)
    keys = "new worse changed better same cleared not_seen unmatched matched_before unmatched_before".split()
    previous = old and {"manifest_sha256": old.manifest, "as_of": old.summary["as_of"],
                        "policy_sha256": old.summary["policy"]["sha256"]}
    expected = {
        "previous": previous, "changes": {key: counts[key] for key in keys},
        "causes": {key: causes[key] for key in ("input", "policy", "both", "unknown")},
        "policy_changes": [{"rule_id": rule, "change": change} for rule, change in policy_changes(old, new)],
        "signal_changes": [dict(zip(("signal", "change", "was_present", "present"), change))
                           for change in signal_changes(old, new)]}
    for key, value in expected.items():
        if new.summary.get(key, "absent") != value:
            yield f"{key}: the oracle says {value}, the summary {new.summary.get(key, 'absent')}"


def main(arguments):
    old = None if arguments[0] == "-" else Report(arguments[0])
    new = Report(arguments[1])
    if arguments[2] == "--diff":
        seen, path = None, arguments[3]
    else:
        seen, path = ids_of(new.policy, arguments[2:]), pathlib.Path(arguments[1], "changes.csv")
    wrong = list(differences(old, new, seen, path))
    for difference in wrong:
        print(difference)
    rows = table(path)[1]
    counts = collections.Counter(row["change"] for row in rows)
    print(f"{len(rows)} rows", *(f"{counts[key]} {key}" for key in sorted(counts)), sep=", ")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.setrecursionlimit(20_000)
    sys.exit(main(sys.argv[1:]))
