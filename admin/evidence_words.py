"""The words of the console for evidence."""

from __future__ import annotations

from flask import Flask
from flask_babel import gettext as _

from scoring.application.assisted import FORM_NAME, SIGNED_FORM
from scoring.application.evidence import EvidenceFile, Media, Scan
from scoring.policy.facts import Evidence
from scoring.policy.model import Policy
from scoring.web.language import language

KILO = 1024


def into_templates(app: Flask) -> None:
    """Let the console's templates say all of them."""
    app.jinja_env.globals.update(
        say_media=say_media, say_size=say_size, say_scan=say_scan, say_proof=say_proof, say_evidence=say_evidence, say_form=say_form
    )


def say_media(media: Media) -> str:
    """Name what a file is."""
    return "PDF" if media is Media.PDF else _("Image")


def say_size(size: int) -> str:
    """Write a size in the unit that is easiest to read."""
    return f"{-(-size // KILO)} KB" if size < KILO * KILO else f"{size / KILO / KILO:.1f} MB"


def say_scan(scan: Scan) -> str:
    """Tell whether a file was scanned for viruses."""
    return _("Scanned: no virus") if scan is Scan.CLEAN else _("Not scanned for viruses")


def say_proof(kind: Evidence) -> str:
    """Tell where the proof comes from that is no document."""
    return _("Known to the register") if kind.proof == "registry" else _("By declaration")


def say_evidence(policy: Policy, file: EvidenceFile) -> str:
    """Name the kind of a file."""
    kind = policy.evidence.get(file.kind)
    return kind.label.say(language()) if kind else say_form(file) or file.kind


def say_form(file: EvidenceFile) -> str:
    """Name a signed form, which no policy names; nothing for other files."""
    return FORM_NAME.say(language()) if file.kind == SIGNED_FORM else ""
