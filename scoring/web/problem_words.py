"""What a problem page or a problem document says of an error of the product, in the reader's language."""

from __future__ import annotations

from http import HTTPStatus

from flask_babel import gettext as _

from scoring.errors import (
    AdvisesNobody,
    Blocked,
    CalendarUnknown,
    CaseworkError,
    Erased,
    EvidenceRefused,
    FactsRefused,
    InputRefused,
    MoveRefused,
    NoLongerPublic,
    NotAllowed,
    NotFound,
    NotYet,
    OrgansUnnamed,
    OutsideForce,
    PolicyChanged,
    PolicyNotInForce,
    PolicyNotReady,
    PolicyRefused,
    PolicyUnknown,
    RoundChanged,
    RoundUnknown,
    ScoringError,
    SheetRefused,
    Stale,
    TableRefused,
    Unranked,
    WindowClosed,
)
from scoring.web.evidence_words import say_evidence_refusal
from scoring.web.identity_words import IdentityNotStated, say_not_stated
from scoring.web.not_allowed_words import words_of_refusal, words_of_waiting
from scoring.web.publicity_words import words_of_publicity
from scoring.web.round_refusal_words import words_of_ranking
from scoring.web.sheet_words import say_sheet_refusal
from scoring.web.status_words import Words, words_of_status


def words_of_error(error: ScoringError) -> Words:
    """Say an error of the product's own tree."""
    match error:
        case EvidenceRefused():
            return Words(_("The file cannot be kept"), *say_evidence_refusal(error))
        case SheetRefused():
            return Words(_("The sheet cannot be read"), *say_sheet_refusal(error))
        case Erased(reference=reference, on=on):
            return Words(
                _("The personal data were erased"),
                _("The personal data of %(file)s were erased on %(on)s.", file=reference, on=on.isoformat()),
                _("Its retention was over. What was decided, and every act, can still be read in the file."),
            )
        case CaseworkError():
            return _casework(error)
        case FactsRefused(problems=problems):
            return Words(
                _("Some answers cannot be used"),
                _("%(count)d answers are unknown or have a value that is not allowed.", count=len(problems)),
                _("Correct each answer named below and send them again."),
            )
        case IdentityNotStated(why=why):
            return Words(_("Your identity was not verified"), *say_not_stated(why))
        case _:
            return _policy(error)


def _policy(error: ScoringError) -> Words:
    match error:
        case PolicyUnknown(scheme=scheme, version=version, nearest=nearest):
            name = scheme if version is None else f"{scheme}@{version}"
            hint = _("Did you mean %(name)s?", name=nearest) if nearest else _("Choose a scheme from the start page.")
            return Words(_("There is no such policy"), _("No policy is called %(name)s.", name=name), hint)
        case PolicyNotInForce(scheme=scheme, last=last, on=on):
            return Words(
                _("No version is in force"),
                _("No version of %(scheme)s is in force on %(on)s.", scheme=scheme, on=on.isoformat()),
                _("Its last version is %(last)s. You can still look at it, as of its last day.", last=last),
            )
        case OutsideForce(scheme=scheme, version=version, on=on, first=first, last=end):
            return Words(
                _("The day lies outside the policy's period"),
                _("%(name)s does not hold on %(on)s.", name=f"{scheme}@{version}", on=on.isoformat()),
                _("It holds from %(first)s to %(last)s. Choose a day within.", first=first.isoformat(), last=end or "…"),
            )
        case RoundUnknown(round=round_id):
            return Words(
                _("There is no such round"),
                str(error),
                _("Leave out the round %(round)s, or choose one of the policy.", round=round_id),
            )
        case AdvisesNobody(scheme=scheme, version=version):
            return Words(
                _("This policy advises nobody"),
                _("%(name)s only illustrates what a policy looks like; nobody may act on it.", name=f"{scheme}@{version}"),
                _("Choose a policy that was written from official or secondary sources."),
            )
        case TableRefused():
            return Words(_("The table cannot be used"), str(error), _("Correct the table and try again."))
        case PolicyChanged() | PolicyRefused():
            return Words(_("The policy cannot be used"), str(error), _("Tell the office that publishes the policy."))
        case _:
            return words_of_status(HTTPStatus.INTERNAL_SERVER_ERROR)


def _casework(error: CaseworkError) -> Words:
    match error:
        case NotFound():
            return words_of_status(HTTPStatus.NOT_FOUND)
        case NotAllowed(why=why):
            return Words(*words_of_refusal(why))
        case MoveRefused():
            return Words(
                _("The application's status does not allow this"),
                _("The application has moved on since, or has not come so far yet. Nothing was changed."),
                _("Open the application again and see what is possible now."),
            )
        case Stale():
            return Words(
                _("Somebody else changed this application"),
                _("It was changed after you opened it. Nothing of yours was saved."),
                _("Open the application again, read what is new, and decide anew."),
            )
        case PolicyNotReady(scheme=scheme, version=version, obstacles=obstacles):
            return Words(
                _("The version is not ready"),
                _("%(count)d things keep %(name)s from being published.", count=len(obstacles), name=f"{scheme}@{version}"),
                _("Put right each of them in the text or the cases, and import the version again."),
            )
        case InputRefused(field=field, remedy=remedy):
            return Words(_("Something is missing"), f"{field}: {remedy}", _("Go back, put it right and send it again."))
        case (
            RoundChanged()
            | Unranked()
            | Blocked()
            | CalendarUnknown()
            | OrgansUnnamed()
            | WindowClosed()
            | NotYet()
            | NoLongerPublic()
        ):
            return _in_time(error)
        case _:
            return words_of_status(HTTPStatus.INTERNAL_SERVER_ERROR)


def _in_time(
    error: RoundChanged | Unranked | WindowClosed | Blocked | CalendarUnknown | OrgansUnnamed | NotYet | NoLongerPublic,
) -> Words:
    if isinstance(error, RoundChanged | Unranked):
        return Words(*words_of_ranking(error))
    if isinstance(error, NotYet | NoLongerPublic):
        return Words(*words_of_publicity(error))
    if not isinstance(error, WindowClosed):
        return Words(*words_of_waiting(error))
    opens = error.opens
    ahead = _("The next round opens on %(opens)s.", opens=opens.strftime("%Y-%m-%d %H:%M")) if opens else ""
    return Words(
        _("Applications are not taken at present"),
        _("Places are limited, and no round of this scheme is open now. Your draft is kept."),
        ahead or _("The next round is not announced yet. Come back when it is, and submit the draft then."),
    )
