"""Contract section 2: typed records, defects and unrecognised content.

A value of the wrong type is a defect: its JSON pointer starts at the root of the JSON text. Moderation content that
the contract does not name is counted, and never ignored silently.
"""
import re
import sys

from shapes import BLOCKS, HOLDERS, RELAY_KEYS, copies, is_draft, is_empty, is_words
from texts import GivenTwice, UnsoundText

NUMBER, BOOLEAN, TEXT, INTEGER, LIST, OBJECT = "number", "boolean", "text", "integer", "list", "object"
WHOLE = "whole number of any size"
TIME = "text or time"
COUNT = "whole number in 0…1,000,000"
TIMES = ("submit_time", "start_time", "finish_time")


def is_text(value):
    return isinstance(value, str)


def is_number(value):
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def text_or_none(value):
    return value if is_text(value) else None


def step(name):
    """A key as one step of a JSON pointer."""
    return "/" + name.replace("~", "~0").replace("/", "~1")


def finite(value):
    """The value as a double, or None where it is no finite number."""
    if not is_number(value):
        return None
    try:
        value = float(value)
    except OverflowError:
        return None
    return value if abs(value) <= sys.float_info.max else None


def score(value):
    """The value as a double in 0…1, or None."""
    value = finite(value)
    return value if value is not None and 0 <= value <= 1 else None


