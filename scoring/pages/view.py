"""What the pages have in common: one object a page, made once, given the services."""

from __future__ import annotations

from typing import ClassVar

from flask.views import View
from werkzeug.wrappers import Response

from scoring.web.services import Services

Answer = Response | str | tuple[str, int]


class Page(View):
    """A page. Subclasses name their methods `get` and `post`, as far as they answer them."""

    init_every_request: ClassVar[bool] = False
    methods: ClassVar[list[str]] = ["GET"]
    checks_token: ClassVar[bool] = False
    """Whether the page itself looks at the token of its form, to show what was typed once more where the token is too old."""

    comes_again: ClassVar[bool] = False
    """Whether the page shows its form with what was typed, and does nothing, as long as the token of the form does not count.

    The frame says why (`web.stale_forms`). Every page with a file or a password is one: neither travels.
    """

    def __init__(self, services: Services) -> None:
        self.services = services
