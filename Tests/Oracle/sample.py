#!/usr/bin/env python3
"""Contract section 16: draws samples a second time, and compares them with those of modaudit.

    python3 Tests/Oracle/sample.py MODAUDIT SEED SETS

makes random policies and inputs as differential.py does, gives each rule a `why` and some of them `handling: restricted`, and
compares strata.csv, key.csv and the sheets. Prints every difference; the exit status is 1 if there is one.
"""
import csv
import hashlib
import hmac
import json
import math
import pathlib
import random
import subprocess
import sys
import tempfile
from decimal import Decimal

import yaml

from decisions import Audit
from digests import rule_digests, signals_sha256
from envelopes import is_overfull
from policy import CLEAR, FLAGGED, MISSING, NEAR, is_left_out, kinds_of, matches, rule_result, signal_list, value_result
from texts import Unreadable, read, texts

HERE = pathlib.Path(__file__).resolve().parent
SEED = "2026-11-22"
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"
BANDS = {CLEAR: "clear", MISSING: "missing", NEAR: "near", FLAGGED: "flagged"}
csv.field_size_limit(1 << 30)


def mac(kind, rule, name, revision):
    lines = [f"modaudit {kind} 1", rule, name] + ([str(revision)] if revision else [])
    message = "".join(line + "\n" for line in lines)
    return hmac.new(SEED.encode(), message.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()


def sample_key(digest):
    number = int.from_bytes(digest[:10], "big")
    return "sk_" + "".join(ALPHABET[number >> shift & 31] for shift in range(75, -1, -5))


def sole_test(node):
    """The condition of a rule that is one numeric test; None for any other rule."""
    while "all" in node or "any" in node:
        children = node.get("all") or node.get("any")
        if len(children) > 1:
            return None
        node = children[0]
    return node if "flag_at" in node else None


def highest_value(test, signals, policy):
    """The first signal with the highest value, and the value; (None, None) if there is none."""
    found = (None, None)
    for name, signal in signals.named.items():
        if signal.present and signal.kind in kinds_of(test) and not is_left_out(test, name) and any(
                matches(pattern, name) for pattern in signal_list(test)):
            value = value_result(test, name, signal, policy).value
            if found[0] is None or value > found[1]:
                found = (name, value)
    return found


def near_at(test, policy):
    if test.get("near_at") is not None:
        return Decimal(repr(test["near_at"]))
    return Decimal(repr(float(Decimal(repr(policy.get("near", 0.8))) * Decimal(repr(test["flag_at"])))))


class Sample(Audit):
    """Keeps every judged generation with its stratum for each rule."""

    def __init__(self, policy):
        super().__init__(policy)
        self.judged = []

    def judge(self, listed, results, signals, platform):
        rows, restricted = [], False
        for rule, result in zip(self.policy["rules"], results):
            flags = rule.get("missing", self.policy.get("missing", "incomplete")) == "flag"
            band, test = result.band, sole_test(rule)
            hit = band in (FLAGGED, NEAR) or band == MISSING and flags
            restricted = restricted or hit and rule.get("handling") == "restricted"
            signal, value = (result.signal, result.value) if band in (FLAGGED, NEAR) else (None, None)
            if band == MISSING:
                stratum = "flagged" if flags else "incomplete"
            elif band != CLEAR:
                stratum = BANDS[band]
            elif test is None:
                stratum = "clear"
            else:
                signal, value = highest_value(test, signals, self.policy)
                exact = Decimal(repr(value))
                stratum = ("clear_upper" if exact >= near_at(test, self.policy) / 2 else
                           "clear_lower" if exact > 0 else "clear_zero")
            rows.append((stratum, BANDS[band], signal, value))
        name = listed["generation_id"]
        self.judged.append({
            "id": None if name is not None and "\n" in name else name, "revision": listed["revision"],
            "restricted": restricted, "rows": rows, "platform": "flagged" if platform else "not_flagged",
            "signals_sha256": signals_sha256(signals), "source": listed["source"]})
        super().judge(listed, results, signals, platform)


def shares(size, available):
    """How many of the clear strata are drawn, upper, lower and zero."""
    upper = math.ceil(size / 2)
    lower = math.ceil(3 * (size - upper) / 5)
    wanted = [upper, lower, size - upper - lower]
    rest = 0
    for index in (0, 1, 2, 0, 1):
        wanted[index] += rest
        rest = max(0, wanted[index] - available[index])
        wanted[index] -= rest
    return wanted


def expected(policy, judged, options):
    """The rows of strata.csv and of key.csv, and the keys of each sheet."""
    sizes, reviewers, overlap = options
    strata, key, turn = [], [], 0
    for index, rule in enumerate(policy["rules"]):
        names = ["flagged", "near", "incomplete"]
        names += ["clear"] if sole_test(rule) is None else ["clear_upper", "clear_lower", "clear_zero"]
        members = {name: [g for g in judged if g["rows"][index][0] == name] for name in names}
        open_ = {name: [g for g in many if g["id"] is not None and not g["restricted"]]
                 for name, many in members.items()}
        counts = {name: sizes.get(name) for name in names}
        counts["clear"] = sizes["clear"]
        clear = names[3:]
        if len(clear) == 3:
            counts.update(zip(clear, shares(sizes["clear"], [len(open_[name]) for name in clear])))
        for name in names:
            ranked = sorted(open_[name], key=lambda g: (
                mac("sample", rule["id"], g["id"], g["revision"]), g["id"].encode("utf-8", "surrogatepass"), g["revision"] or 0))
            drawn = ranked[:counts[name]]
            restricted = sum(g["restricted"] for g in members[name])
            strata.append([rule["id"], name, len(open_[name]), len(drawn), restricted,
                           len(members[name]) - len(open_[name]) - restricted])
            shared = math.ceil(Decimal(repr(overlap)) * len(drawn))
            for rank, g in enumerate(drawn):
                sheets = list(range(1, reviewers + 1))
                if rank >= shared:
                    sheets = [turn % reviewers + 1]
                    turn += 1
                _, band, signal, value = g["rows"][index]
                key.append({
                    "sample_key": sample_key(mac("key", rule["id"], g["id"], g["revision"])),
                    "sheets": " ".join(map(str, sheets)), "rule_id": rule["id"], "stratum": name,
                    "population": str(len(open_[name])), "drawn": str(len(drawn)), "band": band, "signal": signal or "",
                    "value": value, "platform": g["platform"], "generation_id": g["id"], "source": g["source"],
                    "signals_sha256": g["signals_sha256"],
                    "meaning_sha256": rule_digests(rule, policy)["meaning_sha256"],
                    "order": mac("order", rule["id"], g["id"], g["revision"])})
    return strata, key


def same_value(value, cell):
    if value is None:
        return cell == ""
    if isinstance(value, bool):
        return cell == str(value).lower()
    return float(cell) == float(value) if isinstance(value, (int, float)) else cell == value


def table(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def differences(modaudit, policy, path, work, options):
    sizes, reviewers, overlap = options
    audit = Sample(policy)
    for value, size, offset, line in list(texts(read(path))) or [(Unreadable(), 0, 0, 1)]:
        audit.source, audit.byte_offset = f"{path}:{line}", offset
        if not isinstance(value, Unreadable) and not is_overfull(value, size):
            audit.text(value)
    strata, key = expected(policy, audit.judged, options)
    run = subprocess.run(
        [modaudit, "sample", path, "--policy", f"{work}/policy.yaml", "--seed", SEED, "--output", f"{work}/sample", "--quiet",
         "--csv", "data", "--size", ",".join(f"{name}={size}" for name, size in sizes.items()), "--reviewers", str(reviewers),
         "--overlap", repr(overlap)], capture_output=True)
    if run.returncode not in (0, 4):
        return len(audit.judged), [f"exit status {run.returncode}: {run.stderr.decode(errors='replace').strip()}"]
    wrong = []
    found = [[row["rule_id"], row["stratum"]] + [int(row[name]) for name in ("population", "drawn", "restricted", "no_id")]
             for row in table(f"{work}/sample/strata.csv")]
    wrong += [f"strata.csv: the oracle says {one}, modaudit {other}" for one, other in zip(strata, found) if one != other]
    rows = table(f"{work}/sample/key.csv")
    if len(rows) != len(key) or len(found) != len(strata):
        wrong.append(f"the oracle has {len(strata)} strata and {len(key)} questions, modaudit {len(found)} and {len(rows)}")
    for one, other in zip(key, rows):
        for name, value in one.items():
            if name != "order" and not (same_value(value, other[name]) if name == "value" else value == other[name]):
                wrong.append(f"key.csv {one['sample_key']} {name}: the oracle says {value!r}, modaudit {other[name]!r}")
    for sheet in range(1, reviewers + 1):
        dealt = sorted((one["order"], one["sample_key"]) for one in key if str(sheet) in one["sheets"].split())
        if [name for _, name in dealt] != [row["sample_key"] for row in table(f"{work}/sample/sheet-{sheet}.csv")]:
            wrong.append(f"sheet-{sheet}.csv has other rows")
    return len(audit.judged), wrong


def main(modaudit, seed, sets):
    modaudit = str(pathlib.Path(modaudit).resolve())
    generations = total = 0
    with tempfile.TemporaryDirectory() as work:
        subprocess.run([sys.executable, HERE / "mutate.py", seed, sets, work + "/sets", "--times", "8"], check=True,
                       stdout=subprocess.DEVNULL)
        for number, folder in enumerate(sorted(pathlib.Path(work, "sets").iterdir())):
            choose = random.Random(f"{seed} {number}")
            policy = yaml.safe_load((folder / "policy.yaml").read_text(encoding="utf-8"))
            for rule in policy["rules"]:
                rule["why"] = "Is it so?"
                if choose.random() < 0.1:
                    rule["handling"] = "restricted"
            pathlib.Path(work, "policy.yaml").write_text(json.dumps(policy), encoding="utf-8")
            options = ({name: choose.randrange(1, 9) for name in ("flagged", "near", "clear", "incomplete")},
                       choose.randrange(1, 4), choose.choice([0.0, 0.07, 0.3, 1.0]))
            count, wrong = differences(modaudit, policy, str(folder / "input.ndjson"), work, options)
            generations += count
            total += len(wrong)
            for difference in wrong:
                print(f"case {number}: {difference.replace(work + '/sets/', '')}")
    print(f"{sets} cases, {generations} generations, {total} differences")
    return 1 if total else 0


if __name__ == "__main__":
    if hasattr(sys, "set_int_max_str_digits"):
        sys.set_int_max_str_digits(0)
    sys.setrecursionlimit(20_000)
    sys.exit(main(*sys.argv[1:4]))
