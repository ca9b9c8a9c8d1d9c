"""The machine a figure belongs to, and which of its cores does what. Linux only: figures come from /proc."""

import os
import platform
from datetime import UTC, datetime
from pathlib import Path

BOT_CORE, OTHER_CORE = 0, 1
_TICKS = os.sysconf("SC_CLK_TCK")
_KIB_A_MIB = 1024


def pin(core: int) -> None:
    """Keep this process, and all it starts, on one core; with one core only, nothing can be kept apart."""
    if core < (os.cpu_count() or 1):
        os.sched_setaffinity(0, {core})


def described() -> str:
    """One line: date, cores, processor, memory, system, Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return ", ".join(
        [
            f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC",
            f"{os.cpu_count()} cores of {_processor()}",
            f"{memory:.0f} GiB",
            f"{platform.system()} {platform.release().partition('-')[0]}",
            f"Python {platform.python_version()}",
        ]
    )


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text("utf-8").splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()


def cpu_seconds(pid: int) -> float:
    """What all threads of a process have used so far, user and system."""
    after_name = Path(f"/proc/{pid}/stat").read_text("utf-8").rpartition(")")[2].split()
    return (int(after_name[11]) + int(after_name[12])) / _TICKS


def memory_mib(pid: int) -> float:
    """What a process holds now."""
    return _status(pid, "VmRSS") / _KIB_A_MIB


def peak_memory_mib(pid: int) -> float:
    """The most it held since `forget_peak`."""
    return _status(pid, "VmHWM") / _KIB_A_MIB


def forget_peak(pid: int) -> None:
    """Count the peak from here on."""
    Path(f"/proc/{pid}/clear_refs").write_text("5", "ascii")


def _status(pid: int, name: str) -> int:
    for line in Path(f"/proc/{pid}/status").read_text("utf-8").splitlines():
        if line.startswith(f"{name}:"):
            return int(line.split()[1])
    raise LookupError(name)
