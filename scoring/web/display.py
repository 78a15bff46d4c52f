"""适老、无障碍: how large a reader wants the letters and how strong the contrast, kept in a cookie of the browser alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, get_args

from flask import Flask, Response, has_request_context, request

Size = Literal["usual", "large", "larger"]
Contrast = Literal["usual", "high"]

COOKIE = "display"
DAYS = 365


@dataclass(frozen=True, slots=True)
class Display:
    """How the pages are shown to one reader."""

    size: Size = "usual"
    contrast: Contrast = "usual"

    @property
    def classes(self) -> str:
        """Give the classes of the whole page."""
        sizes = {"usual": "", "large": "app-large", "larger": "app-larger"}
        return " ".join(filter(None, (sizes[self.size], "app-contrast" if self.contrast == "high" else "")))


def display() -> Display:
    """Give what the reader chose; as usual where nothing was chosen, or something that is not offered."""
    size, _between, contrast = (request.cookies.get(COOKIE, "") if has_request_context() else "").partition("~")
    return read_display(size, contrast)


def read_display(size: str, contrast: str) -> Display:
    """Read what was chosen; what is not offered is as usual."""
    sizes: dict[str, Size] = {each: each for each in get_args(Size)}
    contrasts: dict[str, Contrast] = {each: each for each in get_args(Contrast)}
    return Display(sizes.get(size, "usual"), contrasts.get(contrast, "usual"))


def keep_display(response: Response, chosen: Display) -> None:
    """Keep the choice in the browser; nothing is kept of who wants the pages as usual."""
    if chosen == Display():
        response.delete_cookie(COOKIE, samesite="Lax", httponly=True, secure=request.is_secure)
        return
    value, age = f"{chosen.size}~{chosen.contrast}", DAYS * 24 * 3600
    response.set_cookie(COOKIE, value, max_age=age, samesite="Lax", httponly=True, secure=request.is_secure)


def register(app: Flask) -> None:
    """Let every template know how its page is shown: `display()`."""
    app.jinja_env.globals.update(display=display)
