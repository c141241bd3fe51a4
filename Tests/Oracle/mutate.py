#!/usr/bin/env python3
"""Random responses and policies for the differential test of the tool against the oracle.

    python3 Tests/Oracle/mutate.py SEED COUNT DIR [--times N]

writes DIR/000/input.ndjson and DIR/000/policy.yaml, DIR/001/…, the same files for the same SEED on every machine.
`--times N` writes N times as many responses. Scores, flag_at, near_at and frame_at come from one small grid, so that
exact hits are common. Policies are valid. Inputs hold only what the contract decides.

Needs Python 3.9.
"""
import argparse
import json
import os
import random
import re
import sys

GRID = [0, 0.001, 0.05, 0.1, 0.2, 0.25, 0.3, 0.39999999999999997, 0.4, 0.5, 0.6, 0.7, 0.7199999999999999, 0.72,
        0.7499999999999999, 0.75, 0.8, 0.8999999999999999, 0.9, 0.95, 1]
LABELS = [788, 788, 788, 311, 311, -1, -1, 0, 42, 787, 788.0, 9223372036854775807]
CLASSIFIERS = ["face", "ip", "trademark", "style", "logo v2.1"]
FILTERS = ["moderation_api", "wellknown_figure", "election_misinformation", "deepfake", "a.b *%"]
SCOPES = ["global", "frame_3"]
CATEGORIES = ["S1", "S3+", "SH", "IMG-S1", "V1", "V2+", "IMG-V1", "Z9", "H1", "S\u00e9", "a/b", "x.y"]
WRONG = ["0.9", "", True, -0.01, 1.5, "@@RAW 1e400@@", "@@RAW 1" + "0" * 30 + "@@", [], {}, [1], {"a": 1}]
FREE_TEXTS = ["fly man", "=1+1", "@SUM(A1)", "\u202etxt.exe", "\U0001f468\u200d\U0001f469", "a\x00b", "a\r\nb", '"', "", " -1",
              "caf\u00e9", "cafe\u0301", "\ud83d alone"]


