#!/usr/bin/env python3
"""Reads files of `--metrics` by the text format of Prometheus, and compares them with what they are made of.

    read-metrics.py COMMAND STATUS FILE [SUMMARY]

FILE has the metrics of COMMAND that ended with STATUS. With SUMMARY, a summary.json, every value is recomputed from it;
without it the file has nothing but the status and the version.
"""
import calendar
import csv
import json
import pathlib
import re
import sys
import time

NAME = re.compile(r"[a-zA-Z_:][a-zA-Z0-9_:]*")
LABEL = re.compile(r'([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(,|$)')
SAMPLE = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (-?[0-9]+)")


def labels(text):
    found, end = [], 0
    while end < len(text):
        match = LABEL.match(text, end)
        assert match and match.end() > end, f"no label: {text[end:]}"
        assert match[1] not in dict(found), f"the label {match[1]} twice"
        found.append((match[1], re.sub(r"\\(.)", lambda c: "\n" if c[1] == "n" else c[1], match[2])))
        end = match.end()
    return tuple(sorted(found))


def read(path):
    """The values by name and labels."""
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    assert text.endswith("\n"), "the last line has no end"
    lines = text[:-1].split("\n")
    values, families, family, index = {}, set(), None, 0
    while index < len(lines):
        _, word, name, rest = lines[index].split(" ", 3)
        assert lines[index].startswith("# HELP ") and NAME.fullmatch(name) and rest, lines[index]
        assert name not in families, f"the family {name} twice"
        families.add(name)
        assert lines[index + 1] == f"# TYPE {name} gauge", lines[index + 1]
        index += 2
        first = index
        while index < len(lines) and not lines[index].startswith("#"):
            match = SAMPLE.fullmatch(lines[index])
            assert match and match[1] == name, lines[index]
            key = (name, labels(match[2] or ""))
            assert key not in values, f"{key} twice"
            values[key] = int(match[3])
            index += 1
        assert index > first, f"{name} has no sample"
    return values


def expected(summary, waivers):
    def add(name, value, /, **its):
        values["modaudit_" + name, tuple(sorted(its.items()))] = value

    values, counts = {}, summary["counts"]
    add("policy_info", 1, **summary["policy"])
    moment = time.strptime(summary["as_of"], "%Y-%m-%dT%H:%M:%SZ")
    add("report_as_of_timestamp_seconds", calendar.timegm(moment))
    for decision in ("flagged", "near", "incomplete", "clear"):
        add("generations", counts[decision], decision=decision)
    add("generations", counts["duplicates"], decision="duplicate")
    for decision, severities in counts["by_severity"].items():
        for severity, count in severities.items():
            add("generations_by_severity", count, decision=decision, severity=severity)
    add("withheld", counts["withheld"])
    for kind, count in summary["unaudited"].items():
        add("unaudited", count, kind=kind)
    for rule in summary["rules"]:
        for band in ("flagged", "near", "missing"):
            add("rule_generations", rule[band], rule=rule["id"], band=band)
    if "review" in summary:
        for decision, dispositions in summary["review"]["dispositions"].items():
            for disposition, count in dispositions.items():
                add("dispositions", count, decision=decision, disposition=disposition)
        if summary["review"]["waivers"]:
            for status in ("used", "expires_soon", "expired", "unused"):
                add("waivers", sum(row["status"] == status for row in waivers), status=status)
    if "changes" in summary:
        for change in ("new", "worse", "changed", "better", "same", "cleared", "not_seen"):
            add("changes", summary["changes"][change], change=change)
        vanished = [change for change in summary["signal_changes"] if change["change"] == "vanished"]
        add("signals_vanished", len(vanished))
    return values


def waivers_beside(summary):
    """The rows of the report's waivers.csv."""
    path = pathlib.Path(summary).with_name("waivers.csv")
    if not path.exists():
        return []
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def main(command, status, path, summary=None):
    found = read(path)
    assert found.pop(("modaudit_exit_status", (("command", command),))) == int(status), found
    info = [key for key in found if key[0] == "modaudit_info"]
    assert len(info) == 1 and dict(info[0][1]).keys() == {"command", "version"} and found.pop(info[0]) == 1, info
    wanted = {}
    if summary:
        with open(summary, encoding="utf-8") as file:
            wanted = expected(json.load(file), waivers_beside(summary))
        total = sum(value for (name, _), value in found.items() if name == "modaudit_generations")
        with open(summary, encoding="utf-8") as file:
            assert total == json.load(file)["counts"]["generations"]
    differing = {key for key in found.keys() | wanted.keys() if found.get(key) != wanted.get(key)}
    assert not differing, [(key, found.get(key), wanted.get(key)) for key in sorted(differing)]


if __name__ == "__main__":
    main(*sys.argv[1:])
