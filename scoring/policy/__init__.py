"""What a policy is, and how one is read. Importing this loads neither YAML nor marshmallow; using a loader does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scoring.policy.loading import load_policy, load_source

__all__ = ["load_policy", "load_source"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from scoring.policy import loading  # noqa: PLC0415 - the point of being lazy

        return getattr(loading, name)
    message = f"module {__name__!r} has no attribute {name!r}"
    raise AttributeError(message)
