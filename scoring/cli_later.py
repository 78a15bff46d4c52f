"""Commands that are loaded when they are asked for: those that only read files need nothing of the service."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from collections.abc import Callable

    from flask import Flask
    from flask.cli import ScriptInfo


class Opening:
    """How the commands that need the service open it: once, and not before the first of them is asked for."""

    def __init__(self, create_app: Callable[[], Flask]) -> None:
        self.create_app = create_app
        self._info: ScriptInfo | None = None

    def info(self) -> ScriptInfo:
        """Give what such a command is handed."""
        from flask.cli import ScriptInfo  # noqa: PLC0415 - a third of a second that reading a file need not take

        self._info = self._info or ScriptInfo(create_app=lambda *_: self.create_app())
        return self._info


class LaterGroup(click.Group):
    """A group of commands of which some are named alone, as `module:attribute`: *files* read files, *service* need the service."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.files: dict[str, str] = {}
        self.service: dict[str, str] = {}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Give the names of all commands, loaded or not."""
        return sorted({*super().list_commands(ctx), *self.files, *self.service})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Give a command, loading it."""
        if cmd_name in self.service and isinstance(ctx.obj, Opening):
            ctx.obj = ctx.obj.info()
        place = self.files.get(cmd_name) or self.service.get(cmd_name)
        if place is None:
            return super().get_command(ctx, cmd_name)
        module, _, attribute = place.partition(":")
        loaded: click.Command = getattr(import_module(module), attribute)
        return loaded
