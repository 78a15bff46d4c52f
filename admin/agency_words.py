"""The words of agencies: their kinds, what they are told, how a message stands, what is refused, and the acts of the journal."""

from __future__ import annotations

from flask import Flask
from flask_babel import gettext as _

from admin.background_words import say_job_error
from scoring.application.agencies import NEEDS, AgencyKind
from scoring.web.refusal_words import Remedies


def into_templates(app: Flask) -> None:
    """Let the console's templates say all of them."""
    app.jinja_env.globals.update(say_agency_kind=say_agency_kind, say_told=say_told, say_needs=say_needs, say_untold=say_untold)


def acts() -> dict[str, str]:
    """Name the acts on agencies, for the journal."""
    return {
        "register_agency": _("Agency registered"),
        "change_agency": _("Agency changed"),
        "new_secret": _("New secret of an agency"),
        "issue_token": _("Token issued"),
        "revoke_token": _("Token revoked"),
        "close_agency": _("Agency closed"),
        "send_again": _("Message to an agency sent again"),
    }


def say_agency_kind(kind: AgencyKind | str) -> str:
    """Name a kind of agency."""
    return {
        "school": _("School"),
        "housing": _("Housing authority"),
        "pension": _("Pension insurance office"),
        "medical": _("Medical insurance office"),
    }[str(kind)]


def say_needs(kind: AgencyKind) -> str:
    """Name everything that agencies of a kind see."""
    names = {
        "name": _("name"),
        "birth_year": _("year of birth"),
        "district": _("district"),
        "confers": _("what it gives"),
        "since": _("from when"),
        "until": _("until when"),
        "apply_until": _("apply by"),
    }
    return _(", ").join(names[field] for field in NEEDS[kind].fields)


def say_told(event: str) -> str:
    """Name what an agency is told."""
    return {"begins": _("Begins"), "ends": _("Ends")}[event]


def say_untold(code: str) -> str:
    """Say why a message was not taken."""
    if code.startswith("agency_said_"):
        return _("The agency answered %(status)s.", status=code.rpartition("_")[2])
    return {
        "timeout": _("The agency did not answer in time."),
        "unreachable": _("The agency could not be reached."),
        "no_trust": _("Nobody vouches for the agency’s certificate."),
        "not_https": _("The address is not encrypted."),
        "leads_inside": _("The address leads inside."),
        "no_address": _("The agency is closed, or has no address."),
    }.get(code) or say_job_error(code)


REMEDIES: Remedies = (
    (
        r"Type the agency's name, at most (\d+) characters\.",
        lambda most: _("Type the agency’s name, at most %(most)s characters.", most=most),
    ),
    (
        r"Say whom to call there, at most (\d+) characters\.",
        lambda most: _("Say whom to call there, at most %(most)s characters.", most=most),
    ),
    (
        r"Type an address that begins with https://.*",
        lambda: _("Type an address that begins with https://, without a user name, such as https://school.example.cn/luohu."),
    ),
    (
        r"This address leads to the machine itself.*",
        lambda: _("This address leads to the machine itself or to its own network. Type the agency’s address."),
    ),
    (
        r"Type a number of days from 1 to (\d+)\.",
        lambda most: _("Type a number of days from 1 to %(most)s.", most=most),
    ),
)
