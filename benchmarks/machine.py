"""What the figures were measured on."""

from __future__ import annotations

import json
import os
import platform
from pathlib import Path
from typing import Any

from scheduler.report.result_files import versions


def machine(note: str = "") -> dict[str, Any]:
    """Return processor, cores, memory, system and versions; no names of hosts."""
    return {
        "processor": _processor(),
        "cores": os.cpu_count(),
        "memory_gb": memory_gb(),
        "system": f"{platform.system()} {platform.machine()}",
        "versions": versions(),
        "note": note,
    }


def _processor() -> str:
    info = Path("/proc/cpuinfo")
    if info.is_file():
        for line in info.read_text(encoding="utf-8").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    return platform.processor()


def memory_gb() -> float | None:
    """Return the machine's memory; None where the system does not tell."""
    if not hasattr(os, "sysconf"):
        return None
    return round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30, 1)


def write_machine(out: Path, note: str = "") -> None:
    """Write ``machine.json``."""
    out.mkdir(parents=True, exist_ok=True)
    body = json.dumps(machine(note), ensure_ascii=False, indent=2)
    (out / "machine.json").write_text(body + "\n", encoding="utf-8")
