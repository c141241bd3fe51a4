#!/usr/bin/env python3
"""The seeded benchmark corpus: NDJSON relay answers like the documented one.

    python3 .ci/corpus.py SIZE OUT [SEED [SHARE]]      SIZE such as 200MB or 10GB (decimal), OUT a file or - for standard output

The same SIZE, SEED and SHARE give the same bytes on every machine and any number of cores, and a smaller corpus is the
beginning of a larger one. Per line one answer of 1 to 4 generations with 10 to 30 sampled frames per classifier and the
40 categories of the documented answer. Of the generations about SHARE (0.03 unless given) are near or flagged: a score of `ip` with a label that is
not the background label 788, a `face` verdict, an `S` category, or a filter type. About 1 % of the lines are failed or
pending tasks without generations. Every fourth line is written in ASCII with \\uXXXX escapes, also for `&` in links.
Needs Python 3.9.
"""
import collections
import json
import multiprocessing
import os
import random
import re
import sys

LINES = 256  # per block, about 6 MB: what one process renders at a time
DOCUMENTED = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "fixtures", "sora-task-documented.json")

SUBJECTS = ["fly man", "a red fox", "an old lighthouse", "two dancers", "a paper boat", "the last tram", "a glass city",
            "eine Fliege", "un homme-mouche", "\u98de\u4eba", "\u30cf\u30a8\u7537", "\u0627\u0644\u0631\u062c\u0644 \u0627\u0644\u0630\u0628\u0627\u0628\u0629",
            "\u0447\u0435\u043b\u043e\u0432\u0435\u043a-\u043c\u0443\u0445\u0430", "\u05d0\u05d9\u05e9 \u05d4\u05d6\u05d1\u05d5\u05d1", "hombre mosca \U0001fab0",
            "\U0001f468\u200d\U0001f469\u200d\U0001f467 on a swing"]
PLACES = ["over the skyline at dusk", "in heavy rain", "\u00fcber den D\u00e4chern von K\u00f6ln", "au bord de la mer", "\u5728\u9713\u8679\u706f\u4e0b",
          "\u6771\u4eac\u306e\u591c", "\u043d\u0430 \u0437\u0430\u043a\u0430\u0442\u0435", "\"as seen on TV\"", "in slow motion \u2013 35 mm", "a\u00f1o 2049 \u2728"]
MODELS = ["turbo", "turbo", "turbo", "standard"]
SIZES = [(854, 480, 150), (1280, 720, 150), (480, 854, 300), (1920, 1080, 600)]


# ---------------------------------------------------------------- pieces, rendered once per process

def dump(value, escape):
    text = json.dumps(value, ensure_ascii=escape, separators=(",", ":"))
    return (text.replace("&", "\\u0026") if escape else text).encode("utf-8")


class Template:
    """A JSON value with `@name@` places: inside a text for a bare string, as a whole text for any value."""

    def __init__(self, value, escape):
        parts = re.split(rb'"@@(\w+)@@"|@(\w+)@', dump(value, escape))
        self.parts, self.places = [], []
        for index in range(0, len(parts), 3):
            self.parts.append(parts[index])
            if index + 1 < len(parts):
                self.places.append((len(self.parts), (parts[index + 1] or parts[index + 2]).decode()))
                self.parts.append(b"")

    def fill(self, values, into):
        parts = self.parts
        for index, name in self.places:
            parts[index] = values[name]
        into += parts


def documented():
    with open(DOCUMENTED, encoding="utf-8") as file:
        answer = json.load(file)
    task = answer["data"]["data"]
    generation = task["generations"][0]
    old_task, old_generation = task["id"], generation["id"]
    generation.update(created_at="@created@", id="@gen@", model="@model@", prompt="@@prompt@@", title="@@title@@", seed="@@seed@@",
                      width="@@width@@", height="@@height@@", n_frames="@@frames@@", actions="@@actions@@", caption="@@caption@@",
                      user={"id": "user-@user@", "username": None})
    generation["config"].update(actions="@@actions@@", caption="@@caption@@", prompt="@@prompt@@")
    generation["legal_classifier_result"] = {name: "@@" + name + "@@" for name in ("face", "ip", "trademark")}
    filters = generation["output_moderation_result"]["filter_results"]
    filters["moderation_api"]["metadata"]["global"] = "@@categories@@"
    filters["wellknown_figure"]["type"] = "@figure@"
    task.update(actions="@@actions@@", model="@model@", prompt="@@prompt@@", title="@@title@@", user="user-@user@",
                n_variants="@@variants@@", generations="@@generations@@", width="@@width@@", height="@@height@@",
                n_frames="@@frames@@", created_at="@created@", status="@status@", failure_reason="@@reason@@")
    answer["data"].update(status="@relay_status@", data="@@task@@", progress="@progress@", fail_reason="@fail@",
                          submit_time="@@submit@@", finish_time="@@finish@@")

    def renamed(value):
        if isinstance(value, str):
            value = value.replace(old_task, "@task_id@").replace("968194097", "@seed@")
            return re.sub(r"sig=[^&]*", "sig=@sig@", value)
        if isinstance(value, list):
            return [renamed(v) for v in value]
        if isinstance(value, dict):
            return {k: renamed(v) for k, v in value.items()}
        return value
    assert old_generation not in json.dumps(answer)
    return renamed(answer), renamed(task), renamed(generation)


