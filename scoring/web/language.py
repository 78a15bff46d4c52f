"""Which of the two languages a request is answered in."""

from __future__ import annotations

from typing import Literal

from flask import Flask, has_request_context, request
from flask_babel import Babel

Language = Literal["zh", "en"]

COOKIE = "lang"
LOCALES = {"zh": "zh_CN", "en": "en"}
HTML_LANG = {"zh": "zh-Hans-CN", "en": "en"}
_KNOWN = "luohu.language"
"""Where the answer is kept for as long as a request lasts: every link asks for it."""


def language() -> Language:
    """Give the language of this request: of its path, else `?lang=`, else the cookie, else the browser's wish, else zh."""
    if not has_request_context():
        return "zh"
    environment = request.environ
    if _KNOWN not in environment:
        environment[_KNOWN] = _language()
    known: Language = environment[_KNOWN]
    return known


def _language() -> Language:
    first = request.path.split("/", 2)[1]
    wishes = (first, request.args.get("lang"), request.cookies.get(COOKIE), request.accept_languages.best_match(["zh", "en"]))
    for wish in wishes:
        match wish:
            case "zh" | "en":
                return wish
    return "zh"


def locale() -> str:
    """Give the name under which Babel and the libraries below it know the language."""
    return LOCALES[language()]


def html_lang() -> str:
    """Give the `lang` attribute of the page."""
    return HTML_LANG[language()]


def register(app: Flask) -> None:
    """Let Babel and every template follow the request's language: `language()`, `html_lang()`."""
    Babel(app, default_locale=LOCALES["zh"], default_timezone="Asia/Shanghai", locale_selector=locale)
    app.jinja_env.globals.update(language=language, html_lang=html_lang)
