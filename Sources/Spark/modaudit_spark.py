"""Audits on the machines of an Apache Spark cluster, and writes the report that one `modaudit scan` writes.

    spark-submit modaudit_spark.py --modaudit BINARY --output DIR [--work DIR] [--target-size SIZE]
                                   [options of scan and merge] INPUT ...

`modaudit plan` groups whole files into parts. Each part is scanned by a task, which starts the ordinary program. Spark then
compares the keys of all generations: a part that repeats a generation of an earlier part is scanned again with a list of the
repeated ones. `modaudit merge` writes the report on the driver, and its exit status is that of the job. If it fails, the parts
stay, and the job says how to merge them.

Inputs are paths that all machines share, or addresses (`s3://bucket/key`, `hdfs://host/path`). A task copies the objects of
its part to Spark's local folder, under their own keys, and scans them there: the rows of `s3://bucket/key` have the sources
of `modaudit scan bucket/key`. The work folder is a shared path or an address too.

Needs Spark 3.5 or later, with pyarrow and numpy on every machine.
"""
from __future__ import annotations

import argparse
import ctypes
import dataclasses
import itertools
import json
import os
import re
import shlex
import signal
import socket
import subprocess
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator

import numpy
import pyarrow
from pyarrow import fs
from pyspark import SparkFiles
from pyspark.sql import DataFrame, Row, SparkSession, Window
from pyspark.sql import functions as F

# Options that are handed on as they are: with a value, and without one.
SCAN_OPTIONS = ["--scores", "--csv", "--delimiter", "--link", "--max-response"]
SCAN_FLAGS = ["--allow-duplicates", "--digest-inputs"]
MERGE_OPTIONS = ["--as-of", "--previous", "--previous-in", "--decisions", "--waivers", "--fail-on", "--metrics"]
MERGE_FLAGS = ["--quiet"]

# Some 100 MB each for the keys of 10 TB. Spark joins small partitions by itself.
SHUFFLE_PARTITIONS = 400

# Exit statuses of modaudit: there is a report; and wrong usage.
AUDITED = [0, 3, 4]
WRONG_USAGE = 64

KEY_BYTES = 24  # of a generation in a file of keys: 16 of its id, 8 of its outcome

FAILURE = "modaudit task: "  # before the message of a failed task, within the many lines of Spark's error


class Failure(Exception):
    """The job cannot go on."""


@dataclasses.dataclass(frozen=True)
class Job:
    """What the tasks need, the same for all of them."""

    modaudit: str
    version: str
    options: list[str]  # of every scan
    policy: bytes | None
    folder: str  # where the inputs' paths begin
    objects: fs.FileSystem | None  # of the inputs, if they are addresses
    root: str  # before an object's key in `objects`
    store: fs.FileSystem  # of the work folder
    work: str  # the work folder's path in `store`
    lines: list[tuple[int, int]]  # the offset and the length of each part's line in the plan


@dataclasses.dataclass(frozen=True)
class Part:
    """What a scan left in the work folder: `path` with `.part` and with `.keys`."""

    path: str
    generations: int


# ---------------------------------------------------------------- programs and files


