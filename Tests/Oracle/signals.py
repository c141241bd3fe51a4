"""Contract section 3: signals.

A signal is named where its key is present. It is missing where its block or key is absent, null or defective; missing
is never 0. The keys of a block that the contract does not name are noted where the block is read (section 2).
"""
import re

from records import BOOLEAN, COUNT, LIST, NUMBER, OBJECT, TEXT, Records, integer, results, score, step
from texts import GivenTwice

NUMBERS, BOOLEANS = "series of numbers", "series of booleans"


class Signal:
    """A signal that is named. `value` is None if no value is usable; a series has one item per frame, None if defective."""

    def __init__(self, kind, value):
        self.kind, self.value = kind, value

    @property
    def sound(self):
        """The usable items of a series."""
        return [v for v in self.value if v is not None]

    @property
    def present(self):
        """Whether a value is usable."""
        if self.kind in (NUMBERS, BOOLEANS):
            return self.value is not None and bool(self.sound)
        return self.value is not None

    @property
    def partial(self):
        """Whether some frames of a series are defective."""
        return self.kind in (NUMBERS, BOOLEANS) and len(self.sound) < len(self.value)

    def summary_value(self):
        """The number that the summary compares: the greatest of a series, None for a text."""
        if self.kind == TEXT:
            return None
        if self.kind in (NUMBERS, BOOLEANS):
            return max(float(v) for v in self.sound)
        return float(self.value)


def segment(name):
    """A name of a classifier, filter, scope or category as one segment of a signal name."""
    def escape(match):
        return "".join("%%%02X" % byte for byte in match.group().encode("utf-8"))
    return re.sub(r"[.*%\s\x00-\x1f\x7f-\x9f]", escape, name)


def raw_frame(frame):
    """Label, score and verdict of a frame; None where one of them is not sound."""
    if not isinstance(frame, dict):
        return None
    label, p, v = integer(frame.get("l")), score(frame.get("p")), frame.get("v")
    return None if label is None or p is None or not isinstance(v, bool) else (label, p, v)


