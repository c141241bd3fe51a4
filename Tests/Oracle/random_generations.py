"""Random generations for the differential test: the names, scores and mistakes of moderation blocks.

Scores come from one small grid, so that exact hits are common.
"""
import random

GRID = [0, 0.001, 0.05, 0.1, 0.2, 0.25, 0.3, 0.39999999999999997, 0.4, 0.5, 0.6, 0.7, 0.7199999999999999, 0.72,
        0.7499999999999999, 0.75, 0.8, 0.8999999999999999, 0.9, 0.95, 1]
LABELS = [788, 788, 788, 311, 311, -1, -1, 0, 42, 787, 788.0, 9223372036854775807]
CLASSIFIERS = ["face", "ip", "trademark", "style", "logo v2.1"]
FILTERS = ["moderation_api", "wellknown_figure", "election_misinformation", "deepfake", "a.b *%"]
SCOPES = ["global", "frame_3"]
CATEGORIES = ["S1", "S3+", "SH", "IMG-S1", "V1", "V2+", "IMG-V1", "Z9", "H1", "S\u00e9", "a/b", "x.y"]
WRONG = ["0.9", "", True, -0.01, 1.5, "@@RAW 1e400@@", "@@RAW 1" + "0" * 30 + "@@", [], {}, [1], {"a": 1}]
FREE_TEXTS = ["fly man", "=1+1", "@SUM(A1)", "\u202etxt.exe", "\U0001f468\u200d\U0001f469", "a\x00b", "a\r\nb", '"', "", " -1",
              "caf\u00e9", "cafe\u0301", "a,=1", "a; \u200b@x", "a|+1", "a\t-1", "\ud83d alone"]


class Generations:
    """Makes generations; `random` decides."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.ids = []
        self.known = []  # generations to repeat
        self.count = 0

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
        if self.known and self.chance(0.04):
            return self.pick(self.known)  # a duplicate; with an id of its own and other content, a revision (below)
        made = self.new_generation(task_id)
        self.known.append(made)
        return made

    def new_generation(self, task_id):
        self.count += 1
        known_id = self.ids and self.chance(0.06)
        id = self.pick(self.ids) if known_id else "gen_%04d" % self.count
        if self.chance(0.03):
            id += self.one("\u00e9", "e\u0301", "", " ")
        self.ids.append(id)
        g = {"id": id, "task_id": task_id, "created_at": "2025-01-14T15:16:28.791941Z", "model": "turbo",
             "operation": "simple_compose", "width": 854, "height": 480, "n_frames": 150, "seed": self.one(None, 1, 968194097, "@@RAW 18446744073709551615@@"),
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
            g[key] = self.one("854", 1.5, True, [], "@@RAW 1e400@@", 854.0, "@@RAW 1e999@@")
        if self.chance(0.02):
            key = self.one("model", "legal_classifier_result", "output_moderation_result", "prompt", "id")
            if key in g:
                g[key + "@@again"] = g[key]
        if self.chance(0.03):
            g["id"] = self.one(None, 7, [], True, "\ud83d half", "\ud83d half")
        if self.chance(0.02):
            g.pop("id", None)
        return g