class Pieces:
    """Everything a line is put together from, in one way of writing (raw UTF-8 or escapes)."""

    def __init__(self, escape):
        choose = random.Random("pieces")
        answer, task, generation = documented()
        sources = json.load(open(DOCUMENTED, encoding="utf-8"))["data"]["data"]["generations"][0]
        self.answer, self.task, self.generation = (Template(v, escape) for v in (answer, task, generation))
        self.prompts, self.titles, self.actions, self.captions = [], [], [], []
        for subject in SUBJECTS:
            for place in PLACES:
                text = subject + " " + place
                self.prompts.append(dump(text if len(self.prompts) % 7 else text + ". " + sources["caption"]["0"], escape))
                self.titles.append(dump(text.title()[:40], escape))
                self.actions.append(dump({k: v.replace("fly man", subject) for k, v in sources["actions"].items()}, escape))
                self.captions.append(dump({k: v.replace("the sunlight", place) for k, v in sources["caption"].items()}, escape))
        self.legal = {name: [dump(self.frames(choose, label, low), escape) for _ in range(128)]
                      for name, label, low in (("face", -1, None), ("ip", 788, 0.96), ("trademark", 311, 0.97))}
        self.hot_ip = [dump(self.hot_frames(choose, 788, 0.96, 42, 0.75, False), escape) for _ in range(64)]
        self.hot_face = [dump(self.hot_frames(choose, -1, None, 7, 0.6, True), escape) for _ in range(64)]
        known = sources["output_moderation_result"]["filter_results"]["moderation_api"]["metadata"]["global"]
        self.categories = [dump(self.scores(choose, known), escape) for _ in range(256)]
        hot = [name for name in known if name.startswith("S")]
        self.hot_categories = [dump({**self.scores(choose, known), choose.choice(hot): round(choose.uniform(0.4, 1), 3)}, escape)
                               for _ in range(64)]
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
        self.signatures = ["".join(choose.choices(alphabet, k=40)).encode() + b"%3D" for _ in range(1024)]

    @staticmethod
    def frame(choose, label, low):
        """A frame as documented: p of a half-precision grid."""
        return {"l": label, "p": 0 if low is None else choose.randrange(int(low * 2048), 2048) / 2048, "v": False}

    def frames(self, choose, label, low):
        return [self.frame(choose, label, low) for _ in range(choose.randrange(10, 31))]

    def hot_frames(self, choose, label, low, hot_label, hot_low, verdict):
        frames = self.frames(choose, label, low)
        at = choose.randrange(len(frames))
        frames[at] = {"l": hot_label, "p": choose.randrange(int(hot_low * 2048), 2048) / 2048, "v": verdict}
        return frames

    @staticmethod
    def scores(choose, known):
        return {name: choose.choice((0, 0, 0, 0.001, 0.002, 0.006, 0.011, 0.019, 0.024, round(choose.random() * 0.03, 5)))
                for name in known}


# ---------------------------------------------------------------- lines

PIECES = None
SEED = None
SHARE = None


def prepare(seed, share):
    global PIECES, SEED, SHARE
    PIECES = [Pieces(False), Pieces(True)]
    SEED = seed
    SHARE = share


def block(number):
    """The lines of one block; a function of the seed and the block's number alone."""
    choose = random.Random("%s/%d" % (SEED, number))
    into = []
    for index in range(LINES):
        one_line(choose, number * LINES + index, into)
        into.append(b"\n")
    return b"".join(into)