def integer(value):
    """The value as a whole number of 64 bits, or None."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if is_number(value) and isinstance(value, int) and -2**63 <= value < 2**63 else None


def time(value):
    """The value as epoch seconds, or None. CHOICE: seconds beyond 64 bits are no time."""
    value = finite(value)
    return value if value is not None and abs(value) < 2**63 else None


# What a value of each type is read as; None where it has another type.
CHECKS = {
    TEXT: text_or_none,
    BOOLEAN: lambda value: value if isinstance(value, bool) else None,
    NUMBER: finite,
    INTEGER: integer,
    WHOLE: lambda value: value if is_number(value) and (isinstance(value, int) or value.is_integer()) else None,
    "time": time,
    COUNT: lambda value: float(value) if integer(value) is not None and 0 <= value <= 10**6 else None,
    LIST: lambda value: value if isinstance(value, list) else None,
    OBJECT: lambda value: value if isinstance(value, dict) else None,
}


class Records:
    """The fields of a task, and of one generation of it, that are no signals, with their defects.

    `place` is the task's object, with those around it. Defects are JSON pointers from the root of the JSON text.
    """

    def __init__(self):
        self.defects, self.unrecognised = [], []

    def field(self, owner, key, check, pointer):
        """The value of the field `pointer`/`key`, or None. A wrong type is a defect; null and absent are not."""
        value = owner.get(key)
        if value is None:
            return None
        sound = next((s for s in (CHECKS[one](value) for one in check.split(" or ")) if s is not None), None)
        if sound is None:
            self.defects.append(pointer + step(key))
        return sound

    def read_user(self, owner, at):
        """The user: an object with an id, or the id itself."""
        user = self.field(owner, "user", "text or object", at)
        if isinstance(user, dict):
            self.field(user, "id", TEXT, at + "/user")

    def read_fields(self, generation, at):
        """The generation record, without the blocks that give signals."""
        key = "generation_id" if generation.get("id") in (None, "") else "id"
        if not is_words(generation.get(key)) or isinstance(generation[key], UnsoundText):
            self.defects.append(at + "/id")
        for key in ("task_id", "model", "operation", "title", "prompt"):
            self.field(generation, key, TEXT, at)
        self.field(generation, "created_at", TIME, at)
        for key in ("width", "height", "n_frames"):
            self.field(generation, key, INTEGER, at)
        self.field(generation, "seed", WHOLE, at)
        self.field(generation, "is_public", BOOLEAN, at)
        self.read_user(generation, at)

    def read_task(self, place):
        """The task record, without the fields that give signals."""
        task, at = place.value, place.pointer
        for key in ("status", "type", "model", "operation", "prompt", "task_id", "fail_reason"):
            self.field(task, key, TEXT, at)
        self.read_id(task, "task_id", at)
        if self.read_id(task, "id", at) is None and not is_words(task.get("task_id")) and not is_text(task.get("id")):
            self.field(task, "id", TEXT, at)  # beside a `task_id`, `id` is a relay's own number
        self.field(task, "created_at", TIME, at)
        self.field(task, "n_variants", INTEGER, at)
        self.field(task, "failure_reason", "text or object", at)
        for key in TIMES:
            self.field(task, key, TIME, at)
        self.defects += [at + "/" + key for key in HOLDERS if isinstance(task.get(key), GivenTwice)]
        self.read_reasons(task, at)
        self.read_user(task, at)

    def read_id(self, owner, key, at):
        """An id that is a text, or None; half a surrogate pair identifies nothing."""
        if isinstance(owner.get(key), UnsoundText):
            self.defects.append(at + "/" + key)
            return None
        return text_or_none(owner.get(key)) or None

    def read_reasons(self, owner, at):
        """The reasons of a failure that no record has."""
        for key in ("error", "reason_str", "error_message"):
            for copy in copies(owner.get(key)):
                self.field({key: copy}, key, "text or object", at)

    def read_around(self, place):
        """Defects and unrecognised content of an object and those around it, which a generation or row in them has too."""
        for one in place.chain() if place is not None else ():
            if one.is_generation:
                continue
            if one.is_unchecked:
                self.defects.append(one.pointer + "/sha256")
            if one.is_listing:
                self.read_listing(one)
            elif "sha256" not in one.value or one.is_unchecked:
                self.read_relay(one)
            else:
                self.read_blocks(one)

    def read_listing(self, place):
        """The same of a task with generations, in one of which the object stands."""
        raise NotImplementedError

    def read_blocks(self, place):
        """Moderation blocks of a relay or wrapper. CHOICE: those of a relay have a path of their own, and what has an id and
        a moderation result is a task."""
        blocks, owner = place.noted_blocks(), "envelope"
        if any(key in place.value for key in RELAY_KEYS):
            owner = "relay"
        elif not is_empty(place.value.get("id")) and "moderation_result" in blocks:
            owner = "task"
            self.read_task_moderation(place)
            del blocks["moderation_result"]
        self.note_unknown(owner, blocks, set())
        for key, block in blocks.items():
            if key in BLOCKS + ("moderation_result",) and isinstance(block, GivenTwice):
                self.defects.append(place.pointer + "/" + key)

    def read_task_moderation(self, place):
        """The moderation result of a task around others."""
        raise NotImplementedError

    def read_relay(self, place):
        """A relay or wrapper around a task."""
        relay, at = place.value, place.pointer
        for key in HOLDERS:
            if key != "generations" and isinstance(relay.get(key), GivenTwice):
                self.defects.append(at + "/" + key)
        self.read_blocks(place)
        if not is_draft(relay):
            self.read_id(relay, "id", at)
        self.read_id(relay, "task_id", at)
        if not any(key in relay for key in RELAY_KEYS if key != "code"):
            return  # CHOICE: any object may have a status of any kind
        for key in ("task_id", "status", "fail_reason"):
            self.field(relay, key, TEXT, at)
        for key in TIMES:
            self.field(relay, key, TIME, at)

    def note_unknown_blocks(self, generation, at):
        """Results of a generation that give no signals."""
        known = {"output_moderation_result", "legal_classifier_result", "safety_classifier_result"}
        safety = generation.get("safety_classifier_result")
        self.note_unknown("", {"safety_classifier_result": safety}, set())
        if isinstance(safety, GivenTwice):
            self.defects.append(at + "/safety_classifier_result")
        self.note_unknown("", results(generation), known)

    def note_unknown_task_blocks(self, task, at):
        """Results of a task that give no signals."""
        self.note_unknown("task", results(task), set())
        for key in ("legal_classifier_result", "output_moderation_result", "safety_classifier_result"):
            if isinstance(task.get(key), GivenTwice):
                self.defects.append(at + step(key))

    def note_unknown(self, at, owner, known):
        """Notes each key of `owner` that is not known and has a value that is not empty."""
        for key, value in owner.items():
            if key not in known and value is not None and value != {} and value != []:
                self.unrecognised.append(at + step(key))


def results(owner):
    """The members that are named like a moderation or classifier result, also with something behind it."""
    return {k: v for k, v in owner.items() if k != "moderation_result" and re.search("(moderation|classifier)_result", k)}
