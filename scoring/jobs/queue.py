"""The queue that wakes workers. What it holds is only the number of a job; the job itself is a row."""

from __future__ import annotations

from typing import Any

from huey import PostgresHuey, RedisHuey, SqliteHuey
from huey.exceptions import ConfigurationError
from huey.serializer import SignedSerializer

from scoring.errors import SettingsRefused
from scoring.settings import Settings

NAME = "luohu"
FILE = "jobs.db"
_SALT = "luohu background work"
_NO_LIBRARY = "names a queue on Redis, whose library is not installed. Run `pip install redis`, or use another queue."


def open_queue(settings: Settings) -> Any:
    """Give the Huey that the settings name. Messages are signed with the secret key, since they are pickles.

    Raises:
        SettingsRefused: the queue's library is missing.
    """
    url = settings.background.queue
    given: dict[str, Any] = {"results": False, "serializer": SignedSerializer(secret=settings.secret_key, salt=_SALT)}
    match url.partition("://")[0]:
        case "" | "sqlite":
            file = url.partition(":///")[2] or settings.instance / FILE
            return SqliteHuey(NAME, filename=str(file), timeout=15, **given)
        case "postgresql":
            return PostgresHuey(NAME, dsn=url, **given)
        case _:
            try:
                return RedisHuey(NAME, url=url, **given)
            except ConfigurationError:
                raise SettingsRefused("LUOHU_JOBS", _NO_LIBRARY) from None
