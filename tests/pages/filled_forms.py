"""Reads the forms of a page and fills in every input, as somebody does who types into all of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html import unescape
from html.parser import HTMLParser

TYPED = "甲乙 & <丙>"
CHOSEN = {"checkbox", "radio", "option"}
UNFILLED = {"hidden", "password", "file", "submit", "button"}


@dataclass
class Form:
    """One form: where it is sent, what stands in it, and what can be typed or chosen in it."""

    action: str
    stands: list[tuple[str, str]] = field(default_factory=list)
    offered: list[tuple[str, str, str]] = field(default_factory=list)
    hidden: list[tuple[str, str]] = field(default_factory=list)
    secret: list[str] = field(default_factory=list)

    def filled(self) -> list[tuple[str, str]]:
        """Give one value for every input: of several that are offered the last."""
        return list({name: (name, value) for name, value, _kind in self.offered}.values())


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms, self.form, self.area, self.select = [], None, None, None

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        if tag == "form" and (given.get("method") or "").lower() == "post":
            self.form = Form(given.get("action") or "")
            self.forms.append(self.form)
        if self.form is None or ("name" not in given and tag != "option"):
            return
        match tag:
            case "input":
                self._input(given)
            case "textarea":
                self.area = (given["name"], "")
            case "select":
                self.select = given["name"]
            case "option" if self.select:
                self._choice(self.select, given.get("value") or "", "selected" in given, "option")

    def _input(self, given):
        name, value, kind = given["name"], given.get("value") or "", given.get("type", "text")
        if kind in {"checkbox", "radio"}:
            self._choice(name, given.get("value", "on"), "checked" in given, kind)
        elif kind in UNFILLED:
            (self.form.secret if kind in {"password", "file"} else self.form.hidden).append(
                name if kind in {"password", "file"} else (name, value)
            )
        else:
            self.form.offered.append((name, TYPED, kind))
            self.form.stands.append((name, value))

    def _choice(self, name, value, is_chosen, kind):
        self.form.offered.append((name, value, kind))
        if is_chosen:
            self.form.stands.append((name, value))

    def handle_data(self, text):
        if self.area:
            self.area = (self.area[0], self.area[1] + text)

    def handle_endtag(self, tag):
        if tag == "textarea" and self.form and self.area:
            self.form.offered.append((self.area[0], TYPED, tag))
            self.form.stands.append((self.area[0], self.area[1].removeprefix("\r\n").removeprefix("\n")))
            self.area = None
        if tag == "select":
            self.select = None
        if tag == "form":
            self.form = None


def forms_of(page: str) -> list[Form]:
    """Give the forms of a page's main part that are posted."""
    reader = _Reader()
    reader.feed(page.split('id="main-content"', 1)[1])
    return reader.forms


def stands_in(page: str) -> set[tuple[str, str]]:
    """Give everything that is typed, chosen or carried in the forms of a page."""
    return {pair for form in forms_of(page) for pair in (*form.stands, *form.hidden)}


def send_stale(client, address, sent, page):
    """Send a form of *page* as if it had been open too long: it comes back with all that was typed, and nothing is done."""
    offered = [(name, value, kind) for form in forms_of(page) for name, value, kind in form.offered]
    free = {name for name, _value, kind in offered if kind not in CHOSEN}
    chosen = {(name, value) for name, value, kind in offered if kind in CHOSEN}
    typed = {(name, value) for name, value in sent.items() if isinstance(value, str) and (name in free or (name, value) in chosen)}
    plain = {name: value for name, value in sent.items() if isinstance(value, str | list)}
    answer = client.post(address, data=plain | {"csrf_token": "of a page that was open too long"})
    if answer.location is None:  # what cannot be done any more leads to where it stands
        assert answer.status_code in {400, 405, 409, 422}, address
        lost = {value for _name, value in typed - stands_in(answer.text)}
        assert not [value for value in lost if value not in unescape(answer.text)], address
