"""How often something may be asked, and for how long a proof holds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from scoring.settings_numbers import read_number


@dataclass(frozen=True, slots=True)
class Limits:
    """How often something may be asked; 0 is no limit. Attempts to sign in that are free of waiting: for one name, one address.

    Per minute and address (or account, in the console): the API, look-ups, uploads, names and numbers shown in full. `proof`:
    for how many minutes one may sign after password and code were given; 0 is as long as one is signed in.
    """

    sign_in: int = 5
    sign_in_address: int = 30
    api: int = 300
    look_up: int = 300
    upload: int = 30
    reveal: int = 10
    proof: int = 15


def read_limits(values: Mapping[str, str]) -> Limits:
    """Read `LUOHU_LIMIT_SIGN_IN` and its like. Raises SettingsRefused."""
    defaults = Limits()
    found = {f.name: read_number(values, f"LUOHU_LIMIT_{f.name.upper()}", getattr(defaults, f.name), 99999) for f in fields(Limits)}
    return Limits(**found)
