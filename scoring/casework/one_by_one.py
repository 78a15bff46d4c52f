"""Doing the same with many files: what fails for one is not left undone for the rest."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

T = TypeVar("T")
R = TypeVar("R")


def one_by_one(found: Iterable[T], act: Callable[[T], R | None]) -> tuple[R, ...]:
    """Do *act* with each of *found*, one transaction each; give what it gave, without None.

    Where it fails for some, it is still done with all others; then the first failure is raised, so that the round counts as failed
    and is tried again.
    """
    done: list[R | None] = []
    failed: list[Exception] = []
    for each in found:
        try:
            done.append(act(each))
        except Exception as error:  # noqa: BLE001 - whatever it is, it is raised below
            failed.append(error)
    if failed:
        raise failed[0]
    return tuple(each for each in done if each is not None)
