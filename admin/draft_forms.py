"""The forms of drafts: texts typed or uploaded, and the acts on a draft."""

from __future__ import annotations

from pathlib import PurePath

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, StringField, TextAreaField
from wtforms.validators import Optional

from admin.forms import MOST, DayField, at_most, needed
from scoring.web.typed import whole_number

ENDINGS = frozenset({".yaml", ".yml", ".txt"})
TEXTS = ("text", "cases", "vocabulary", "rounds")
_FILE = _l("A chosen file takes the place of what stands in the box.")


class ImportForm(FlaskForm):
    """The texts of one version. What was sent stands in the boxes again when something is wrong with it."""

    scheme = StringField(_l("Scheme"), description=_l("Leave it empty where the head of the text says it."))
    version = StringField(_l("Version"), description=_l("Leave it empty where the head of the text says it."))
    text = TextAreaField(_l("Text of the version"), description=_l("YAML, as the manual of the format describes it."))
    text_file = FileField(_l("File of the text"), description=_FILE)
    cases = TextAreaField(_l("Cases"), description=_l("The version's own tests: without them it cannot be submitted."))
    cases_file = FileField(_l("File of the cases"), description=_FILE)
    vocabulary = TextAreaField(_l("Vocabulary"), description=_l("Empty: that of the newest published version."))
    vocabulary_file = FileField(_l("File of the vocabulary"), description=_FILE)
    rounds = TextAreaField(_l("Rounds"), description=_l("Empty: the rounds of the scheme as published."))
    rounds_file = FileField(_l("File of the rounds"), description=_FILE)

    def read(self) -> bool:
        """Bring what was uploaded into the boxes; False where a file cannot be read, with the words beside it."""
        found = [self._read(name) for name in TEXTS]  # each of them, so that no upload is lost
        return all(found)

    def given(self, name: str) -> str:
        """Give the text of a box; a browser sends its lines with the line ends of another age."""
        return (self._fields[name].data or "").replace("\r\n", "\n")

    def refuse(self, name: str, words: str) -> None:
        """Put what is wrong beside the box or the file it is about."""
        field = self._fields[name]
        field.errors = [*field.errors, words]

    def summary(self) -> list[dict[str, str]]:
        """Give every error for the error summary."""
        return [{"text": str(text), "href": f"#{field.id}"} for field in self for text in field.errors]

    def _read(self, name: str) -> bool:
        """Keep the very bytes of a UTF-8 file; what is another encoding is shown as well as can be, and refused."""
        upload = self._fields[f"{name}_file"].data
        if not upload or not upload.filename:
            self._fields[name].data = self.given(name)
            return True
        raw = upload.read()
        if b"\0" in raw:
            self.refuse(f"{name}_file", _("“%(name)s” is no text. Choose a YAML file.", name=upload.filename))
            return False
        return self._decode(name, upload.filename, raw)

    def _decode(self, name: str, filename: str, raw: bytes) -> bool:
        try:
            self._fields[name].data = raw.decode("utf-8")
        except UnicodeDecodeError as error:
            before = raw[: error.start].decode("utf-8")
            self._fields[name].data = raw.decode("gb18030", "replace")
            line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
            words = _(
                "“%(name)s” is not UTF-8 from line %(line)d, column %(column)d on. The box shows it read as GB18030: look it"
                " through and send it, or save the file as UTF-8.",
                name=filename,
                line=line,
                column=column,
            )
            self.refuse(f"{name}_file", words)
            return False
        if PurePath(filename).suffix.lower() not in ENDINGS:
            words = _("“%(name)s” does not end in .yaml. Its text stands in the box: look it through and send it.", name=filename)
            self.refuse(f"{name}_file", words)
            return False
        return True


class DraftActForm(FlaskForm):
    """An act on a draft, with the revision that the page showed."""

    revision = HiddenField()

    def refuse(self, name: str, words: str) -> None:
        """Put what a use case found wrong beside the input it is about, or else at the first one."""
        field = self._fields.get(name) or next(f for f in self if f.type not in {"HiddenField", "CSRFTokenField"})
        field.errors = [*field.errors, words]

    def summary(self) -> list[dict[str, str]]:
        """Give every error for the error summary."""
        return [{"text": str(text), "href": f"#{field.id}"} for field in self for text in field.errors]

    @property
    def seen(self) -> int:
        """The revision that was shown; 0 where the form was tampered with."""
        return whole_number(self.revision.data) or 0


class SubmitForm(DraftActForm):
    """Hand the draft to another person."""

    reason = TextAreaField(
        _l("Reason"),
        description=_l("What the version changes, and on what instrument it rests."),
        validators=[
            needed(_l("Say what the version changes, and on what instrument it rests.")),
            at_most(MOST),
        ],
    )


class WithdrawForm(DraftActForm):
    """Let the draft go no further."""

    reason = TextAreaField(
        _l("Reason"),
        description=_l("Why it goes no further, and what is to be done instead."),
        validators=[
            needed(_l("Say why it goes no further, and what is to be done instead.")),
            at_most(MOST),
        ],
    )


class PublishRoundsForm(DraftActForm):
    """Publish rounds: they name their own days, so that there is none to confirm."""

    looked = BooleanField(
        _l("I compared what changes with the notice"),
        validators=[needed(_l("Compare what changes with the notice, and confirm that you did."))],
    )


class PublishForm(DraftActForm):
    """Publish for good."""

    on = DayField(
        _l("Day of effect"),
        description=_l("Type the day that the text and the instrument say, such as 2026-03-02."),
        validators=[needed(_l("Type the day of effect."))],
    )
    reason = TextAreaField(
        _l("Reason of a late publication"),
        description=_l("Only where the day is past and another version was served since."),
        validators=[Optional(), at_most(MOST)],
    )
