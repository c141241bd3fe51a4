"""Contract section 1, second half: envelopes, told apart by shape.

`Envelopes` walks one JSON text and passes on what it finds: each generation with its task to `generation`, and each
response or task without a generation to `row`. Every shape is accepted in every place, so that one function,
`Envelopes.envelope`, reads them all.
"""
from records import is_text
from shapes import (HOLDERS, Place, copies, hides_generations, holds, is_empty, is_error, is_field,
                    is_lone_generation, is_own_shape, is_plain_task, is_task)
from texts import GivenTwice

MIN_ITEMS, BYTES_PER_ITEM = 65_536, 128  # a text may hold one generation or row per 128 bytes, and always 65,536


class Envelopes:
    """Walks envelopes and counts responses and tasks. A subclass has `row` and `generation`."""

    def __init__(self):
        self.responses = self.tasks = 0

    def row(self, kind, place=None):
        """A response or task without a generation. `kind` is None where the words of the task decide it."""
        raise NotImplementedError

    def generation(self, place, task):
        """A generation and its task, which is None if it is unknown."""
        raise NotImplementedError

    def task(self, place):
        """A task, before its generations."""

    def generations_read(self):
        """How many generations came so far."""
        raise NotImplementedError

    def kind(self, place):
        """The kind of the row of a task or response, by its words."""
        raise NotImplementedError

    def text(self, value):
        """One JSON text: an envelope, or an array of them."""
        if isinstance(value, list):
            self.responses += max(1, len(value))
        else:
            self.responses += 1
        self.answer(value, "", None)

    def answer(self, value, pointer, outer):
        """Whatever stands in a place where an envelope may stand."""
        if isinstance(value, list):
            if not value:
                self.row("empty", outer)
            for index, element in enumerate(value):
                self.answer(element, f"{pointer}/{index}", outer)
        elif not isinstance(value, dict):
            self.row("unreadable", outer)
        else:
            self.envelope(Place(value, pointer, outer))

    def envelope(self, place):
        """An object: all that it holds, and itself where it holds nothing."""
        value, outer = place.value, place.outer
        if "fetched_at" in value and "response" in value:
            return self.capture(place)
        if is_task(value):
            self.task(place)
        if is_lone_generation(value):
            self.generation(place, None)
        read, unknown, strays = self.members(place)
        # CHOICE: a task is counted where it has generations or gives a row; one around another is not.
        self.tasks += is_task(value) and (not read or has_list(value)) or (
            not read and value.get("object") == "video")
        if not read and not is_lone_generation(value):
            self.own_row(place, is_own_shape(value, outer), unknown, strays)

    def members(self, place, listed=False):
        """Reads all that the object holds, in its order. Returns how many members hold something, and the keys and
        values of the holders that hold no envelope (CHOICE: beside content they decide nothing), and how many other
        members hide generations."""
        read, strays, unknown = 0, 0, []
        listed = listed or is_plain_task(place.value)
        for key, held in place.value.items():
            for copy in copies(held):
                if key == "generations" and isinstance(copy, list):
                    read += bool(copy)
                    self.generations(place, copy)
                elif key == "generations" and hides_generations(copy):
                    read += 1
                    self.row("unreadable", place)
                elif key in HOLDERS + ("task_responses",):
                    if holds(copy, place):
                        read += 1
                        self.answer(copy, f"{place.pointer}/{key}", place)
                    elif hides_generations(copy):
                        read += 1
                        self.row("unreadable", place)
                    elif not is_empty(copy):
                        unknown.append((key, copy))
                elif not (listed and is_field(place.value, key)) and hides_generations(copy):
                    strays += 1
        for _ in range(strays):
            self.row("unreadable", place)  # CHOICE: generations in a place for something else
        return read, unknown, strays

    def generations(self, place, generations):
        """The generations of a task. CHOICE: one that holds an envelope itself is read like any object."""
        for index, generation in enumerate(generations):
            if not isinstance(generation, dict):
                self.row("unreadable", place)
                continue
            inner = Place(generation, f"{place.pointer}/generations/{index}", place, is_listed=True)
            is_generation = has_marks(generation) or not holds_something(generation)
            before = self.generations_read()
            if is_generation:
                self.generation(inner, place)
            self.members(inner, listed=True)
            # CHOICE: what holds no other generation is one, in the place of one.
            if not is_generation and self.generations_read() == before:
                self.generation(inner, place)

    def capture(self, place):
        """A line of the archive of `pull`: the response has its own pointers."""
        value = place.value
        rest = {k: v for k, v in value.items() if k not in ("response", "status", "url", "sha256", "fetched_at")}
        # CHOICE: within another envelope, or with content beside its response, its digest is not checked.
        place.is_unchecked = place.outer is not None or bool(place.pointer) or holds_something(rest)
        inner = Place(rest, place.pointer, place)
        self.answer(value["response"], place.pointer + "/response" if place.is_unchecked else "", place)
        self.members(inner)

    def own_row(self, place, own, unknown, strays):
        """The row of an object that holds no envelope and no generation."""
        value, outer = place.value, place.outer
        if not own and not is_error(value) and "code" not in value and not place.refused():
            # CHOICE: an empty array in a holder is an empty answer.
            known = any(value.get(key) == [] for key in HOLDERS)
            if strays and not unknown:
                return None
            return self.unreadable(place, unknown, "empty" if known and not unknown else "unreadable")
        # CHOICE: a relay's object without a task counts as a task where it has both `task_id` and `status`.
        self.tasks += is_text(value.get("task_id")) and is_text(value.get("status")) and not (
            is_task(value) or value.get("object") == "video")
        strict = [(key, held) for key, held in unknown if key in ("data", "task_responses")]
        if strict and self.kind(place) == "empty":
            return self.unreadable(place, strict)
        self.row(None, place)

    def unreadable(self, place, unknown, kind="unreadable"):
        """One row, or one for each element of the lists."""
        lists = [held for _, held in unknown if isinstance(held, list)]
        for leaf in leaves(lists) if lists else ():
            self.row("empty" if leaf == [] else "unreadable", place)
        if not lists:
            self.row(kind, place)


def leaves(value):
    """The values that are no lists, or empty ones, in a list."""
    return [leaf for one in value for leaf in leaves(one)] if isinstance(value, list) and value else [value]


def has_list(value):
    """Whether the object has generations."""
    return any(isinstance(copy, list) and copy for copy in copies(value.get("generations")))


def has_marks(value):
    """Whether the object has a key that only generations have."""
    return any(key in value for key in ("legal_classifier_result", "output_moderation_result",
                                        "safety_classifier_result", "seed", "is_public"))


def holds_something(value):
    """Whether a holder of the object has an object or array in it."""
    return any(isinstance(copy, (dict, list, GivenTwice)) and bool(copy)
               for key in HOLDERS + ("task_responses", "generations") for copy in copies(value.get(key)))


class Count(Envelopes):
    """Counts the generations and rows of a text."""

    def __init__(self):
        super().__init__()
        self.items = self.read = 0

    def row(self, kind, place=None):
        self.items += 1

    def generation(self, place, task):
        self.items += 1
        self.read += 1

    def generations_read(self):
        return self.read

    def kind(self, place):
        return None


def is_overfull(value, size):
    """Whether the text holds more generations and rows than one text may; it is then unreadable as a whole."""
    count = Count()
    count.text(value)
    return count.items > max(MIN_ITEMS, size // BYTES_PER_ITEM)
