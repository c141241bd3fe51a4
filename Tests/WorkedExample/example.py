#!/usr/bin/env python3
"""Generations with a known truth, for the way from a sample to a threshold.

    example.py generate > answers.ndjson        the answers of 20,000 generations
    example.py label SHEET.csv > FILLED.csv     a sheet, filled in by a reviewer who knows the truth
    example.py truth [THRESHOLD]                precision, recall and prevalence over all generations

Scores and truth of a generation depend on its number only. Each group below has exactly as many generations and violations as
it says, so that an estimate can be compared with the truth.
"""
import csv
import hashlib
import json
import sys

# Generations, violations, and scores in ten-thousandths. The policy beside this file flags from 0.9 and is near from 0.75.
GROUPS = [
    (400, 336, 9_000, 9_999),
    (120, 29, 7_500, 8_999),
    (300, 30, 3_750, 7_499),
    (2_000, 60, 1, 3_749),
    (17_180, 20, 0, 0),
]
COUNT = sum(group[0] for group in GROUPS)
TITLES = ["Harbour", "Parade", "Night market", "Two robots", "A walk in the rain", "Castle", "Football", "Toy shop"]


def draw(name, number, below):
    """A number below `below` that depends on the name and the number only."""
    digest = hashlib.sha256(f"{name} {number}".encode()).digest()
    return int.from_bytes(digest[:8], "big") % below


def generations():
    """(number, score in ten-thousandths, whether it is a violation) of every generation, in the order of the answers."""
    rows = []
    for count, violations, lowest, highest in GROUPS:
        first = len(rows)
        worst = set(sorted(range(first, first + count), key=lambda number: draw("violation", number, 1 << 62))[:violations])
        for number in range(first, first + count):
            rows.append((number, lowest + draw("score", number, highest - lowest + 1), number in worst))
    return sorted(rows, key=lambda row: draw("order", row[0], 1 << 62))


def answer(number, score):
    """A task with one generation of three sampled frames, the second of which has the score."""
    frames = [score * 3 // 4, score, score // 2]
    return {
        "id": f"task_{number:05}",
        "status": "succeeded",
        "created_at": 1_763_769_600 + number,
        "generations": [{
            "id": f"gen_{number:05}",
            "title": f"{TITLES[draw('title', number, len(TITLES))]} {number}",
            "prompt": f"{TITLES[draw('prompt', number, len(TITLES))].lower()}, take {number}",
            "legal_classifier_result": {
                "ip": [{"l": 788 if p == 0 else 42, "p": p / 10_000, "v": False} for p in frames]
            },
        }],
    }


def label(path):
    violations = {f"gen_{number:05}" for number, _, violation in generations() if violation}
    with open(path, encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
        columns = list(rows[0]) if rows else []
    sys.stdout.reconfigure(newline="")
    writer = csv.DictWriter(sys.stdout, columns, lineterminator="\r\n")
    writer.writeheader()
    for row in rows:
        row["review_decision"] = "violation" if row["generation_id"] in violations else "dismissed"
        writer.writerow(row)


def truth(threshold):
    flagged = [violation for _, score, violation in generations() if score / 10_000 >= threshold]
    violations = sum(group[1] for group in GROUPS)
    found = sum(flagged)
    precision = f"{found / len(flagged):.4f}" if flagged else "-"
    print(f"generations {COUNT}  flagged {len(flagged)}  violations {violations}")
    print(f"precision {precision}  recall {found / violations:.4f}  prevalence {violations / COUNT:.4f}")


def main(command, *arguments):
    if command == "generate":
        for number, score, _ in generations():
            print(json.dumps(answer(number, score), separators=(",", ":")))
    elif command == "label":
        label(*arguments)
    elif command == "truth":
        truth(float(arguments[0]) if arguments else 0.9)
    else:
        sys.exit(__doc__)


if __name__ == "__main__":
    main(*(sys.argv[1:] or ["help"]))
