# SPDX-License-Identifier: MIT
"""What a recording says of the machine: its kind, never its name, its user or a path."""
import os
import pathlib
import platform
import re
import subprocess
import time

CPU = pathlib.Path("/sys/devices/system/cpu")
# AMD's families; two generations share one, and the model tells them apart.
ZEN = {23: lambda model: "Zen 2" if model >= 0x30 else "Zen",
       25: lambda model: "Zen 4" if model in range(0x10, 0x20) or model >= 0x60 else "Zen 3",
       26: lambda model: "Zen 5"}


def read(path):
    """The text of a file, or nothing."""
    try:
        return pathlib.Path(path).read_text().strip()
    except OSError:
        return ""


def field(cpuinfo, name):
    """A field of the first processor in /proc/cpuinfo."""
    found = re.search(rf"^{name}\s*:\s*(.*)$", cpuinfo, re.M)
    return found.group(1).strip() if found else ""


def processor(cpuinfo):
    """The processor's name, with the architecture where the name does not tell it, and a short name for file names."""
    model = re.sub(r"\((R|TM|r|tm)\)|\bCPU\b|@.*$|\d+-Core Processor", "", field(cpuinfo, "model name"))
    model = " ".join(model.split()) or platform.machine()
    if field(cpuinfo, "vendor_id") == "AuthenticAMD":
        zen = ZEN.get(int(field(cpuinfo, "cpu family") or 0))
        if zen:
            name = zen(int(field(cpuinfo, "model") or 0))
            return f"{model} ({name})", name.lower().replace(" ", "")
    return model, re.sub(r"[^a-z0-9]+", "-", model.lower()).strip("-")


def bytes_of(text):
    """48K, 1024K, 32M in bytes."""
    found = re.fullmatch(r"(\d+)([KMG]?)", text)
    return int(found.group(1)) << {"": 0, "K": 10, "M": 20, "G": 30}[found.group(2)] if found else None


def caches(folder):
    """The sizes of the first processor's data caches by level."""
    sizes = {}
    for index in sorted(folder.glob("index*")):
        if read(index / "type") in ("Data", "Unified"):
            sizes[int(read(index / "level") or 0)] = bytes_of(read(index / "size"))
    return sizes


def gpu():
    """The names of NVIDIA's devices, if there are any."""
    try:
        done = subprocess.run(["nvidia-smi", "--query-gpu=name", "--format=csv,noheader"], capture_output=True, text=True, timeout=20)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return ", ".join(done.stdout.split("\n")).strip(", ") or None if done.returncode == 0 else None


def system(os_release):
    """Debian 12."""
    fields = dict(re.findall(r'^(\w+)="?([^"\n]*)"?$', os_release, re.M))
    name = fields.get("NAME", platform.system()).replace(" GNU/Linux", "")
    return f"{name} {fields.get('VERSION_ID', '')}".strip()


def machine(name):
    """The recording's `machine`; `name` overrides the name made from the processor."""
    cpu, short = processor(read("/proc/cpuinfo"))
    cores = len(os.sched_getaffinity(0))
    sizes = caches(CPU / "cpu0" / "cache")
    memory = re.search(r"^MemTotal:\s*(\d+) kB", read("/proc/meminfo"), re.M)
    return {
        "name": name or f"{short}-{cores}", "cpu": cpu, "cores": cores,
        "l1d_bytes": sizes.get(1), "l2_bytes": sizes.get(2), "l3_bytes": sizes.get(3),
        "memory_bytes": int(memory.group(1)) << 10 if memory else None, "gpu": gpu(),
        "os": system(read("/etc/os-release")), "kernel": re.match(r"[\d.]*", platform.release()).group(),
    }


def jiffies():
    """Idle and all time of all processors together, from /proc/stat."""
    times = [int(t) for t in read("/proc/stat").split("\n")[0].split()[1:9]]
    return times[3] + times[4], sum(times)


def busy_cores(seconds):
    """How many processors work on something else at this moment."""
    idle, total = jiffies()
    time.sleep(seconds)
    idle_after, total_after = jiffies()
    if total_after == total:
        return 0.0
    return (1 - (idle_after - idle) / (total_after - total)) * (os.cpu_count() or 1)


def warnings():
    """What in the machine's settings makes times unsteady."""
    governor = read(CPU / "cpu0" / "cpufreq" / "scaling_governor")
    if governor and governor != "performance":
        yield f"the clock follows the load (governor {governor}); times will spread"
    if read("/sys/devices/system/cpu/cpufreq/boost") == "1":
        yield "the clock may boost; times will spread"
