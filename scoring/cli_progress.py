"""How far a command is that works through a table: a bar on a terminal, else a line now and then."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import click

from scoring.engine.words import Language

_STEPS = 10  # lines that tell how far it is, where nobody watches a bar
_BAR = 1000
_DONE = {"zh": "完成 {done}%", "en": "{done} % done"}


@contextmanager
def progress(language: Language) -> Iterator[Callable[[float], None]]:
    """Give what is told how much is done, from 0 to 1."""
    if sys.stderr.isatty():
        with click.progressbar(length=_BAR, file=sys.stderr) as bar:
            yield lambda done: bar.update(int(done * _BAR) - bar.pos)
        return
    told = 0

    def tell(done: float) -> None:
        nonlocal told
        if int(done * _STEPS) > told:
            told = int(done * _STEPS)
            click.echo(_DONE[language].format(done=told * 100 // _STEPS), err=True)

    yield tell
