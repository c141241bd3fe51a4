"""Contract section 1, second half: envelopes, told apart by shape.

`Envelopes` walks one JSON text and passes on what it finds: each generation with its task to `generation`, and each
response or task without a generation to `row`.
"""
from records import is_text, text_or_none
from texts import GivenTwice

MIN_ITEMS, BYTES_PER_ITEM = 65_536, 128  # a text may hold one generation or row per 128 bytes, and always 65,536

# Statuses that end a task, in lower case. Any other status is pending.
FAILED = {"failed", "failure", "error", "cancelled", "canceled", "rejected", "expired"}
DONE = {"succeeded", "success", "completed", "complete", "done"}


class Envelopes:
    """Walks envelopes and counts responses and tasks. A subclass has `row` and `generation`."""

    def __init__(self):
        self.responses = self.tasks = 0

    def row(self, kind, task_id=None, generation_id=None):
        """A response or task without a generation."""
        raise NotImplementedError

    def generation(self, generation, task, task_id):
        """A generation, its task, and the task's id."""
        raise NotImplementedError

    def text(self, value):
        """One JSON text: an envelope, or an array of them."""
        if isinstance(value, list):
            self.responses += max(1, len(value))
            if not value:
                self.row("empty")
            for element in value:
                self.response(element)
        else:
            self.responses += 1
            self.response(value)

    def response(self, value):
        """One envelope; its keys tell which."""
        if not isinstance(value, dict):
            return self.row("unreadable")
        if any(isinstance(value.get(key), GivenTwice) for key in ("code", "data", "task_responses", "generations")):
            return self.row("unreadable")
        refused = "code" in value and value["code"] != "success"
        relay = {"refused": refused}
        if "task_responses" in value:
            self.list(value["task_responses"], lambda task: task, refused)
        elif "id" in value and "generations" in value:
            self.task(value, relay)
        elif isinstance(value.get("data"), list):
            self.list(value["data"], lambda entry: entry.get("payload") if isinstance(entry, dict) else None, refused)
        elif refused or "data" in value:
            self.relay(value.get("data"), relay, refused)
        else:
            self.row("unreadable")

    def list(self, tasks, task_of, refused):
        """The tasks of a listing or a feed."""
        if not isinstance(tasks, list) or not tasks:
            return self.row("api_error" if refused else "unreadable" if tasks else "empty")
        for entry in tasks:
            self.task(task_of(entry), {}, listed=True)

    def relay(self, data, relay, refused):
        """The `data` object of a relay, with or without a task."""
        if not isinstance(data, dict):
            return self.row("api_error" if refused else "empty" if data is None else "unreadable")
        known = "data" in data or "generations" not in data and ("task_id" in data or "status" in data)
        if not refused and not known:
            return self.row("unreadable")  # an object that is no relay's `data`
        relay = {**data, **relay}
        task = data.get("data")
        if task is None:
            return self.task({}, relay, counts=False)
        if not isinstance(task, dict):
            twice = isinstance(task, GivenTwice)
            return self.row("api_error" if refused and not twice else "unreadable", text_or_none(data.get("task_id")))
        if not refused and "id" not in task and "generations" not in task:
            return self.row("unreadable", text_or_none(data.get("task_id")))
        self.task(task, relay)

    def task(self, task, relay, counts=True, listed=False):
        """One task. `relay` is the relay's `data` object with `refused` added; it is empty outside a relay."""
        relay_id = text_or_none(relay.get("task_id"))
        if not isinstance(task, dict) or listed and "id" not in task and "generations" not in task:
            self.row("unreadable", relay_id)
            return
        task_id = text_or_none(task.get("id")) or relay_id
        generations = task.get("generations")
        self.tasks += counts
        if generations is not None and not isinstance(generations, list):
            self.row("api_error" if relay.get("refused") else "unreadable", task_id)
            return
        if not generations:
            self.row(self.without_generations(task, relay), task_id)
            return
        for generation in generations:
            if isinstance(generation, dict):
                self.generation(generation, task, task_id)
            else:
                self.row("unreadable", task_id)

    @staticmethod
    def without_generations(task, relay):
        """Why a task has no generations: the kind of its row (section 5)."""
        if relay.get("refused"):
            return "api_error"
        status = text_or_none(task.get("status")) or text_or_none(relay.get("status"))
        if status and status.lower() in FAILED:
            return "failed"
        moderation = task.get("moderation_result")
        rejected = isinstance(moderation, dict) and moderation.get("is_output_rejection") is True
        reasons = (task.get("failure_reason"), task.get("fail_reason"), relay.get("fail_reason"))
        if rejected or any(is_text(r) and r for r in reasons):
            return "failed"
        return "pending" if status and status.lower() not in DONE else "empty"


class Count(Envelopes):
    """Counts the generations and rows of a text."""

    def __init__(self):
        super().__init__()
        self.items = 0

    def row(self, kind, task_id=None, generation_id=None):
        self.items += 1

    def generation(self, generation, task, task_id):
        self.items += 1


def is_overfull(value, size):
    """Whether the text holds more generations and rows than one text may; it is then unreadable as a whole."""
    count = Count()
    count.text(value)
    return count.items > max(MIN_ITEMS, size // BYTES_PER_ITEM)
