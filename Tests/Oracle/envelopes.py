"""Contract section 1, second half: the walk through the envelopes of a text.

`Envelopes` walks one JSON text and passes on what it finds: each generation with its task to `generation`, and each
response or task without a generation to `row`. Every shape is accepted in every place, so that one function,
`Envelopes.envelope`, reads them all. `shapes.py` says what an object is.
"""
from places import Place
from rows import kind_of
from shapes import (HOLDERS, STRICT_HOLDERS, RELAY_KEYS, copies, has_marks, is_block_name, is_content, is_counted_task,
                    is_draft, is_empty, is_filled, is_lone_generation, own_shape, strays)
from texts import make_object

MIN_ITEMS, BYTES_PER_ITEM = 65_536, 128  # a text may hold one generation or row per 128 bytes, and always 65,536
MIN_GENERATIONS = 10_000  # of generations as many, and always 10,000


class Envelopes:
    """Walks envelopes and counts responses and tasks. A subclass has `row` and `generation`."""

    def __init__(self):
        self.responses = self.tasks = 0

    def row(self, kind, place=None, shape=None):
        """A response or task without a generation, in or of the object `place`, which has this shape."""
        raise NotImplementedError

    def generation(self, place, task):
        """A generation and its task, which is None if it is unknown."""
        raise NotImplementedError

    def task(self, place):
        """A task, before its generations or its row."""

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
        elif isinstance(value, dict):
            self.envelope(Place(value, pointer, outer))
        else:
            self.unknown(outer)

    def unknown(self, place):
        """What is no envelope is unreadable, or the error that an answer without success is."""
        self.row(kind_of(place) if place and place.refused() else "unreadable", place)

    def envelope(self, place):
        """An object: all that it holds, and itself where it holds nothing."""
        value = place.value
        if "sha256" in value and "response" in value:
            if self.capture(place):
                return
        place.is_generation = is_lone_generation(value)
        if place.is_generation:
            self.generation(place, None)
        self.begin_listing(place)
        content, junk = sort_holders(place, HOLDERS)
        shape = None if content or place.is_generation else own_shape(value, place.in_relay())
        kept = [] if place.is_generation else kept_junk(place, content, junk, shape)
        self.members(place, content + kept)
        stray = self.strays(place)
        if place.is_generation:
            return
        if content:
            self.row_beside_content(place)
        elif shape == "generation":
            place.is_generation = True
            self.generation(place, None)
        elif shape and not (kept and kind_of(place, shape) == "empty"):
            self.own_row(place, shape)
        elif not shape and not kept and not stray:
            self.unknown(place)

    def row_beside_content(self, place):
        """CHOICE: a draft, or a task by more than its id and status, is said beside what it holds."""
        if is_draft(place.value) or is_counted_task(place.value) and not place.is_listing:
            shape = own_shape(place.value, place.in_relay())
            if kind_of(place, shape) != "empty":
                self.own_row(place, shape)

    def own_row(self, place, shape):
        if shape in ("task", "video"):
            self.tasks += 1
            self.task(place)
        self.row(kind_of(place, shape), place, shape)

    def members(self, place, read):
        """Reads the holders whose numbers are given, in the order of the text."""
        for number, (key, held) in enumerate(place.value.pairs):
            if number not in read:
                continue
            pointer = f"{place.pointer}/{key}"
            if key != "generations":
                self.answer(held, pointer, place)
            elif isinstance(held, list):
                self.generations(place, held, pointer)
            else:
                self.row("unreadable", place)

    def strays(self, place):
        """CHOICE: results in a place for something else are unreadable."""
        found = strays(place.value)
        for _ in found:
            self.row("unreadable", place)
        return found

    def begin_listing(self, place):
        """Where the object has generations, it is their task."""
        place.is_listing = any(isinstance(copy, list) and copy for copy in copies(place.value.get("generations")))
        if place.is_listing:
            self.tasks += 1
            self.task(place)

    def generations(self, place, generations, pointer):
        """The generations of a task."""
        for index, generation in enumerate(generations):
            if isinstance(generation, dict):
                self.element(Place(generation, f"{pointer}/{index}", place), place)
            else:
                self.row("unreadable", place, "task")

    def element(self, place, task):
        """An element of a task's list. CHOICE: one that holds an envelope itself is read like any object."""
        value = place.value
        filled = [key for key in HOLDERS if is_filled(value.get(key))]
        place.is_generation = has_marks(value) or not filled
        if place.is_generation:
            self.generation(place, task)
        content, junk = sort_holders(place, filled)
        dry = Count()
        dry.members(Place(value, place.pointer, task), content)
        self.begin_listing(place)
        strict = [] if place.is_generation or not dry.generations_read else [
            number for number in junk if value.pairs[number][0] in STRICT_HOLDERS]
        self.members(place, content + strict)
        if not place.is_generation and not dry.generations_read:
            self.generation(place, task)  # what holds no other generation is one
        self.strays(place)

    def capture(self, place):
        """A line of the archive of `pull`: the response has its own pointers, unless its digest is not checked."""
        value = place.value
        beside = [key for key in HOLDERS if key != "response" and not is_empty(value.get(key))]
        if place.outer is not None or place.pointer or beside or len(copies(value["response"])) > 1:
            place.is_unchecked = True
            return False
        around = [(k, v) for k, v in value.pairs if k in ("fetched_at", "sha256", "url") or is_block_name(k)]
        self.answer(value["response"], "", Place(make_object(around)))
        self.strays(place)
        return True


def sort_holders(place, keys):
    """The numbers of the members that hold envelopes, and of those that hold something else. Empty ones decide nothing."""
    content, junk = [], []
    in_relay = place.in_relay() or not place.is_generation and any(key in place.value for key in RELAY_KEYS)
    for number, (key, held) in enumerate(place.value.pairs):
        if key in keys and not is_empty(held):
            (content if is_content(key, held, in_relay) else junk).append(number)
    return content, junk


def kept_junk(place, content, junk, shape):
    """The holders without an envelope that have a row. CHOICE: where the object says by itself what it is, they have none,
    unless it says that it ended well and the holder is for envelopes only."""
    def is_kept(number):
        key, held = place.value.pairs[number]
        if content:
            return key in STRICT_HOLDERS
        if shape is None:
            return key in STRICT_HOLDERS or is_filled(held)
        return key in STRICT_HOLDERS and shape != "generation" and kind_of(place, shape) == "empty"
    return [number for number in junk if is_kept(number)]


class Count(Envelopes):
    """Counts the generations and rows of a text."""

    def __init__(self):
        super().__init__()
        self.items = self.generations_read = 0

    def row(self, kind, place=None, shape=None):
        self.items += 1

    def generation(self, place, task):
        self.items += 1
        self.generations_read += 1


def is_overfull(value, size):
    """Whether the text holds more generations and rows than one text may; it is then unreadable as a whole."""
    count = Count()
    count.text(value)
    fits = max(MIN_GENERATIONS, size // BYTES_PER_ITEM)
    return count.generations_read > fits or count.items > max(MIN_ITEMS, size // BYTES_PER_ITEM)
