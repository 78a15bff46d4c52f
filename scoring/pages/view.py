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

    def __init__(self, services: Services) -> None:
        self.services = services
