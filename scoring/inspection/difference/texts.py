"""Saying differences, and what stands in them, in Chinese and English."""

from __future__ import annotations

from scoring.inspection.difference.change import Change
from scoring.inspection.difference.codes import CODES
from scoring.inspection.difference.words import PARTS, SENTENCES, WHAT
from scoring.policy.wording import Text, text


def code_words(code: str, name: str = "") -> Text:
    """Give the words of a fixed value of the format, those for the property *name* first; of anything else, itself."""
    zh, en = CODES.get(f"{name}.{code}") or CODES.get(code, (code, code))
    return text(code) if zh == en else text({"zh": zh, "en": en})


def property_words(name: str) -> Text:
    """Give the words of a property."""
    return text({each: what_words(name, each) for each in ("zh", "en")})


def what_words(what: str, language: str) -> str:
    """Say a property; one of a part after that part."""
    return " · ".join(WHAT.get(step, (step, step))[language == "en"] for step in what.split("."))


def sentence(code: str, language: str, **places: str) -> str:
    """Give the words of SENTENCES with *places* filled in."""
    return SENTENCES[code][language == "en"].format_map(places)


def in_both(code: str, **places: Text) -> Text:
    """Give the words of SENTENCES in both languages."""
    return text({each: sentence(code, each, **{k: v.say(each) for k, v in places.items()}) for each in ("zh", "en")})


def say_change(change: Change, language: str) -> str:
    """Say a difference in one line: where, what, from what to what."""

    def said(code: str, **places: str) -> str:
        return sentence(code, language, **places)

    part, label, row = PARTS[change.part][language == "en"], change.label.say(language), change.row.say(language)
    line = said("labelled", part=part, label=label) if change.id else part
    line += said("row", row=row) if row else ""
    line += said("what", what=what_words(change.what, language)) if change.what else ""
    old, new = change.old.say(language), change.new.say(language)
    line += said(change.kind, old=old or said("nothing"), new=new or said("nothing"))
    if change.kind in {"added", "removed"} and (old or new) not in {"", row}:
        line += said("words", words=old or new)
    return line + (said("reference", reference=change.reference) if change.reference else "")