def one_line(choose, number, into):
    pieces = PIECES[number % 4 == 3]
    pick, chance = choose.choice, choose.random
    width, height, count = pick(SIZES)
    second = number % 86400
    values = {
        "task_id": b"task_01k%023x" % number, "model": pick(MODELS).encode(), "user": b"%024d" % choose.randrange(50000),
        "width": b"%d" % width, "height": b"%d" % height, "frames": b"%d" % count, "reason": b"null", "status": b"succeeded",
        "relay_status": b"SUCCESS", "progress": b"100%", "fail": b"", "submit": b"%d" % (1736867805 + number),
        "finish": b"%d" % (1736867860 + number), "task": b"null", "generations": b"[]", "variants": b"1",
        "created": b"2025-01-14T%02d:%02d:%02d.%06dZ" % (second // 3600, second // 60 % 60, second % 60, number % 1000000)}
    text = choose.randrange(len(pieces.prompts))
    values["prompt"], values["title"] = pieces.prompts[text], pieces.titles[text]
    values["actions"], values["caption"] = pieces.actions[text], pieces.captions[text]
    if chance() < 0.01:
        without_generations(choose, pieces, values, into)
        return
    variants = choose.choices((1, 2, 3, 4), (50, 26, 14, 10))[0]
    generations = []
    for variant in range(variants):
        generations.append(b"," if variant else b"[")
        one_generation(choose, pieces, values, number * 4 + variant, generations)
    generations.append(b"]")
    values["variants"] = b"%d" % variants
    nested(pieces, values, b"".join(generations), into)


def nested(pieces, values, generations, into):
    values["generations"] = generations
    task = []
    pieces.task.fill(values, task)
    values["task"] = b"".join(task)
    pieces.answer.fill(values, into)


def without_generations(choose, pieces, values, into):
    kind = choose.randrange(4)
    if kind == 0:
        values.update(relay_status=b"FAILURE", status=b"failed", fail=b"content_policy", reason=b'"content_policy"', progress=b"100%")
    elif kind == 1:
        values.update(relay_status=b"IN_PROGRESS", status=b"running", progress=b"30%", finish=b"0")
    elif kind == 2:
        values.update(relay_status=b"QUEUED", status=b"queued", progress=b"0%", finish=b"0")
    else:
        values.update(relay_status=b"NOT_START", progress=b"0%", finish=b"0")
        pieces.answer.fill(values, into)
        return
    nested(pieces, values, b"[]", into)


def one_generation(choose, pieces, values, number, into):
    pick = choose.choice
    values["gen"] = b"gen_01k%023x" % number
    values["seed"] = b"%d" % choose.randrange(1, 2**31)
    values["sig"] = pick(pieces.signatures)
    for name, lists in pieces.legal.items():
        values[name] = pick(lists)
    values["categories"], values["figure"] = pick(pieces.categories), b"passed"
    if choose.random() < SHARE:
        kind = choose.randrange(4)
        if kind == 0:
            values["ip"] = pick(pieces.hot_ip)
        elif kind == 1:
            values["face"] = pick(pieces.hot_face)
        elif kind == 2:
            values["categories"] = pick(pieces.hot_categories)
        else:
            values["figure"] = b"flagged"
    pieces.generation.fill(values, into)


# ---------------------------------------------------------------- command

def bytes_of(text):
    match = re.fullmatch(r"(\d+(?:\.\d+)?)\s*([kKmMgG]?)[bB]?", text)
    if not match:
        sys.exit("not a size: " + text + " (try 200MB or 10GB)")
    return int(float(match.group(1)) * {"": 1, "k": 10**3, "m": 10**6, "g": 10**9}[match.group(2).lower()])


def main():
    if not 3 <= len(sys.argv) <= 5:
        sys.exit(__doc__)
    size, seed = bytes_of(sys.argv[1]), sys.argv[3] if len(sys.argv) > 3 else "1"
    share = float(sys.argv[4]) if len(sys.argv) > 4 else 0.03
    out = sys.stdout.buffer if sys.argv[2] == "-" else open(sys.argv[2], "wb")
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count()
    with multiprocessing.Pool(cores, prepare, (seed, share)) as pool, out:
        ahead, number, left = collections.deque(), 0, size
        while left > 0:
            while len(ahead) < cores + 2:  # the bound on memory
                ahead.append(pool.apply_async(block, (number,)))
                number += 1
            data = ahead.popleft().get()
            if len(data) > left:  # the last block: whole lines only
                data = data[:data.rfind(b"\n", 0, left) + 1]
                left = 0
            out.write(data)
            left -= len(data)
        for block_ahead in ahead:  # ending a pool that is at work can hang
            block_ahead.wait()


if __name__ == "__main__":
    main()
