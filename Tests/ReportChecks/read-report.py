"""Reads a report with Python's csv and json, and compares its files with each other.

    python3 Tests/ReportChecks/read-report.py REPORT excel|data DELIMITER INPUT

Prints everything that does not agree; the exit status is 1 if there is something. Nothing here is shared with the
tool that wrote the report. With `data`, prompts and titles must be those of INPUT (a folder of JSON texts) to the
letter.
"""
import collections
import csv
import gzip
import json
import pathlib
import sys
import unicodedata

report, style, delimiter, inputs = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3], pathlib.Path(sys.argv[4])
wrong = []
csv.field_size_limit(1 << 30)
LISTS = ("rules_flagged", "rules_near", "missing_signals", "reopened_because", "disposition_by")


def check(what, expected, found):
    if expected != found:
        wrong.append(f"{what}: expected {expected!r:.300}, found {found!r:.300}")


def rows(name):
    """The rows of a CSV file as dictionaries; strict, and each with as many cells as the header."""
    data = (report / name).read_bytes()
    check(name + " byte order mark", style == "excel", data.startswith(b"\xef\xbb\xbf"))
    text = data.decode("utf-8-sig")
    check(name + " has a second byte order mark at the beginning", False, text.startswith("\ufeff"))
    check(name + " last line end", True, text.endswith("\r\n"))
    if style == "excel":
        check(name + " bare line ends", 0, text.replace("\r\n", "").count("\n") + text.replace("\r\n", "").count("\r"))
    lines = list(csv.reader(lines_of(text), delimiter=delimiter, strict=True))
    for number, line in enumerate(lines):
        check(f"{name}:{number + 1} number of cells", len(lines[0]), len(line))
    return [dict(zip(lines[0], line)) for line in lines[1:]]


def lines_of(text):
    """Lines as csv wants them: cut at CR LF and LF only, whatever else Python takes for a line end."""
    return (line + "\n" for line in text.split("\n")[:-1])


def cell(value):
    """A value of generations.json as a cell has it, without the guard and the cut of a spreadsheet's file."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value


def same(text, value):
    """Whether the cell holds the value, by the value's type."""
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return text != "" and float(text) == float(value) and (not isinstance(value, int) or int(text) == value)
    value = cell(value)
    if style == "data":
        return text == value
    if not shows_all(text):
        return False
    if text == value:
        return True
    return loosely(text) == loosely(value) or \
        (text.endswith("\u2026[cut]") and loosely(value).startswith(loosely(text[:-6])))


def loosely(text):
    """As a spreadsheet's file may have it: without the guard, control characters and line separators as spaces, and
    U+FFFD for what else hides or reorders text."""
    text = text[1:] if text[:1] == "'" else text
    return "".join(" " if ord(c) < 32 or 127 <= ord(c) < 160 or c in "\u2028\u2029" else "\ufffd" if hides(c) else c
                   for c in text)


FILLERS = "\u115f\u1160\u3164\uffa0"


def hides(c):
    kind = unicodedata.category(c)
    return kind == "Co" or (kind == "Cf" and c not in "\u200c\u200d") or c in FILLERS \
        or (kind == "Cn" and (ord(c) == 0x2065 or 0xFFF0 <= ord(c) < 0xFFF9 or 0xE0000 <= ord(c) < 0xE1000))


def shows_all(text):
    return not any(hides(c) for c in text)


def compare(what, row, fields):
    for key, text in row.items():
        if key not in fields:
            wrong.append(f"{what}: no field {key} in generations.json")
        elif not same(text, fields[key]):
            wrong.append(f"{what}: the cell {key} is {text!r:.200}, the field {fields[key]!r:.200}")


document = json.loads((report / "generations.json").read_text(encoding="utf-8"))
summary = json.loads((report / "summary.json").read_text(encoding="utf-8"))
listed = document["generations"]
check("the summary of generations.json", summary, document["summary"])

# One object per line, as the contract says.
lines = (report / "generations.json").read_text(encoding="utf-8").split("\n")
check("objects on lines of their own", listed, [json.loads(line.rstrip(",")) for line in lines[1:1 + len(listed)]])

# By decision, then severity, then input order: within a file, by line.
DECISIONS, SEVERITIES = ("flagged", "near", "incomplete"), ("critical", "high", "medium", "low", None)
groups = [(DECISIONS.index(g["decision"]), SEVERITIES.index(g["severity"])) for g in listed]
check("the order of decisions and severities", sorted(groups), groups)
places = [(group, *g["source"].rsplit(":", 1)) for group, g in zip(groups, listed)]
for before, after in zip(places, places[1:]):
    if before[:2] == after[:2] and int(before[2]) > int(after[2]):
        wrong.append(f"{after[1]}: line {after[2]} follows line {before[2]}")