def with_parent() -> None:
    """Ends this process when the thread that started it ends, so that a killed task leaves no scan behind."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def run(command: list[str], folder: str | None = None) -> str:
    """Runs a program and returns its output; its messages are the error if it fails."""
    result = subprocess.run(
        command, cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, text=True, errors="replace", preexec_fn=with_parent)
    if result.returncode != 0:
        messages = result.stderr.removeprefix("modaudit: ").strip()
        raise Failure(messages[:1000] or f"{os.path.basename(command[0])} ended with {result.returncode}")
    return result.stdout


def check(command: list[str], folder: str | None = None) -> None:
    """Runs a program on the driver, and ends the job with its status if it fails."""
    result = subprocess.run(command, cwd=folder, stdout=subprocess.DEVNULL, preexec_fn=with_parent)
    if result.returncode != 0:
        sys.exit(max(result.returncode, 1))


def program(name: str) -> str:
    """The program on a worker: a path of its image, or a file that Spark brought (`--files`, `--archives`)."""
    brought = os.path.join(SparkFiles.getRootDirectory(), name)
    return os.path.abspath(brought) if os.path.exists(brought) else name


def file_system(place: str) -> tuple[fs.FileSystem, str]:
    """The file system of a path or an address, and the path in it."""
    if "://" in place:
        return fs.FileSystem.from_uri(place)
    return fs.LocalFileSystem(), os.path.abspath(place)


def copy(source: fs.FileSystem, path: str, target: fs.FileSystem, to: str) -> None:
    """Copies one file as it is; compressed files stay compressed."""
    fs.copy_files(path, to, source_filesystem=source, destination_filesystem=target)


def fetch(source: fs.FileSystem, path: str, to: str) -> str:
    """Copies a file to this machine, with the folders above it."""
    os.makedirs(os.path.dirname(to), exist_ok=True)
    copy(source, path, fs.LocalFileSystem(), to)
    return to


# ---------------------------------------------------------------- what a task does


def for_each(spark: SparkSession, count: int, tasks: int, work: Callable[[int], Iterator[pyarrow.RecordBatch]],
             schema: str) -> DataFrame:
    """Calls `work` with each number below `count`, in this many tasks, and gathers what it returns."""

    def task(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        for batch in batches:
            for number in batch.column(0).to_pylist():
                yield from work(number)

    return spark.range(0, count, 1, numPartitions=tasks).mapInArrow(task, schema)


def named(subject: str, work: Callable[..., Iterator[pyarrow.RecordBatch]], *arguments: object) -> Iterator[pyarrow.RecordBatch]:
    """Does the work; an error has a mark, its subject and the machine in its message."""
    try:
        yield from work(*arguments)
    except Exception as error:
        text = shown(str(error)) or type(error).__name__
        raise RuntimeError(f"{FAILURE}{subject} on {socket.gethostname()}: {text}") from error


def shown(text: str) -> str:
    """The text on one line, without what could steer a terminal."""
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in " ".join(text.split()))


def record(*values: object) -> pyarrow.RecordBatch:
    """One row."""
    return pyarrow.RecordBatch.from_arrays([pyarrow.array([value]) for value in values], [f"c{i}" for i in range(len(values))])


def scan_part(job: Job, number: int, skip: str | None) -> Iterator[pyarrow.RecordBatch]:
    """Scans a part into files with names of this attempt, which no other attempt writes."""
    binary = program(job.modaudit)
    version = run([binary, "--version"]).strip()
    if version != job.version:
        raise Failure(f"modaudit is {version}, and {job.version} on the driver")
    # Where Spark itself puts what does not fit into memory.
    disks = os.environ.get("SPARK_LOCAL_DIRS", tempfile.gettempdir()).split(",")
    with tempfile.TemporaryDirectory(prefix="modaudit-", dir=disks[number % len(disks)]) as scratch:
        inputs, folder = inputs_of(job, number), job.folder
        if job.objects is not None:
            folder = os.path.join(scratch, "objects")
            for key in inputs:
                fetch(job.objects, job.root + key, os.path.join(folder, key))
        part = os.path.join(scratch, "part")
        options = [*job.options, "--part", part, "--part-number", f"{number + 1}/{len(job.lines)}"]
        if job.policy is not None:
            with open(os.path.join(scratch, "policy.yaml"), "wb") as file:
                file.write(job.policy)
            options += ["--policy", file.name]
        if skip is not None:
            options += ["--skip", fetch(job.store, skip, os.path.join(scratch, "skip"))]
        run([binary, "scan", "--quiet", *options, "--", *inputs], folder)
        attempt = f"{job.work}/{number + 1}-{uuid.uuid4().hex}"
        copy(fs.LocalFileSystem(), part, job.store, attempt + ".part")
        copy(fs.LocalFileSystem(), part + ".keys", job.store, attempt + ".keys")
        yield record(number, attempt, os.path.getsize(part + ".keys") // KEY_BYTES)


def inputs_of(job: Job, number: int) -> list[str]:
    """The inputs of a part, from its line of the plan."""
    offset, length = job.lines[number]
    with job.store.open_input_file(f"{job.work}/plan") as plan:
        return json.loads(plan.read_at(length, offset))["inputs"]


def keys_of(job: Job, part: Part, number: int) -> Iterator[pyarrow.RecordBatch]:
    """The generations of a part that have an id: part, place in it, id in two halves, outcome."""
    with job.store.open_input_stream(part.path + ".keys", compression=None) as file:
        keys = numpy.frombuffer(file.read(), dtype=numpy.int64).reshape(-1, KEY_BYTES // 8)
    ordinals = numpy.flatnonzero(keys[:, :2].any(axis=1))
    for place in range(0, len(ordinals), 1 << 16):
        some = ordinals[place:place + (1 << 16)]
        columns = [numpy.full(len(some), number, dtype=numpy.int64), some, *keys[some].T]
        yield pyarrow.RecordBatch.from_arrays([pyarrow.array(column) for column in columns], ["part", "ordinal", "a", "b", "outcome"])


def write_lists(job: Job, batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
    """Writes the list of each part; the rows come by part and ordinal, with revision 0 for a duplicate."""
    rows = (row for batch in batches for row in zip(*(column.to_pylist() for column in batch.columns)))
    for number, repeated in itertools.groupby(rows, lambda row: row[0]):
        path = f"{job.work}/{number + 1}-{uuid.uuid4().hex}.skip"
        with job.store.open_output_stream(path, compression=None, buffer_size=1 << 20) as file:
            for _, ordinal, revision in repeated:
                file.write(f"{ordinal} revision {revision}\n".encode() if revision else f"{ordinal} duplicate\n".encode())
        yield record(number, path)


# ---------------------------------------------------------------- what the driver does


def scan_parts(spark: SparkSession, job: Job, skips: list[tuple[int, str | None]]) -> dict[int, Part]:
    """Scans these parts, each in a task of its own, with their lists."""

    def work(item: int) -> Iterator[pyarrow.RecordBatch]:
        number, skip = skips[item]
        return named(f"part {number + 1} of {len(job.lines)}", scan_part, job, number, skip)

    rows = for_each(spark, len(skips), len(skips), work, "number long, path string, generations long").collect()
    return {row.number: Part(row.path, row.generations) for row in rows}


def compare(spark: SparkSession, job: Job, parts: dict[int, Part]) -> tuple[int, dict[int, str]]:
    """The number of different ids, and the paths of the lists of parts that repeat a generation of an earlier part."""

    def work(number: int) -> Iterator[pyarrow.RecordBatch]:
        return named(f"keys of part {number + 1}", keys_of, job, parts[number], number)

    def lists(batches: Iterator[pyarrow.RecordBatch]) -> Iterator[pyarrow.RecordBatch]:
        return named("lists of repeated generations", write_lists, job, batches)

    keys = for_each(spark, len(parts), min(len(parts), SHUFFLE_PARTITIONS), work,
                    "part long, ordinal long, a long, b long, outcome long")
    distinct = keys.select("a", "b").distinct().count()
    rows = repeated(keys).repartition("part").sortWithinPartitions("part", "ordinal")
    found: list[Row] = rows.mapInArrow(lists, "number long, path string").collect()
    return distinct, {row.number: row.path for row in found}


def repeated(keys: DataFrame) -> DataFrame:
    """Generations with an id that an earlier part has, each with its revision, or 0 for a duplicate (CONTRACT section 5)."""
    before = Window.partitionBy("a", "b").orderBy("part", "ordinal").rowsBetween(
        Window.unboundedPreceding, Window.currentRow)
    first = F.first(F.struct("part", "outcome")).over(before)
    compared = keys.withColumn("first", first).withColumn("differs", F.col("outcome") != F.col("first.outcome"))
    revisions = F.sum(F.col("differs").cast("long")).over(before)
    numbered = compared.withColumn("revision", F.when(F.col("differs"), revisions + 1).otherwise(0))
    return numbered.where(F.col("part") > F.col("first.part")).select("part", "ordinal", "revision")


def list_objects(addresses: list[str], folder: str) -> tuple[fs.FileSystem, str, list[str]]:
    """Makes a folder of empty files with the names and sizes of the objects, for the plan.

    Returns the file system, the text before a key in it, and the inputs as keys."""
    places = [file_system(address) for address in addresses]
    system, root = places[0][0], "/" if places[0][1].startswith("/") else ""
    if any(not system.equals(other) for other, _ in places):
        raise Failure("The inputs are on several file systems; give those of one")
    for path in (path for _, path in places):
        info = system.get_file_info(path)
        if info.type == fs.FileType.NotFound:
            raise Failure(f"No such object: {path}")
        for entry in [info] if info.is_file else system.get_file_info(fs.FileSelector(path, recursive=True)):
            if entry.is_file:
                name = os.path.join(folder, entry.path.lstrip("/"))
                if os.path.normpath(name) != name:
                    raise Failure(f"The key is no path: {entry.path}")
                os.makedirs(os.path.dirname(name), exist_ok=True)
                with open(name, "wb") as file:
                    file.truncate(entry.size)
    return system, root, [path.strip("/") for _, path in places]


def prepare(arguments: argparse.Namespace, store: fs.FileSystem, work: str, scratch: str) -> Job:
    """Divides the inputs into parts, and puts the plan into the work folder."""
    objects, root, inputs = None, "", arguments.inputs
    # Relative paths begin in the driver's folder; absolute ones need no such folder on a worker.
    folder = "/" if all(map(os.path.isabs, inputs)) else os.getcwd()
    addresses = sum("://" in name for name in inputs)
    if addresses:
        if addresses < len(inputs):
            raise Failure("The inputs are paths and addresses; give one kind")
        folder = os.path.join(scratch, "objects")
        objects, root, inputs = list_objects(inputs, folder)
    plan = os.path.join(scratch, "plan")
    check([arguments.here, "plan", *given(arguments, ["--target-size"], []), "-o", plan, "--", *inputs], folder)
    with open(plan, "rb") as file:
        head = json.loads(file.readline())
        lines, offset = [], file.tell()
        for line in file:
            lines.append((offset, len(line)))
            offset += len(line)
    store.create_dir(work)
    copy(fs.LocalFileSystem(), plan, store, f"{work}/plan")
    say(f"plan: {counted(head['parts'], 'part')}, {counted(head['skipped_count'], 'skipped file')}")
    policy = None
    if arguments.policy:
        with open(arguments.policy, "rb") as file:
            policy = file.read()
    version = run([arguments.here, "--version"]).strip()
    options = ["--jobs", str(arguments.jobs), *given(arguments, SCAN_OPTIONS, SCAN_FLAGS)]
    return Job(arguments.modaudit, version, options, policy, folder, objects, root, store, work, lines)


def merge_command(arguments: argparse.Namespace, job: Job, parts: list[str], distinct: int | None) -> list[str]:
    """Puts the names of the parts, in their order, into the work folder; returns the command that merges them there."""
    with job.store.open_output_stream(f"{job.work}/parts.txt") as file:
        file.write("".join(path + "\n" for path in parts).encode())
    options = given(arguments, ["--output", *MERGE_OPTIONS], MERGE_FLAGS)
    if distinct is not None:
        options.append(f"--distinct={distinct}")
    return [arguments.here, "merge", f"--plan={job.work}/plan", *options, f"--parts={job.work}/parts.txt"]


def merge(job: Job, command: list[str], parts: list[str], scratch: str) -> int:
    """Writes the report from the parts; returns the exit status."""
    if not isinstance(job.store, fs.LocalFileSystem):
        names = os.path.join(scratch, "parts.txt")
        with open(names, "w", encoding="utf-8") as file:
            for number, path in enumerate(parts):
                file.write(fetch(job.store, path, os.path.join(scratch, "parts", str(number))) + "\n")
        plan = fetch(job.store, f"{job.work}/plan", os.path.join(scratch, "parts", "plan"))
        command = [word for word in command if not word.startswith(("--plan=", "--parts="))] + [f"--plan={plan}", f"--parts={names}"]
    return subprocess.run(command, preexec_fn=with_parent).returncode


def rehearse(arguments: argparse.Namespace, scratch: str) -> None:
    """Scans an empty file and merges it, so that wrong options and refused files end the job before hours of scans."""
    output = arguments.output
    if os.path.isdir(output) and os.listdir(output) and not os.path.exists(os.path.join(output, "manifest-sha256.txt")):
        raise Failure(f"{output} is not empty and holds no report to replace; name another folder")
    empty, part = os.path.join(scratch, "empty.json"), os.path.join(scratch, "rehearsal")
    open(empty, "w").close()
    check([arguments.here, "scan", "--quiet", *given(arguments, ["--policy", *SCAN_OPTIONS], SCAN_FLAGS), "--part", part,
           "--part-number", "1/1", "--", empty])
    options = [name for name in MERGE_OPTIONS if name != "--metrics"]
    command = [arguments.here, "merge", "--quiet", "--output", os.path.join(scratch, "rehearsed"), *given(arguments, options, []), part]
    result = subprocess.run(command, capture_output=True, text=True, errors="replace", preexec_fn=with_parent)
    if result.returncode not in AUDITED:
        sys.stderr.write(result.stderr)
        sys.exit(max(result.returncode, 1))


def audit_parts(arguments: argparse.Namespace, job: Job) -> tuple[list[str], int | None]:
    """Does what Spark is for; returns the files of the parts in their order, and the number of different ids."""
    spark = SparkSession.builder.appName("modaudit").getOrCreate()
    try:
        spark.conf.set("spark.sql.shuffle.partitions", str(SHUFFLE_PARTITIONS))
        say(f"scan: {counted(len(job.lines), 'part')}")
        parts = scan_parts(spark, job, [(number, None) for number in range(len(job.lines))])
        distinct = None
        if not arguments.allow_duplicates:
            say(f"compare: {counted(sum(part.generations for part in parts.values()), 'generation')}")
            distinct, lists = compare(spark, job, parts)
            say(f"scan again: {counted(len(lists), 'part')} with generations of earlier parts")
            if lists:
                parts |= scan_parts(spark, job, sorted(lists.items()))
        return [parts[number].path + ".part" for number in sorted(parts)], distinct
    finally:
        spark.stop()


def audit(arguments: argparse.Namespace, scratch: str) -> int:
    """Does all of the job; returns the exit status."""
    store, shared = file_system(arguments.work or os.path.dirname(os.path.abspath(arguments.output)))
    work = f"{shared.rstrip('/')}/modaudit-{uuid.uuid4().hex}"
    command: list[str] = []
    try:
        rehearse(arguments, scratch)
        job = prepare(arguments, store, work, scratch)
        parts, distinct = audit_parts(arguments, job)
        say(f"merge: {counted(len(parts), 'part')}")
        command = merge_command(arguments, job, parts, distinct)
        status = merge(job, command, parts, scratch)
        if status in AUDITED:
            command = []
        return status
    finally:
        if command:
            if isinstance(store, fs.LocalFileSystem):
                say(f"the parts stay in {work}; merge them with: {shlex.join(command)}")
            else:
                say(f"the parts stay in {arguments.work.rstrip('/')}/{os.path.basename(work)}; copy them, and merge those of parts.txt")
        elif store.get_file_info(work).type == fs.FileType.Directory:
            # With what killed attempts left in it.
            store.delete_dir(work)


def reason(error: Exception) -> str:
    """One line: what a task reported, or what Spark says of a job that ended otherwise."""
    text = str(error).strip() or repr(error)
    found = re.search(re.escape(FAILURE) + "(.*)", text) or re.search("(Job aborted.*)", text) or re.search("(.*)", text)
    return found[1]


def counted(number: int, noun: str) -> str:
    return f"{number:,} {noun}" + ("" if number == 1 else "s")


def say(text: str) -> None:
    print(f"modaudit: {shown(text)}", file=sys.stderr, flush=True)


# ---------------------------------------------------------------- the command line


class Arguments(argparse.ArgumentParser):
    """Ends as modaudit does."""

    def error(self, message: str) -> None:
        self.print_usage(sys.stderr)
        say(message)
        sys.exit(WRONG_USAGE)


def given(arguments: argparse.Namespace, options: list[str], flags: list[str]) -> list[str]:
    """Those of these options that are given, as they are written."""
    values = {name: getattr(arguments, name[2:].replace("-", "_")) for name in options + flags}
    return [f"{name}={values[name]}" for name in options if values[name] is not None] + [name for name in flags if values[name]]


def parse(words: list[str]) -> argparse.Namespace:
    parser = Arguments(prog="modaudit_spark.py", allow_abbrev=False, description="Audits on an Apache Spark cluster.")
    parser.add_argument("inputs", metavar="INPUT", nargs="+", help="paths that all machines share, or addresses (s3://, hdfs://)")
    parser.add_argument("--modaudit", metavar="BINARY", default="modaudit",
                        help="path on all machines, or name of a file of --files or --archives (default: modaudit)")
    parser.add_argument("--output", metavar="DIR", required=True, help="report folder, on the driver")
    parser.add_argument("--work", metavar="DIR", help="shared folder or address for the parts (default: beside the report)")
    parser.add_argument("--target-size", metavar="SIZE", help="bytes of a part, of modaudit plan")
    parser.add_argument("--jobs", type=int, default=1, help="threads of a scan (default: 1); set spark.task.cpus to as many")
    parser.add_argument("--policy", metavar="FILE", help="policy file, on the driver")
    for owner, options, flags in (("scan", SCAN_OPTIONS, SCAN_FLAGS), ("merge", MERGE_OPTIONS, MERGE_FLAGS)):
        for name in options:
            parser.add_argument(name, metavar="VALUE", help=f"as of modaudit {owner}")
        for name in flags:
            parser.add_argument(name, action="store_true", help=f"as of modaudit {owner}")
    arguments = parser.parse_intermixed_args(words)
    name = arguments.modaudit
    arguments.here = os.path.abspath(name) if os.path.exists(name) else name
    return arguments


def main() -> int:
    arguments = parse(sys.argv[1:])
    try:
        with tempfile.TemporaryDirectory(prefix="modaudit-") as scratch:
            return audit(arguments, scratch)
    except Exception as error:
        say(reason(error))
        return 1


if __name__ == "__main__":
    sys.exit(main())
