"""What `base.html` needs on every page of the service: the template folder of the components, links, languages."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypedDict
from urllib.parse import quote, urlencode

from flask import Blueprint, Flask, Response, request, url_for
from flask_babel import gettext as _
from jinja2 import ChoiceLoader, PackageLoader, PrefixLoader
from werkzeug.datastructures import MultiDict

from scoring.application.code import spaced
from scoring.application.persons import masked
from scoring.pages import words
from scoring.pages.basis import say_basis
from scoring.web import person
from scoring.web.language import COOKIE, HTML_LANG, language
from scoring.web.opened import here

YEAR = 365 * 24 * 3600
NAMES = {"zh": "中文", "en": "English"}
COMPONENTS = PrefixLoader({"govuk_frontend_jinja": PackageLoader("govuk_frontend_jinja")})


@dataclass(frozen=True, slots=True)
class LanguageLink:
    """The same page in one language."""

    hreflang: str
    name: str
    url: str
    current: bool


class Item(TypedDict):
    """One link of a navigation, in the words of the components' parameters."""

    href: str
    text: str
    current: bool


def dress(app: Flask, *, is_demonstration: bool) -> None:
    """Give every template of *app* the components and what the frame shows."""
    loader = app.jinja_loader
    app.jinja_loader = ChoiceLoader([loader, COMPONENTS]) if loader else COMPONENTS  # type: ignore[assignment]  # Flask types it too narrowly
    app.jinja_env.globals.update(
        demonstration=is_demonstration,
        display_url=display_url,
        feedback_link=feedback_link,
        footer_links=footer_links,
        home_url=home_url,
        language_links=language_links,
        main_navigation=main_navigation,
        beneficiaries=words.say_beneficiaries,
        period=words.say_period,
        masked=masked,
        points=words.say_points,
        points_range=words.say_range,
        say_day=words.say_day,
        say_duration=words.say_duration,
        say_moment=words.say_moment,
        say_provenance=words.say_provenance,
        spaced=spaced,
        gap=gap,
        say_basis=say_basis,
    )


def follow_language(app: Flask, pages: Blueprint) -> None:
    """Keep the language of the path out of the views' arguments, put it into links, and remember what was chosen, anywhere."""

    def into_links(endpoint: str, values: dict[str, object]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = language()

    def out_of_arguments(_endpoint: str | None, values: dict[str, object] | None) -> None:
        if values is not None:
            values.pop("lang", None)

    def remember(response: Response) -> Response:
        is_chosen = request.path.split("/", 2)[1] in NAMES or request.args.get("lang") in NAMES
        if is_chosen and request.cookies.get(COOKIE) != language():
            response.set_cookie(COOKIE, language(), max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure)
        return response

    app.url_defaults(into_links)
    pages.url_value_preprocessor(out_of_arguments)
    app.after_request(remember)


def language_links(path: str = "") -> tuple[LanguageLink, ...]:
    """Give this page in both languages: by its *path* where that names one, else by `?lang=`.

    The path is that of the request, if no other is given: an address that takes forms alone cannot be opened.
    """
    here = language()
    return tuple(
        LanguageLink(HTML_LANG[code], name, _url_in(code, path or request.path), code == here) for code, name in NAMES.items()
    )


def _url_in(code: str, path: str) -> str:
    first, _slash, rest = path[1:].partition("/")
    query = MultiDict(request.args)
    query.pop("lang", None)
    if path == "/" or first in NAMES:
        path = f"/{code}/{rest if first in NAMES else ''}"
    else:
        query["lang"] = code
    pairs = list(query.items(multi=True))
    return f"{quote(path)}?{urlencode(pairs)}" if pairs else quote(path)


def display_url(path: str = "") -> str:
    """Give the page on which letters and contrast are chosen, with the way back: the *path*, or else that of the request."""
    return url_for("pages.display", back=path or request.path)


def gap() -> str:
    """Give what stands between two sentences, or a label and what it is the label of: nothing in Chinese, whose signs hold it."""
    return "" if language() == "zh" else " "


def home_url() -> str:
    """Give the start page in the reader's language."""
    return url_for("pages.start")


def main_navigation() -> list[Item]:
    """Give the service navigation of the applicants' pages."""
    return [
        _item("pages.start", _("Schemes")),
        _item("pages.cities", _("Compare cities")),
        _item("pages.progress", _("Application progress")),
        _item("pages.ask_delete", _("Delete my answers")),
        *_door(),
    ]


def _door() -> list[Item]:
    """Give the way to the own account; staff have none."""
    if person.is_holder():
        return [_item("pages.account", _("My account"))]
    if person.officer() is not None:
        return []
    item = _item("pages.sign_in", _("Sign in"))
    is_worth_it = (request.endpoint or "").startswith("pages.") and "/account/" not in request.path and request.path != "/"
    return [{**item, "href": url_for("pages.sign_in", next=request.path)} if is_worth_it else item]


def footer_links() -> list[Item]:
    """Give the links at the foot of every page."""
    return [
        _item("pages.public_lists", _("Public lists")),
        _item("pages.verify_document", _("Verify a document")),
        _item("pages.privacy", _("Privacy")),
        _item("pages.accessibility", _("Accessibility")),
        feedback_link(),
    ]


def feedback_link() -> Item:
    """Give the way to say something about the page that is being answered, which goes along as its path."""
    return {**_item("pages.feedback", _("Feedback")), "href": url_for("pages.feedback", page=here() or None)}


def _item(endpoint: str, text: str) -> Item:
    return {"href": url_for(endpoint), "text": text, "current": request.endpoint == endpoint}
