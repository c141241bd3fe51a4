"""Random policies for the differential test. They are valid, and their thresholds come from the grid of the scores."""
import json

from random_generations import GRID

# Names that `except` leaves out of a pattern.
EXCEPT = {"moderation_api.*.S*": ["moderation_api.*.SH", "moderation_api.global.S3+"], "legal.*.score": ["legal.face.score"],
          "legal.*.verdict": ["legal.ip.verdict"], "legal.*.*": ["legal.t*.score"], "*.*.*": ["*.*.SH", "legal.*.*"],
          "*.*.Z9": ["moderation_api.*.*"], "*.type": ["output.type"], "u18.*": ["u18.is_child"],
          "output.*": ["output.is_terminal"], "*_*.type": ["wellknown_figure.type"]}


class Policies:
    """Makes policies, with the choices of `Generations`."""

    def numbers(self, condition, low, high=None):
        """Sets flag_at and sometimes near_at from the grid."""
        values = [v for v in (high or GRID) if v >= low]
        condition["flag_at"] = self.pick(values[len(values) // 2:] if self.chance(0.7) else values)
        if self.chance(0.6):
            condition["near_at"] = self.pick([v for v in (high or GRID) if 0 < v <= condition["flag_at"]])
        return condition

    def condition(self):
        condition = self.plain_condition()
        signals = condition["signal"] if isinstance(condition["signal"], list) else [condition["signal"]]
        left_out = [name for signal in signals for name in EXCEPT.get(signal, [])]
        if left_out and self.chance(0.3):
            condition["except"] = self.one(self.pick(left_out), left_out)
        return condition

    def plain_condition(self):
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
