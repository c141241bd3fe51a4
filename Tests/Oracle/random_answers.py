"""Random answers for the differential test: every envelope, also within others, and texts that are not JSON."""
import json
import re

from insertions import SHA, draft, dump, relay as small_relay, video
from random_generations import FREE_TEXTS, Generations

STATUSES = ["queued", "running", "failed", "Rejected", "succeeded", "EXPIRED", "new_status", None, "Done", "fail", "finished",
            "timeout", "timed_out", "blocked", "deleted", "generation_failed", "FAILURE", "Success", "cancelled", "errored",
            "completed", "done_soon", "unknown"]
REASONS = ["content_policy", "upstream timeout", "blocked by moderation", "no reason", "Policy violation"]


class Answers(Generations):
    """Makes answers and whole inputs."""

    def __init__(self, seed, times):
        super().__init__(seed)
        self.times = times
        self.tasks = []  # ids of tasks

    def task(self, several=True):
        id = "task_%04d_%d" % (self.count, self.random.randrange(10**6))
        if self.tasks and self.chance(0.1):
            id = self.pick(self.tasks)  # another answer of a task: one may supersede the other
        self.tasks.append(id)
        if self.chance(0.8):
            generations = [self.generation(id) for _ in range(self.random.randrange(1, 4) if several else 1)]
            if self.chance(0.03):
                generations.insert(self.random.randrange(len(generations) + 1), self.one("gen", 7, True, []))
            status = "succeeded"
        else:
            generations = []
            status = self.pick(STATUSES)
        task = {"id": id, "status": status, "type": "video_gen", "created_at": "2025-01-14T15:15:46.724124Z", "user": "user-1",
                "model": "turbo", "operation": "simple_compose", "prompt": self.pick(FREE_TEXTS), "n_variants": 1,
                "failure_reason": self.one(None, None, None, "", self.pick(REASONS), {"code": self.pick(REASONS)}),
                "num_unsafe_generations": self.one(0, 0, 0, 0, 0, 0, None, 1, 2), "moderation_result": self.moderation(0.1),
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
                 "fail_reason": self.one("", "", "", self.pick(REASONS)), "submit_time": 1736867805, "start_time": 0,
                 "finish_time": 1736867860, "progress": "100%", "data": task}
        if self.chance(0.1):
            del outer["status"]
        value = {"code": "success", "message": "", "data": outer}
        # An error together with `generations` of a wrong type could be either; only one of them at a time.
        if self.chance(0.08) and not (task and not isinstance(task.get("generations", []), list)):
            value["code"] = self.one("upstream_error", "invalid_api_key", "Success", "OK", 0, 200, "200", 500, "content_policy")
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

    def video(self):
        value = video("%04d" % self.random.randrange(10**4), self.pick(STATUSES))
        if self.chance(0.3):
            value["error"] = self.one(None, {"code": "moderation_blocked", "message": "no"}, {"message": "broken"}, "broken")
        return value

    def draft(self):
        value = draft("%04d" % self.random.randrange(10**4), self.one("sora_draft", "sora_content_violation", "sora_error"))
        value[self.one("reason_str", "error_message")] = self.one(None, "went wrong", "may violate our guardrails")
        if value["kind"] == "sora_draft" and self.chance(0.5):
            value = {**self.generation(value["task_id"]), **value}
        return value

    def error(self):
        words = self.pick(REASONS)
        return self.one({"error": {"code": "c", "message": words}}, {"error": words}, {"code": 404, "msg": words},
                        {"code": "not_here", "message": words}, {"detail": words}, {"message": words})

    def status_only(self):
        """The relay's answer on a task that may have another answer."""
        id = self.pick(self.tasks) if self.tasks and self.chance(0.7) else "task_alone"
        value = small_relay("x", None, self.one("QUEUED", "FAILURE", "IN_PROGRESS"), self.one("success", "success", "busy"))
        value["data"]["task_id"] = id
        return self.one(value, value["data"], {"id": id, "status": self.one("queued", "failed")})

    def wrapped(self):
        """A shape within others."""
        inner = self.shape()
        for _ in range(self.random.randrange(1, 4)):
            inner = self.one({"data": inner}, {"result": inner}, {"tasks": [inner]}, {"items": [{"payload": inner}]},
                             {"id": "outer", "detail": {"pending_info": inner}}, {"response": inner, "status": "queued"},
                             {"code": "success", "data": inner}, {"object": "list", "data": [inner]},
                             {"task_response": inner, "task_responses": [self.task()]}, [inner],
                             {"code": self.one("success", "busy"), "data": {"task_id": "outer", "status": "X", "data": inner}})
        return inner

    def capture(self):
        text = self.shape()
        return {"fetched_at": "2026-11-22T10:00:00Z", "url": "https://x.example/sora/v1/videos/from_url", "status": 200,
                "attempts": 1, "sha256": SHA, "response": text}

    def shape(self):
        shapes = [self.relay, self.task, self.listing, self.feed, self.video, self.draft, self.error, self.status_only,
                  lambda: self.generation("task_of_its_own")]
        return self.random.choices(shapes, [8, 3, 1, 1, 1, 1, 1, 1, 1])[0]()

    def response(self):
        if self.chance(0.03):
            return self.capture()
        return self.wrapped() if self.chance(0.12) else self.shape()

    def array(self):
        elements = [self.shape() for _ in range(self.random.randrange(0, 4))]
        if elements and self.chance(0.2):
            elements.append(self.one(7, "x", {"no": "envelope"}, None))
        return elements

    def render(self, value, indent=None):
        if isinstance(value, dict) and "fetched_at" in value:
            return dump(value).encode()  # in the form that its digest covers
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
