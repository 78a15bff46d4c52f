"""A property worked out when it is first read, and kept."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Generic, TypeVar

T = TypeVar("T")


class Lazy(Generic[T]):
    """`functools.cached_property` without the lock that it takes in Python 3.11: what is worked out twice is the same.

    The value is laid down in the object's own dictionary, where Python looks before it asks this class again.
    """

    def __init__(self, make: Callable[[Any], T]) -> None:
        self.make = make
        self.name = make.__name__
        self.__doc__ = make.__doc__

    def __get__(self, instance: Any, owner: type) -> T:
        value = self.make(instance)
        setattr(instance, self.name, value)
        return value
