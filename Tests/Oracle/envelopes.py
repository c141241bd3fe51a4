"""Contract section 1, second half: envelopes, told apart by shape.

`Envelopes` walks one JSON text and passes on what it finds: each generation with its task to `generation`, and each
response or task without a generation to `row`. Every shape is accepted in every place, so that one function,
`Envelopes.envelope`, reads them all.
"""
from records import is_text, text_or_none
from texts import GivenTwice, UnsoundText

MIN_ITEMS, BYTES_PER_ITEM = 65_536, 128  # a text may hold one generation or row per 128 bytes, and always 65,536
MIN_GENERATIONS = 10_000  # of generations as many, and always 10,000

# Keys that hold another envelope or an array of them.
HOLDERS = ("data", "result", "response", "task_response", "tasks", "items", "payload", "detail", "pending_info")
SUCCESS = ("success", "ok", "0", "200")
DRAFTS = ("sora_draft", "sora_content_violation", "sora_error")


class Place:
    """An object of the text: its JSON pointer, and the object around it, or None at the root."""

    def __init__(self, value, pointer="", outer=None):
        self.value, self.pointer, self.outer = value, pointer, outer

    def chain(self):
        """The object and those around it, from the inside to the outside."""
        place = self
        while place is not None:
            yield place
            place = place.outer

    def sound_text(self, key):
        """The text of this key that is not empty, or None."""
        value = self.value.get(key)
        return value if is_text(value) and value else None

    def first(self, read):
        """The first value that is not None, from the inside to the outside."""
        return next((v for v in map(read, self.chain()) if v is not None), None)

    def status(self):
        return self.first(lambda place: place.sound_text("status"))

    def task_id(self):
        """The id of the task: its own, else that of an object around it."""
        return self.first(Place.own_task_id)

    def own_task_id(self):
        """A relay's object has `task_id`, a task has `id`; a capture's URL ends in the id."""
        value = self.value
        if is_lone_generation(value) or value.get("kind") in DRAFTS:
            return self.sound_text("task_id")
        keys = ("id", "task_id") if is_task(value) or value.get("object") == "video" else ("task_id", "id")
        return self.sound_text(keys[0]) or self.sound_text(keys[1]) or captured_id(value)

    def relay_task_id(self):
        """The relay's own id where it differs from the task's."""
        relay = None if is_lone_generation(self.value) else self.first(lambda place: place.sound_text("task_id"))
        return relay if relay != self.task_id() else None

    def refused(self):
        """Whether a code around here means no success."""
        return any(refuses(place.value) for place in self.chain())


def captured_id(value):
    """The id at the end of the URL of a capture, or None."""
    url = value.get("url")
    return url.rsplit("/", 1)[-1] or None if "fetched_at" in value and is_text(url) else None


def refuses(value):
    """Whether the object has a `code` that means no success."""
    if "code" not in value:
        return False
    code = value["code"]
    if isinstance(code, bool):
        return True
    return not (is_text(code) and code.lower() in SUCCESS or isinstance(code, (int, float)) and code in (0, 200))


def is_empty(value):
    """An empty or null holder decides nothing."""
    return value is None or value in ({}, [], "")


def copies(value):
    """The values of a key: CHOICE: of a holder that is given twice, every copy is read."""
    return value.values if isinstance(value, GivenTwice) else [value]


def hides_generations(value):
    """Whether a value in a place for something else has generations in it."""
    if isinstance(value, GivenTwice):
        return any(map(hides_generations, value.values))
    if isinstance(value, list):
        return any(map(hides_generations, value))
    if not isinstance(value, dict):
        return False
    return is_lone_generation(value) or any(
        isinstance(value.get(key), list) and value[key] for key in ("generations", "task_responses")) or any(
        map(hides_generations, value.values()))


def is_task(value):
    """A task by its own keys, with generations or without them."""
    if is_lone_generation(value):
        return False
    if "generations" in value:
        return True
    return value.get("id") is not None and (
        value.get("type") == "video_gen" or value.get("moderation_result") is not None
        or value.get("num_unsafe_generations") is not None or is_text(value.get("status")) and not is_text(value.get("task_id")))


def is_lone_generation(value):
    """A generation by itself: an id and the blocks that only generations have. An empty block decides nothing."""
    blocks = (value.get("legal_classifier_result"), value.get("output_moderation_result"))
    return value.get("id") is not None and is_empty(value.get("generations")) and any(
        isinstance(block, dict) and block for block in blocks)


def is_relay_task(value, outer):
    """A relay's `data`: `task_id` and `status`. CHOICE: directly in a relay one of them is enough."""
    if outer is not None and "code" in outer.value:
        return is_text(value.get("task_id")) or is_text(value.get("status"))
    return is_text(value.get("task_id")) and (is_text(value.get("status")) or "data" in value)


def has_error(value):
    """Whether the object gives an error."""
    error = value.get("error")
    return isinstance(error, GivenTwice) or is_text(error) and bool(error) or isinstance(error, dict) and bool(error)


def is_error(value):
    """An error by its own keys: `error`, a message without data, or a detail that is a text."""
    if has_error(value) or is_text(value.get("detail")) and value["detail"]:
        return True
    said = any(is_text(value.get(key)) and value[key] for key in ("message", "msg"))
    return said and is_empty(value.get("data")) and not ("code" in value and not refuses(value))


