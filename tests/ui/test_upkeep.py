"""Memory is collected between steps, never in one, and what stands in a cycle is freed."""

from __future__ import annotations

import gc
import logging
import threading
import tomllib
import weakref
from pathlib import Path

import pytest
from streamlit import net_util

from ui.upkeep import Collector, collector

CONFIG = Path(__file__).resolve().parents[2] / ".streamlit" / "config.toml"


class Cycle:
    def __init__(self) -> None:
        self.itself = self


def test_streamlit_does_not_collect_in_our_place() -> None:
    config = tomllib.loads(CONFIG.read_text(encoding="utf-8"))
    assert config["runner"]["postScriptGC"] is False


def test_a_cycle_is_freed_once_nobody_is_served() -> None:
    freed = threading.Event()
    gc.disable()
    try:
        with Collector(quiet=0.05).step():
            left = weakref.finalize(Cycle(), freed.set)
        assert freed.wait(10)
        assert not left.alive
    finally:
        gc.enable()


def test_it_waits_for_the_end_of_a_step() -> None:
    collected = threading.Event()
    keeper = Collector(collected.set, quiet=0.05)
    with keeper.step():
        with keeper.step():
            pass
        assert not collected.wait(0.5)
    assert collected.wait(10)


def test_a_server_that_never_rests_is_collected_every_so_many_steps() -> None:
    collections: list[int] = []
    enough = threading.Event()

    def collect() -> None:
        collections.append(1)
        enough.set()

    keeper = Collector(collect, quiet=60, most=20)
    for _ in range(19):
        with keeper.step():
            pass
    assert not enough.wait(0.3)
    with keeper.step():
        pass
    assert enough.wait(10)
    assert len(collections) == 1


def test_the_process_asks_nothing_outside_and_logs_plainly(
    capsys: pytest.CaptureFixture[str],
) -> None:
    logging.getLogger("essaimer").handlers.clear()
    collector.clear()
    collector()
    assert net_util.get_external_ip() is None
    try:
        raise ValueError("fiche\x1b[2J")
    except ValueError:
        logging.getLogger("essaimer").exception("screen failed")
    said = capsys.readouterr().err
    assert "fiche\\x1b[2J" in said
    assert "\x1b" not in said
    logging.getLogger("essaimer").handlers.clear()
