#!/usr/bin/env python3
"""Runs a command beside a standalone Spark cluster on loopback, and ends every process of it.

    with-cluster.py WORKERS FOLDER COMMAND ...

A worker has one core. The command's environment has `MASTER`, the address of the cluster. FOLDER gets the logs and the process
id of each worker (`worker-1.pid`). The exit status is the command's, or 99 if a process is left behind.
"""
import ctypes
import os
import pathlib
import re
import signal
import subprocess
import sys
import time

import pyspark

SPARK = pathlib.Path(pyspark.__file__).parent
FOLDER = pathlib.Path(sys.argv[2])
MARK = f"MODAUDIT_CLUSTER={os.getpid()}-{time.time_ns()}"


def with_parent():
    """Ends the process with this one, whatever ends this one."""
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)  # PR_SET_PDEATHSIG


def start(name, host, arguments, pattern):
    """Starts a class of Spark on a host; returns its process, and what its log says when it is ready."""
    log = FOLDER / f"{name}.log"
    with open(log, "wb") as output:
        command = [SPARK / "bin/spark-class", f"org.apache.spark.deploy.{arguments[0]}", "--host", host, "--webui-port", "0"]
        process = subprocess.Popen([*command, *arguments[1:]], stdout=output, stderr=subprocess.STDOUT, stdin=subprocess.DEVNULL,
                                   env={**os.environ, "SPARK_LOCAL_IP": host, "SPARK_DAEMON_MEMORY": "256m"}, preexec_fn=with_parent)
    for _ in range(1200):
        if found := re.search(pattern, log.read_text(errors="replace")):
            return process, found[0]
        if process.poll() is not None:
            break
        time.sleep(0.1)
    raise SystemExit(f"{name} did not start: {log.read_text(errors='replace')[-2000:]}")


def marked():
    """The processes that inherited the mark, beside this one."""
    found = []
    for entry in pathlib.Path("/proc").iterdir():
        try:
            if entry.name.isdigit() and int(entry.name) != os.getpid() and MARK.encode() in (entry / "environ").read_bytes():
                found.append((int(entry.name), (entry / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace")))
        except OSError:
            pass
    return found


def end(processes):
    """Ends these processes, waits for what they started, and kills it."""
    for process in processes:
        process.terminate()
    for process in processes:
        process.wait()
    for _ in range(100):
        if not marked():
            return []
        time.sleep(0.1)
    left = marked()
    for process, _ in left:
        os.kill(process, signal.SIGKILL)
    return [command for _, command in left]


def main():
    name, value = MARK.split("=")
    os.environ[name] = value
    FOLDER.mkdir(parents=True, exist_ok=True)
    processes = []
    try:
        master, address = start("master", "127.0.0.1", ["master.Master", "--port", "0"], r"spark://127\.0\.0\.1:[0-9]+")
        processes.append(master)
        for number in range(1, int(sys.argv[1]) + 1):
            # Each on a host of its own: Spark starts the second attempt of a task on another host only.
            options = ["--cores", "1", "--memory", "1g", "--work-dir", FOLDER / f"worker-{number}", address]
            worker, _ = start(f"worker-{number}", f"127.0.0.{number + 1}", ["worker.Worker", *options],
                              "Successfully registered with master")
            processes.append(worker)
            (FOLDER / f"worker-{number}.pid").write_text(f"{worker.pid}\n")
        status = subprocess.run(sys.argv[3:], env={**os.environ, "MASTER": address}, preexec_fn=with_parent).returncode
    finally:
        left = end(processes)
    if left:
        print("left behind:", *left, sep="\n", file=sys.stderr)
        status = 99
    return status


if __name__ == "__main__":
    sys.exit(main())