def is_own_shape(value, outer):
    """Whether the object is an envelope without looking into its holders, and not only an error."""
    return (is_task(value) or is_lone_generation(value) or "task_responses" in value or value.get("kind") in DRAFTS
            or value.get("object") in ("video", "list") or is_relay_task(value, outer))


def holds(value, outer=None):
    """Whether the value is an envelope or an array that holds one."""
    if isinstance(value, list):
        return any(holds(element, outer) for element in value)
    if isinstance(value, GivenTwice):
        return any(holds(copy, outer) for copy in value.values)
    if not isinstance(value, dict):
        return False
    if is_own_shape(value, outer) or "code" in value:
        return True
    place = Place(value)
    if any(holds(value.get(key), place) for key in HOLDERS):
        return True
    # CHOICE: an error within a task or a relay's `data` is a word on that one, and no answer of its own.
    return is_error(value) and (outer is None or not is_own_shape(outer.value, None))


def is_field(value, key):
    """Whether a value of this key that is an object shows as a defect or as unrecognised content of a record."""
    if key in ("submit_time", "start_time", "finish_time"):
        return True
    if not (is_task(value) or is_lone_generation(value)):
        return False
    return "moderation_result" in key or "classifier_result" in key or key in (
        "id", "type", "status", "model", "operation", "prompt", "title", "created_at", "n_variants",
        "width", "height", "n_frames", "seed", "is_public", "needs_user_review", "num_unsafe_generations", "task_id")


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
        own = is_own_shape(value, outer)
        if is_task(value):
            self.task(place)
        read = self.members(place)
        # CHOICE: a task is counted where it has generations or gives a row; one around another is not.
        self.tasks += is_task(value) and (not read or bool(value.get("generations"))) or (
            not read and value.get("object") == "video")
        if is_lone_generation(value):
            self.generation(place, None)
        elif not read:
            self.own_row(place, own)

    def members(self, place):
        """Reads all that the object holds, in its order, and counts the members that hold something."""
        read = unknown = 0
        for key, held in place.value.items():
            for copy in copies(held):
                if key == "generations" and isinstance(copy, list):
                    read += bool(copy)
                    self.generations(place, copy)
                elif key in HOLDERS + ("task_responses",):
                    known = holds(copy, place) or isinstance(copy, list) and copy and (
                        key == "task_responses" or not is_error(place.value))
                    read += bool(known)
                    if known:
                        self.answer(copy, f"{place.pointer}/{key}", place)
                    elif not is_empty(copy) and not (key == "detail" and is_text(copy)):
                        unknown += 1
                elif not is_field(place.value, key) and hides_generations(copy):
                    self.row("unreadable", place)  # CHOICE: generations in a place for something else
        # CHOICE: a holder that is no envelope, beside one that is, is unreadable.
        for _ in range(unknown if read else 0):
            self.row("unreadable", place)
        return read

    def generations(self, place, generations):
        """The generations of a task. CHOICE: one that holds an envelope itself is read like any object."""
        for index, generation in enumerate(generations):
            if not isinstance(generation, dict):
                self.row("unreadable", place)
                continue
            inner = Place(generation, f"{place.pointer}/generations/{index}", place)
            self.generation(inner, place)
            if not self.members(inner):
                for key in HOLDERS:
                    if not is_empty(generation.get(key)):
                        self.row("unreadable", inner)

    def capture(self, place):
        """A line of the archive of `pull`: the response has its own pointers."""
        value = place.value
        self.answer(value["response"], "", place)
        rest = {k: v for k, v in value.items() if k not in ("response", "status", "url", "sha256", "fetched_at")}
        self.members(Place(rest, place.pointer, place.outer))

    def own_row(self, place, own):
        """The row of an object that holds no envelope and no generation."""
        value, outer = place.value, place.outer
        if not own and not is_error(value) and "code" not in value:
            # CHOICE: `{"data": null}` is a relay without data, and an empty array in a holder an empty answer.
            known = "data" in value and value["data"] is None or any(value.get(key) == [] for key in HOLDERS)
            return self.row("empty" if known else "unreadable", place)
        if "generations" in value and not isinstance(value["generations"], list) and not is_empty(value["generations"]):
            return self.row("api_error" if place.refused() else "unreadable", place)
        if "task_responses" in value and not is_task(value) and not is_empty(value["task_responses"]):
            return self.row("api_error" if place.refused() else "unreadable", place)
        # CHOICE: a relay's object without a task counts as a task where it has both `task_id` and `status`.
        self.tasks += is_text(value.get("task_id")) and is_text(value.get("status")) and not (
            is_task(value) or value.get("object") == "video")
        self.row(None, place)


class Count(Envelopes):
    """Counts the generations and rows of a text."""

    def __init__(self):
        super().__init__()
        self.items = 0
        self.generations = 0

    def row(self, kind, place=None):
        self.items += 1

    def generation(self, place, task):
        self.items += 1
        self.generations += 1


def is_overfull(value, size):
    """Whether the text holds more generations and rows than one text may; it is then unreadable as a whole."""
    count = Count()
    count.text(value)
    fits = max(MIN_GENERATIONS, size // BYTES_PER_ITEM)
    return count.generations > fits or count.items > max(MIN_ITEMS, size // BYTES_PER_ITEM)
