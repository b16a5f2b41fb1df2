"""The machine that figures come from: processor, the flags that speed encoders, threads."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path

FLAGS = (
    *("avx2", "avx512f", "avx512_bf16", "avx512_vnni", "avx_vnni"),
    *("amx_tile", "amx_bf16", "amx_int8"),
)
"""Processor flags that change how fast an encoder is, or which of its paths is taken."""

CPUINFO = Path("/proc/cpuinfo")


@dataclass(frozen=True, slots=True)
class Machine:
    """Processor name, which of `FLAGS` it has (None where the system doesn't say), cores."""

    processor: str
    flags: tuple[str, ...] | None
    cores: int

    def __str__(self) -> str:
        if self.flags is None:
            said = "CPU flags unknown"
        else:
            missing = [flag for flag in FLAGS if flag not in self.flags]
            said = f"has {' '.join(self.flags) or 'none'}; lacks {' '.join(missing) or 'none'}"
        return f"{self.processor}, {self.cores} cores ({said})"


def machine() -> Machine:
    """The present machine; flags are read from /proc/cpuinfo, that is on Linux."""
    cores = os.cpu_count() or 1
    if not CPUINFO.is_file():
        return Machine(platform.processor() or platform.machine(), None, cores)
    lines = CPUINFO.read_text(encoding="utf-8", errors="replace").split("\n")
    facts = {key.strip(): value.strip() for key, _, value in (x.partition(":") for x in lines)}
    present = set(facts.get("flags", facts.get("Features", "")).split())
    name = facts.get("model name", platform.machine())
    return Machine(name, tuple(flag for flag in FLAGS if flag in present), cores)