class Case:
    def __init__(self, seed, times=1):
        self.random = random.Random(seed)
        self.times = times
        self.ids = []
        self.count = 0

    # ---- small choices

    def chance(self, part):
        return self.random.random() < part

    def one(self, *items):
        return self.random.choice(items)

    def pick(self, items):
        return self.random.choice(items)

    def wrong(self, *but):
        """A value that is of none of the types named (and not null)."""
        while True:
            value = self.pick(WRONG)
            if not (isinstance(value, but) and not (isinstance(value, str) and value.startswith("@@RAW"))):
                return value

    def score(self):
        return self.pick(GRID) if self.chance(0.5) else self.pick(GRID[:5])

    # ---- responses

    def frame(self, hot):
        label = self.pick(LABELS)
        frame = {"l": label, "p": self.pick(GRID), "v": hot and self.chance(0.3)}
        if not hot:
            frame["l"] = self.one(788, 311, -1)
        if self.chance(0.1):
            frame["extra"] = 1
        if self.chance(0.04):
            frame["v"] = False
            kind = self.random.randrange(5)
            if kind == 0:
                return self.one(None, [], "frame", 7, {})
            if kind == 1:
                del frame[self.one("l", "p", "v")]
            elif kind == 2:
                frame[self.one("l", "p", "v")] = None
            elif kind == 3:
                key = self.one("l", "p", "v")
                frame[key] = {"l": self.one(788.5, "788", True, "@@RAW 9223372036854775808@@", "@@RAW 1e400@@"),
                              "p": self.wrong(), "v": self.one(0, 1, "true", [])}[key]
            else:
                key = self.one("l", "p")
                frame[key + "@@again"] = frame[key]
        return frame

    def series(self):
        if self.chance(0.05):
            return self.one(None, [], [], {"0": 1}, "none", 3)
        hot = self.chance(0.3)
        return [self.frame(hot) for _ in range(self.random.randrange(1, 9))]

    def legal(self):
        names = [n for n in CLASSIFIERS[:3] if self.chance(0.95)] + [n for n in CLASSIFIERS[3:] if self.chance(0.1)]
        return {name: self.series() for name in names}

    def categories(self):
        scores = {name: self.score() for name in CATEGORIES if self.chance(0.6)}
        hit = self.chance
        for name in list(scores):
            if hit(0.01):
                scores[name] = None
            elif hit(0.01):
                scores[name] = self.wrong()
            elif hit(0.005):
                scores[name + "@@again"] = scores[name]
        return scores

    def text_field(self, usual, *others):
        if self.chance(0.85):
            return usual
        return self.one(None, self.wrong(str), *others)

    def boolean_field(self, part_true):
        if self.chance(0.94):
            return self.chance(part_true)
        return self.one(None, self.wrong(bool))

    def filter(self, name):
        result = {"flagged_indices": self.one(None, [], [0, 2]), "labels": [], "metadata": None, "reason": None,
                  "type": self.text_field("passed", "flagged", "blocked", "Passed", "")}
        if name == "moderation_api" or self.chance(0.1):
            result["metadata"] = {scope: self.categories() for scope in SCOPES if scope == "global" or self.chance(0.15)}
            if self.chance(0.02):
                result["metadata"] = self.wrong(dict)
            elif self.chance(0.02):
                result["metadata"][self.pick(SCOPES)] = self.one(None, self.wrong(dict))
        if self.chance(0.03):
            result["confidence"] = self.one(0.5, None, {}, "high")
        if self.chance(0.03):
            result["metadata@@again"] = self.one(result["metadata"], None, {})
        if self.chance(0.03):
            del result[self.pick(list(result))]
        return self.one(None, self.wrong(dict)) if self.chance(0.02) else result

    def output(self):
        names = [n for n in FILTERS[:3] if self.chance(0.95)] + [n for n in FILTERS[3:] if self.chance(0.1)]
        output = {
            "filter_results": {name: self.filter(name) for name in names},
            "is_flagged": self.boolean_field(0.1), "is_terminal": self.boolean_field(0.1),
            "mapper_metadata": {"u18": {"is_child": self.boolean_field(0.3), "is_realistic": self.boolean_field(0.4),
                                        "rationale": "none"}},
            "original_prompt": "", "rewrite_results": {},
            "risk_level": self.one(0, 0, 0, 1, 2, 3, 0.5) if self.chance(0.93) else self.one(None, "0", True, "@@RAW 1e400@@"),
            "type": self.text_field("passed", "blocked")}
        if self.chance(0.03):
            output["rewrite_results"] = self.one({"x": 1}, None, [], [0])
        if self.chance(0.03):
            output["mapper_metadata"][self.one("likeness", "a/b~c")] = self.one({"x": 1}, {}, None, False)
        if self.chance(0.03):
            output[self.one("second_opinion", "audio")] = self.one({"x": 1}, {}, None, 0)
        if self.chance(0.03):
            output["mapper_metadata"] = self.one(None, {}, self.wrong(dict))
        elif self.chance(0.03):
            output["mapper_metadata"]["u18"] = self.one(None, {}, self.wrong(dict))
        if self.chance(0.03):
            output["filter_results"] = self.one(None, {}, self.wrong(dict))
        if self.chance(0.03):
            key = self.one("filter_results", "rewrite_results")
            output[key + "@@again"] = output[key]
        if self.chance(0.05):
            del output[self.pick(list(output))]
        return output

    def moderation(self, part):
        block = {"code": self.one(None, None, None, "content_policy", "copyright", ""),
                 "is_output_rejection": self.boolean_field(part), "results_by_frame_index": {}, "task_id": "t",
                 "type": self.text_field("passed", "soft_block")}
        if self.chance(0.02):
            block["code"] = 400
        if self.chance(0.03):
            block["results_by_frame_index"] = self.one({"3": {"type": "x"}}, [1], None, [])
        if self.chance(0.03):
            block[self.one("violence_by_frame", "results_by_frame_index@@again")] = self.one({"3": 1}, None, [], 0)
        if self.chance(0.04):
            del block[self.pick(list(block))]
        return self.one(None, self.wrong(dict)) if self.chance(0.02) else block

    def generation(self, task_id):
        self.count += 1
        known_id = self.ids and self.chance(0.06)
        id = self.pick(self.ids) if known_id else "gen_%04d" % self.count
        if self.chance(0.03):
            id += self.one("\u00e9", "e\u0301", "", " ")
        self.ids.append(id)
        g = {"id": id, "task_id": task_id, "created_at": "2025-01-14T15:16:28.791941Z", "model": "turbo",
             "operation": "simple_compose", "width": 854, "height": 480, "n_frames": 150, "seed": self.one(None, 1, 968194097),
             "is_public": self.chance(0.5), "title": self.pick(FREE_TEXTS), "prompt": self.pick(FREE_TEXTS),
             "user": {"id": "user-1", "username": None}, "url": "https://example.invalid/a?sig=LEAK-MARKER-5f13508c",
             "legal_classifier_result": self.legal(), "moderation_result": self.moderation(0.05),
             "output_moderation_result": self.output(), "safety_classifier_result": [], "sdedit": None}
        if self.chance(0.03):
            g["safety_classifier_result"] = self.one([{"x": 1}], {}, None, "x", {"a": 0})
            if self.chance(0.3):
                g["safety_classifier_result@@again"] = []
        if self.chance(0.03):
            g[self.one("audio_moderation_result", "voice_classifier_result")] = self.one({"x": 1}, {}, None, [0], 0)
        if self.chance(0.05):
            key = self.one("legal_classifier_result", "output_moderation_result", "moderation_result")
            if self.chance(0.5):
                del g[key]
            else:
                g[key] = self.one(None, {}, self.wrong(dict))
        if self.chance(0.05):
            key, types = self.one(("model", str), ("title", str), ("prompt", str), ("operation", str), ("created_at", str),
                                  ("is_public", bool), ("user", (dict, str)), ("task_id", str))
            g[key] = {"not": "right"} if types is not (dict, str) and key != "user" else [1]
            if key == "created_at":
                g[key] = [1]
        if self.chance(0.04):
            key = self.one("width", "height", "n_frames", "seed")
            g[key] = self.one("854", 1.5, True, [], "@@RAW 1e400@@", 854.0)
        if self.chance(0.02):
            key = self.one("model", "legal_classifier_result", "output_moderation_result", "prompt", "id")
            if key in g:
                g[key + "@@again"] = g[key]
        if self.chance(0.03):
            g["id"] = self.one(None, 7, [], True)
        if self.chance(0.02):
            g.pop("id", None)
        return g

    def task(self, several=True):
        id = "task_%04d_%d" % (self.count, self.random.randrange(10**6))
        if self.chance(0.8):
            generations = [self.generation(id) for _ in range(self.random.randrange(1, 4) if several else 1)]
            if self.chance(0.03):
                generations.insert(self.random.randrange(len(generations) + 1), self.one("gen", 7, True, []))
            status = "succeeded"
        else:
            generations = []
            status = self.one("queued", "running", "failed", "Rejected", "succeeded", "EXPIRED", "new_status", None, "Done")
        task = {"id": id, "status": status, "type": "video_gen", "created_at": "2025-01-14T15:15:46.724124Z", "user": "user-1",
                "model": "turbo", "operation": "simple_compose", "prompt": self.pick(FREE_TEXTS), "n_variants": 1,
                "failure_reason": self.one(None, None, None, "", "content_policy"), "moderation_result": self.moderation(0.1),
                "needs_user_review": self.boolean_field(0.1), "generations": generations}
        if generations == [] and self.chance(0.1):
            task["generations"] = self.one({}, "none", 0, True)
        if self.chance(0.03):
            del task["moderation_result"]
        if self.chance(0.03):
            task[self.one("safety_classifier_result", "output_moderation_result", "audio_moderation_result")] = \
                self.one({"x": 1}, {}, None, [0])
        if self.chance(0.03):
            task["status"] = ""
        return task

    def relay(self):
        task = None if self.chance(0.1) else self.task()
        if task and not task["generations"] and self.chance(0.2) and task["generations"] == []:
            del task["generations"]
        outer = {"task_id": task["id"] if task else "task_of_the_relay", "notify_hook": "", "action": "sora-video",
                 "status": self.one("SUCCESS", "FAILURE", "IN_PROGRESS", "NOT_START", "QUEUED", "success", "NEW"),
                 "fail_reason": self.one("", "", "", "upstream timeout"), "submit_time": 1736867805, "start_time": 0,
                 "finish_time": 1736867860, "progress": "100%", "data": task}
        if self.chance(0.1):
            del outer["status"]
        value = {"code": "success", "message": "", "data": outer}
        # An error together with `generations` of a wrong type could be either; only one of them at a time.
        if self.chance(0.08) and not (task and not isinstance(task.get("generations", []), list)):
            value["code"] = self.one("upstream_error", "invalid_api_key", "Success", None)
            if self.chance(0.4):
                value["data"] = None
        return value

    def listing(self):
        tasks = [self.task() for _ in range(self.random.randrange(0, 3))]
        if tasks and self.chance(0.1):
            tasks.append(self.one("task", 7, True, []))
        return {"task_responses": tasks, "last_id": "", "has_more": False}

    def feed(self):
        entries = [{"ordering_key": i, "payload": self.task()} for i in range(self.random.randrange(0, 3))]
        if entries and self.chance(0.1):
            entries.append(self.one("entry", 7, {"ordering_key": 1, "payload": "task"}, []))
        return {"data": entries}

    def response(self):
        return self.random.choices([self.relay, self.task, self.listing, self.feed], [6, 2, 1, 1])[0]()

    def array(self):
        elements = [self.response() for _ in range(self.random.randrange(0, 4))]
        if elements and self.chance(0.2):
            elements.append(self.one(7, "x", {"no": "envelope"}, None))
        return elements

    def render(self, value, indent=None):
        escape = self.chance(0.3)
        text = json.dumps(value, ensure_ascii=escape, indent=indent, separators=None if indent else (",", ":"))
        text = re.sub(r'"@@RAW ([^"]*)@@"', r"\1", text)
        text = re.sub(r'@@again"(\s*:)', r'"\1', text)
        # A lone surrogate has no UTF-8 form, so it is always written as an escape.
        return re.sub("[\ud800-\udfff]", lambda m: "\\u%04x" % ord(m.group()), text).encode("utf-8")

    def broken(self):
        whole = self.render(self.response())
        kind = self.random.randrange(6)
        if kind == 0:
            return whole[:self.random.randrange(1, len(whole))]
        if kind == 1:
            return b"upstream said no"
        if kind == 2:
            return whole.replace(b'"prompt":"', b'"prompt":"\xff', 1) if b'"prompt":"' in whole else b"\xff"
        if kind == 3:
            return b'{"code":"success","data":{"x":' + b"[" * 1200 + b"]" * 1200 + b"}}"
        if kind == 4:
            return self.one(b"42", b"null", b'"text"', b'{"no":"envelope"}', b"true")
        return whole[:-1] + b",}"

    def input(self):
        end = self.one(b"\n", b"\n", b"\r\n")
        parts = [b"\xef\xbb\xbf"] if self.chance(0.2) else []
        for _ in range(self.times * self.random.randrange(3, 12)):
            if self.chance(0.15):
                parts.append(self.broken() + end)
                # A sound line has to follow, or where the broken one ends would be a matter of taste.
                parts.append(self.render(self.response()) + end)
            elif self.chance(0.1):
                parts.append(self.render(self.array()) + end)
            elif self.chance(0.1):
                parts.append(self.render(self.response(), indent=2).replace(b"\n", end) + end)
            elif self.chance(0.05):
                parts.append(self.render(self.response()) + self.one(b"", b" ") + self.render(self.response()) + end)
            else:
                parts.append(self.render(self.response()) + end)
            if self.chance(0.1):
                parts.append(self.one(b"", b" ", b"\t") + end)
        data = b"".join(parts)
        return data.rstrip(b"\r\n") if self.chance(0.2) else data

    # ---- policies

    def numbers(self, condition, low, high=None):
        """Sets flag_at and sometimes near_at from the grid."""
        values = [v for v in (high or GRID) if v >= low]
        condition["flag_at"] = self.pick(values[len(values) // 2:] if self.chance(0.7) else values)
        if self.chance(0.6):
            condition["near_at"] = self.pick([v for v in (high or GRID) if 0 < v <= condition["flag_at"]])
        return condition

    def condition(self):
        kind = self.random.randrange(8)
        if kind == 0:  # a score series and any statistic
            return self.series_condition(self.pick(["legal.ip.score", "legal.face.score", "legal.trademark.score",
                                                    "legal.*.score", "legal.style.score", ["legal.ip.score", "legal.f*.score"],
                                                    "legal.*.*", "legal.logo%20v2%2E1.score"]), True)
        if kind == 1:
            return self.series_condition(self.pick(["legal.ip.verdict", "legal.face.verdict", "legal.*.verdict",
                                                    ["legal.style.verdict", "legal.trademark.verdict"]]), False)
        if kind in (2, 3):  # numbers
            signal = self.pick(["moderation_api.global.S1", "moderation_api.*.S*", ["moderation_api.*.S*", "moderation_api.*.IMG-S*"],
                                "moderation_api.global.V2+", "*.*.Z9", "deepfake.*.*", "moderation_api.glo*.*1", "*.*.*",
                                "moderation_api.global.H1", ["moderation_api.frame_3.S1", "moderation_api.global.x%2Ey"],
                                "moderation_api.global.S\u00e9", "moderation_api.global.a/b", "a%2Eb%20%2A%25.*.*"])
            return self.numbers({"signal": signal}, 0.05)
        if kind == 4 and self.chance(0.5):
            return self.numbers({"signal": "output.risk_level"}, 0.5, [0.5, 1, 2, 3])
        if kind in (4, 5):  # booleans
            signal = self.pick(["output.is_flagged", "output.is_terminal", "u18.is_child", "u18.is_realistic", "u18.*",
                                "task.needs_user_review", "generation.moderation.is_output_rejection", "*.*.is_output_rejection",
                                "legal.face.verdict", "legal.*.verdict", "output.*", "*.*.*", "task.moderation.is_output_rejection",
                                ["output.is_flagged", "u18.is_child"]])
            return {"signal": signal, "is": self.chance(0.9)}
        if kind == 6:
            signal = self.pick(["*.type", "wellknown_figure.type", "output.type", "deepfake.type", "generation.moderation.type",
                                "task.moderation.type", ["output.type", "*_*.type"], "a%2Eb%20%2A%25.type", "*.moderation.type"])
            return {"signal": signal, "not_in": self.one(["passed"], ["passed", "Passed"], ["passed", ""])}
        signal = self.pick(["generation.moderation.code", ["generation.moderation.code", "task.moderation.code"], "*.moderation.code",
                            "*.type", "output.*"])
        return {"signal": signal, "in": self.one(["content_policy"], ["flagged", "blocked"], ["content_policy", "copyright"], [""])}

    def series_condition(self, signal, scores):
        condition = {"signal": signal}
        statistic = self.one("max", None, "mean", "share", "run", "count")
        if statistic:
            condition["statistic"] = statistic
        if statistic in ("share", "run", "count") and scores:
            condition["frame_at"] = self.pick([v for v in GRID if v >= 0.05])
        if statistic in ("run", "count"):
            return self.numbers(condition, 1, [1, 2, 3, 4])
        return self.numbers(condition, 0.05)

    def node(self, depth):
        if depth < 3 and self.chance(0.25):
            return {self.one("all", "any"): [self.node(depth + 1) for _ in range(self.random.randrange(1, 4))]}
        return self.condition()

    def policy(self):
        policy = {"policy": "mutated", "version": "2026-11-22", "near": self.one(0.5, 0.8, 0.9, 1, 0.75),
                  "missing": self.one("incomplete", "incomplete", "incomplete", "ignore", "flag"),
                  "background_labels": {"face": [-1], "ip": [788], "trademark": [311]}, "rules": []}
        if self.chance(0.2):
            policy["background_labels"] = {"ip": [788, 42], "style": [0]}
        for number in range(self.random.randrange(1, 5)):
            rule = {"id": "rule-%d" % number, "severity": self.one("low", "medium", "high", "critical")}
            if self.chance(0.3):
                rule["why"] = "Because: the test says so."
            rule.update(self.node(0))
            if self.chance(0.4):
                rule["missing"] = self.one("incomplete", "incomplete", "ignore", "flag")
            policy["rules"].append(rule)
        return policy


def yaml(value, indent=0):
    """Block style for mappings and rule lists, JSON for the rest; every text quoted but the words of the policy language."""
    pad = "  " * indent
    if isinstance(value, dict):
        lines = []
        for key, item in value.items():
            if isinstance(item, dict) or (isinstance(item, list) and item and isinstance(item[0], dict)):
                lines.append(pad + key + ":\n" + yaml(item, indent + 1))
            else:
                lines.append(pad + key + ": " + json.dumps(item, ensure_ascii=False) + "\n")
        return "".join(lines)
    return "".join(pad + "- " + yaml(item, indent + 1)[len(pad) + 2:] for item in value)


def main():
    parser = argparse.ArgumentParser(description="random responses and policies")
    parser.add_argument("seed")
    parser.add_argument("count", type=int)
    parser.add_argument("folder")
    parser.add_argument("--times", type=int, default=1)
    arguments = parser.parse_args()
    seed, count, folder = arguments.seed, arguments.count, arguments.folder
    for number in range(count):
        case = Case("%s/%d" % (seed, number), arguments.times)
        path = os.path.join(folder, "%03d" % number)
        os.makedirs(path, exist_ok=True)
        with open(os.path.join(path, "policy.yaml"), "w", encoding="utf-8") as file:
            file.write(yaml(case.policy()))
        with open(os.path.join(path, "input.ndjson"), "wb") as file:
            file.write(case.input())


if __name__ == "__main__":
    main()