class Signals(Records):
    """The signals of one generation and its task, with their defects and unrecognised content.

    `generation` and `task` are places. Either may be None: a task without generations has defects too, and the task of
    a generation by itself is unknown.
    """

    def __init__(self, generation, task, background_labels):
        super().__init__()
        self.named = {}
        self.frames = {}  # `legal.<classifier>`: label, score and verdict of each frame as given, None if defective
        self.unusable = []  # kind and name of signals that an unusable block may have held; `*` is any segment
        self.background = background_labels
        if task is not None:
            self.read_task(task)
            self.read_moderation(task, "task")
            self.note_unknown_task_blocks(task.value, task.pointer)
            self.signal("task.needs_user_review", BOOLEAN, task.value, "needs_user_review", task.pointer)
            self.signal("task.num_unsafe_generations", COUNT, task.value, "num_unsafe_generations", task.pointer)
        if generation is not None:
            self.read_fields(generation.value, generation.pointer)
            self.read_moderation(generation, "generation")
            self.read_legal(generation)
            self.read_output(generation)
            self.note_unknown_blocks(generation.value, generation.pointer)
        inner = task if task is not None else generation
        if inner is not None:
            self.read_around(inner.outer)

    def read_listing(self, place):
        inner = Signals(None, place, {})
        self.defects += inner.defects
        self.unrecognised += inner.unrecognised

    def read_task_moderation(self, place):
        inner = Signals(None, None, {})
        inner.read_moderation(place, "task")
        self.defects += inner.defects
        self.unrecognised += inner.unrecognised

    def signal(self, name, kind, owner, key, pointer):
        """Names the signal of a field, unless the field is null or absent."""
        value = self.field(owner, key, kind, pointer)
        if owner.get(key) is not None:
            self.named[name] = Signal(NUMBER if kind == COUNT else kind, value)

    def read_moderation(self, place, name):
        """The `moderation_result` of a generation or a task."""
        owner = place.value
        block = self.field(owner, "moderation_result", OBJECT, place.pointer)
        if block is None:
            if owner.get("moderation_result") is not None:
                self.nothing_of(TEXT, name + ".moderation.type", name + ".moderation.code")
                self.nothing_of(BOOLEAN, name + ".moderation.is_output_rejection")
            return
        at = "/moderation_result"
        for key, kind in (("type", TEXT), ("code", TEXT), ("is_output_rejection", BOOLEAN)):
            self.signal(name + ".moderation." + key, kind, block, key, place.pointer + at)
        self.note_unknown(("" if name == "generation" else name) + at, block,
                          {"type", "code", "is_output_rejection", "task_id"})
        if isinstance(block.get("results_by_frame_index"), GivenTwice):
            self.defects.append(place.pointer + at + "/results_by_frame_index")

    def read_legal(self, place):
        """The series of each classifier, one item per frame."""
        classifiers = self.field(place.value, "legal_classifier_result", OBJECT, place.pointer) or {}
        for name, frames in classifiers.items():
            path = "/legal_classifier_result" + step(name)
            pointer = place.pointer + path
            scores = verdicts = None
            if isinstance(frames, list):
                scores, verdicts, noted = [], [], False
                for index, frame in enumerate(frames):
                    if not noted and isinstance(frame, dict) and set(frame) - {"l", "p", "v"}:
                        noted = True  # CHOICE: only the first frame with unknown keys is noted
                        self.note_unknown(path, frame, {"l", "p", "v"})
                    self.frames.setdefault("legal." + segment(name), []).append(raw_frame(frame))
                    p, v = self.read_frame(name, frame)
                    scores.append(p)
                    verdicts.append(v)
                    if p is None:
                        self.defects.append(pointer + "/" + str(index))  # CHOICE: one per frame, at the frame
            elif frames is not None:
                self.defects.append(pointer)
            self.named["legal." + segment(name) + ".score"] = Signal(NUMBERS, scores)
            self.named["legal." + segment(name) + ".verdict"] = Signal(BOOLEANS, verdicts)

    def read_frame(self, classifier, frame):
        """Score and verdict of a frame; None and None where `l`, `p` or `v` is not sound."""
        raw = raw_frame(frame)
        if raw is None:
            return None, None
        label, p, v = raw
        if not v and label in self.background.get(classifier, ()):
            p = 0.0
        return p, v

    def nothing_of(self, kind, *names):
        """Signals without a value: their block is present and not an object."""
        for name in names:
            self.named[name] = Signal(kind, None)

    def read_output(self, place):
        """The `output_moderation_result`."""
        generation = place.value
        output = self.field(generation, "output_moderation_result", OBJECT, place.pointer)
        if output is None and generation.get("output_moderation_result") is not None:
            self.nothing_of(BOOLEAN, "output.is_flagged", "output.is_terminal", "u18.is_child", "u18.is_realistic")
            self.nothing_of(NUMBER, "output.risk_level")
            self.nothing_of(TEXT, "output.type")
        output = output or {}
        path = "/output_moderation_result"
        at = place.pointer + path
        for key, kind in (("is_flagged", BOOLEAN), ("is_terminal", BOOLEAN), ("risk_level", NUMBER), ("type", TEXT)):
            self.signal("output." + key, kind, output, key, at)
        if isinstance(output.get("rewrite_results"), GivenTwice):
            self.defects.append(at + "/rewrite_results")
        filters = self.field(output, "filter_results", OBJECT, at)
        if filters is None and output.get("filter_results") is not None:
            self.unusable += [(NUMBER, "*.*.*"), (TEXT, "*.type")]
        filters = filters or {}
        for name in filters:
            self.read_filter(filters, name, path + "/filter_results", place.pointer)
        mappers = self.field(output, "mapper_metadata", OBJECT, at)
        u18 = self.field(mappers or {}, "u18", OBJECT, at + "/mapper_metadata")
        if (mappers is None and output.get("mapper_metadata") is not None
                or u18 is None and (mappers or {}).get("u18") is not None):
            self.nothing_of(BOOLEAN, "u18.is_child", "u18.is_realistic")
        mappers, u18 = mappers or {}, u18 or {}
        for key in ("is_child", "is_realistic"):
            self.signal("u18." + key, BOOLEAN, u18, key, at + "/mapper_metadata/u18")
        self.field(u18, "rationale", TEXT, at + "/mapper_metadata/u18")
        self.note_unknown(path + "/mapper_metadata", mappers, {"u18"})
        self.note_unknown(path, output, {"is_flagged", "is_terminal", "risk_level", "type", "filter_results",
                                       "mapper_metadata", "original_prompt"})

    def read_filter(self, filters, name, path, root):
        """One filter of `filter_results`: its type and its category scores."""
        at = root + path
        # CHOICE: a filter that is not an object has a type signal without a value.
        result = self.field(filters, name, OBJECT, at)
        if result is None:
            if filters[name] is not None:
                self.nothing_of(TEXT, segment(name) + ".type")
            if isinstance(filters[name], GivenTwice):
                for copy in filters[name].values:
                    self.note_unusable(copy, segment(name) + ".*.*")
                    metadata = copy.get("metadata") if isinstance(copy, dict) else None
                    self.note_unusable(metadata, segment(name) + ".*.*")
                    for scope, categories in metadata.items() if isinstance(metadata, dict) else ():
                        self.no_scores(name, scope, categories)
            else:
                self.note_unusable(filters[name], segment(name) + ".*.*")
            return
        path, at = path + step(name), at + step(name)
        self.signal(segment(name) + ".type", TEXT, result, "type", at)
        self.field(result, "reason", TEXT, at)
        self.field(result, "labels", LIST, at)
        self.field(result, "flagged_indices", LIST, at)
        self.note_unknown(path, result, {"type", "reason", "labels", "flagged_indices", "metadata"})
        scopes = self.field(result, "metadata", OBJECT, at) or {}
        self.note_unusable(result.get("metadata"), segment(name) + ".*.*")
        for scope in scopes:
            categories = self.field(scopes, scope, OBJECT, at + "/metadata") or {}
            self.no_scores(name, scope, scopes[scope], counts=categories)
            for category, value in categories.items():
                sound = score(value)
                if sound is None and value is not None:
                    self.defects.append(at + "/metadata" + step(scope) + step(category))
                self.named[".".join(map(segment, (name, scope, category)))] = Signal(NUMBER, sound)

    def no_scores(self, name, scope, categories, counts=None):
        """Categories of blocks that can't be used: named, without a value."""
        copies = categories.values if isinstance(categories, GivenTwice) else [categories]
        for copy in copies:
            self.note_unusable(copy, segment(name) + "." + segment(scope) + ".*")
            for category in copy if isinstance(copy, dict) and copy is not counts else ():
                self.nothing_of(NUMBER, ".".join(map(segment, (name, scope, category))))

    def note_unusable(self, block, name):
        """A block that is present and not an object may have held signals of this name."""
        if block is not None and not isinstance(block, dict):
            self.unusable.append((NUMBER, name))
