#!/usr/bin/env python3
"""Random responses and policies for the differential test of the tool against the oracle.

    python3 Tests/Oracle/mutate.py SEED COUNT DIR [--times N] [--insert]

writes DIR/000/input.ndjson and DIR/000/policy.yaml, DIR/001/…, the same files for the same SEED on every machine.
`--times N` writes N times as many responses. `--insert` writes 50 × N answers per set instead, each with one field
inserted (insertions.py), without repetition; a COUNT that is large enough gives all combinations. Scores, flag_at,
near_at and frame_at come from one small grid, so that exact hits are common. Policies are valid.

Needs Python 3.9.
"""
import argparse
import os
import random

from insertions import Insertions
from random_answers import Answers
from random_policies import Policies, yaml

# Almost every answer with a generation is listed.
INSERTION_POLICY = """policy: insertions
version: 1
background_labels: {ip: [788]}
rules:
  - {id: ip, severity: high, signal: legal.ip.score, flag_at: 0.9}
  - {id: score, severity: low, signal: "f.*.*", flag_at: 0.6}
  - {id: task, severity: critical, signal: [task.num_unsafe_generations], flag_at: 1, missing: ignore}
  - {id: words, severity: medium, signal: ["*.type", "*.moderation.*"], not_in: [passed]}
"""


class Case(Answers, Policies):
    """A policy and an input."""


def main():
    parser = argparse.ArgumentParser(description="random responses and policies")
    parser.add_argument("seed")
    parser.add_argument("count", type=int)
    parser.add_argument("folder")
    parser.add_argument("--times", type=int, default=1)
    parser.add_argument("--insert", action="store_true")
    arguments = parser.parse_args()
    write = write_insertions if arguments.insert else write_random
    write(arguments.seed, arguments.count, arguments.times, arguments.folder)


def write_set(folder, number, policy, data):
    path = os.path.join(folder, "%03d" % number)
    os.makedirs(path, exist_ok=True)
    with open(os.path.join(path, "policy.yaml"), "w", encoding="utf-8") as file:
        file.write(policy)
    with open(os.path.join(path, "input.ndjson"), "wb") as file:
        file.write(data)


def write_random(seed, count, times, folder):
    for number in range(count):
        case = Case("%s/%d" % (seed, number), times)
        write_set(folder, number, yaml(case.policy()), case.input())


def write_insertions(seed, count, times, folder):
    """Sets of combinations without repetition, in an order that the seed decides."""
    insertions = Insertions()
    numbers = random.Random(seed).sample(range(insertions.count), min(insertions.count, 50 * times * count))
    for number in range(0, len(numbers), 50 * times):
        lines = [insertions.line(one, "%d" % (number + at)) for at, one in enumerate(numbers[number:number + 50 * times])]
        write_set(folder, number // (50 * times), INSERTION_POLICY, "".join(line + "\n" for line in lines).encode())


if __name__ == "__main__":
    main()