generations = rows("generations.csv")
check("rows of generations.csv", len(listed), len(generations))
for row, fields in zip(generations, listed):
    fields = dict(fields)
    for key in LISTS:
        fields[key] = " ".join(fields[key])
    fields["defects"] = "; ".join(f"{d['pointer']} {d['reason']}" for d in fields["defects"])
    check("the fields of both", [k for k in fields if k != "findings"], list(row))
    compare(f"generation {row['generation_id']}", row, fields)

findings = rows("findings.csv")
nested = [(g, f) for g in listed for f in g["findings"]]
check("rows of findings.csv", len(nested), len(findings))
for row, (generation, finding) in zip(findings, nested):
    # Only the table has the waiver.
    if row.pop("waiver_id"):
        check("waivers", True, bool(summary["review"]["waivers"]))
    compare(f"finding {row['generation_id']} {row['rule_id']}", row, {**generation, **finding})
for generation in listed:
    for band in ("flagged", "near"):
        check(f"{generation['generation_id']} rules_{band}", generation["rules_" + band],
              [f["rule_id"] for f in generation["findings"] if f["band"] == band])

unaudited = rows("unaudited.csv")
kinds = collections.Counter(row["kind"] for row in unaudited)
counts = summary["counts"]
check("duplicates", counts["duplicates"], kinds.pop("duplicate", 0))
check("unaudited", {k: n for k, n in summary["unaudited"].items() if n}, dict(kinds))
decisions = ("flagged", "near", "incomplete", "clear")
check("generations add up", counts["generations"], sum(counts[k] for k in decisions + ("duplicates",)))
check("listed", {k: counts[k] for k in decisions[:3] if counts[k]}, dict(collections.Counter(g["decision"] for g in listed)))
audited = counts["generations"] - counts["duplicates"]
check("agreement adds up", audited, sum(summary["agreement"].values()))
for signal in summary["signals"]:
    check(f"signal {signal['signal']} adds up", audited, signal["present"] + signal["missing"])
for rule in summary["rules"]:
    for band in ("flagged", "near"):
        check(f"rule {rule['id']} {band}", rule[band], sum(
            f["rule_id"] == rule["id"] and f["band"] == band for g in listed for f in g["findings"]))

if (report / "scores.csv").exists():
    scores = rows("scores.csv")
    check("kinds of scores", {"legal", "category", "filter"}, {r["kind"] for r in scores})
    check("generations with scores that are no generation's", True,
          len({r["generation_id"] for r in scores}) <= audited)
    for row in scores:
        if row["score"] and not 0 <= float(row["score"]) <= 1:
            wrong.append(f"a score that is none: {row}")

for path in report.iterdir():
    check(f"{path.name} holds no access signature", False, b"LEAK-MARKER" in path.read_bytes())


# ---------------------------------------------------------------- prompts and titles against the input

def all_generations(value):
    if isinstance(value, dict):
        if isinstance(value.get("generations"), list):
            for generation in value["generations"]:
                if isinstance(generation, dict):
                    yield generation
        for key, inner in value.items():
            if key != "generations":
                yield from all_generations(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from all_generations(inner)


def documents(path):
    data = (gzip.open if path.suffix == ".gz" else open)(path, "rb").read().decode("utf-8-sig", "replace")
    decoder = json.JSONDecoder()
    at = 0
    while at < len(data):
        try:
            value, at = decoder.raw_decode(data, at)
            yield value
        except (ValueError, RecursionError):
            end = data.find("\n", at)
            at = len(data) if end < 0 else end + 1
        while at < len(data) and data[at] in " \t\r\n":
            at += 1


if style == "data":
    known = {}
    for path in sorted(inputs.rglob("*")):
        if path.name.endswith((".json", ".ndjson", ".jsonl", ".json.gz")):
            for document in documents(path):
                for generation in all_generations(document):
                    known.setdefault(generation.get("id") if isinstance(generation.get("id"), str) else None, generation)
    compared = 0
    for row in generations:
        generation = known.get(row["generation_id"])
        # A revision has texts of its own; `known` has those of the first answer.
        if not row["generation_id"] or generation is None or row["revision"]:
            continue
        for key in ("prompt", "title"):
            value = generation.get(key)
            if isinstance(value, str):
                compared += 1
                mended = "".join("\ufffd" if 0xD800 <= ord(c) < 0xE000 else c for c in value)
                check(f"{row['generation_id']} {key}", mended, row[key])
    if compared < 100:
        wrong.append(f"only {compared} prompts and titles were compared")

print("\n".join(wrong[:40]))
sys.exit(1 if wrong else 0)
