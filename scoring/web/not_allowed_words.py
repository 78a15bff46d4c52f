"""What is said to a person of the office who may not do an act, or not yet: why, and who or what can change that."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from flask_babel import gettext as _

from scoring.errors import Blocked, CalendarUnknown, OrgansUnnamed
from scoring.web.feedback_words import words_of_feedback
from scoring.web.following_words import words_of_versions
from scoring.web.outside_words import AFTER_APPROVAL
from scoring.web.personal_words import words_of_personal
from scoring.web.publicity_words import words_of_objections
from scoring.web.review_words import words_of_reviews
from scoring.web.revoking_words import words_of_revoking
from scoring.web.sample_words import words_of_samples
from scoring.web.settling_words import words_of_settling


def words_of_refusal(why: str) -> tuple[str, str, str]:
    """Say a guard of `application.moves`: title, what happened, next step."""
    match why:
        case "no_interest":
            return (
                _("You may not open this file"),
                _("You declared an interest in this file, or it is your own or of your household. It is handled by others."),
                _("Tell your supervisor if this is a mistake."),
            )
        case "litigation_hold":
            return (
                _("This file is held"),
                _("A supervisor holds it, or a review, a case outside or a new version of it is open. Nothing was changed."),
                _("Erase it once that is over; another supervisor lifts the hold of the first."),
            )
        case "authority":
            return (
                _("The authority is over"),
                _("Who filled this in may no longer act for the person. Nothing was changed; the draft is kept."),
                _("Have a new authority recorded at the counter."),
            )
        case "claim_free":
            return (
                _("Somebody else works on this file"),
                _("One officer at a time holds a file, and a colleague holds this one. Nothing was changed."),
                _("Ask the colleague to give it back, or a supervisor to release it."),
            )
        case _:
            return _FURTHER.get(why, _words_of_no_right)(why)


def _words_of_no_right(_why: str) -> tuple[str, str, str]:
    return (
        _("You may not do this"),
        _("Your part on this application, or your role, does not allow this act. Nothing was changed."),
        _("Ask a colleague whose role allows it."),
    )


def _words_of_deciding(why: str) -> tuple[str, str, str]:
    if why in {"kind", "points_stand"}:
        return _words_of_points(why)
    if why == "in_register":
        return (
            _("The entitlement does not stand there"),
            _("It is not in a state from which this leads on, or the person does not have it. Nothing was changed."),
            _("Open the person in the register, and see what happened with it."),
        )
    if why == "second_person":
        return (
            _("Another person must do this"),
            _("Two people must agree to it, and it is not done by one person alone. Nothing was changed."),
            _("Ask a colleague with the same part, or the head, to look at it and to do it."),
        )
    if why == "proved":
        return (
            _("Nothing was signed"),
            _("What is proposed or decided is signed, by who proved lately that it is them. Nothing was changed."),
            _("Open the form again, and type password and code there."),
        )
    if why == "signed":
        return (
            _("The officer's signature is missing"),
            _("What was proposed is not signed, or the signature does not hold. Nothing was changed."),
            _("Return it to the officer, who looks at it again, proposes anew, and signs."),
        )
    if why == "proposed":
        return (
            _("A grant was not proposed"),
            _("The officer did not propose to grant this application. Nothing was changed."),
            _("Refuse it, or return it to the officer with your reasons."),
        )
    return (
        _("The result is not the one that was proposed"),
        _("Computed again, the result or the records are not what the officer proposed and signed. Nothing was changed."),
        _("Return it to the officer, who looks at it again and proposes anew."),
    )


def _words_of_questions(why: str) -> tuple[str, str, str]:
    match why:
        case "none_open":
            return (
                _("The applicant was asked already"),
                _("One set of questions is open at a time, and an answer is awaited. Nothing of yours was sent."),
                _("Wait for the answer, or for the end of its term; then ask again."),
            )
        case "term_set":
            return (
                _("No term to answer is set"),
                _("Neither these rules nor the office say by when an applicant must answer. Nothing was sent."),
                _(
                    "Ask the administrator to set `question` under `days` in office_defaults.yaml, from: question; or have "
                    "the policy state it under `procedure.days`."
                ),
            )
        case "account":
            return (
                _("Nobody could read it"),
                _("This application was recorded at the counter and belongs to no account. Nothing was sent."),
                _("Ask or tell the person at the counter. What must be served goes by post or is handed over there."),
            )
        case _:
            return (
                _("There is nothing to answer"),
                _("The office asks nothing now, or the answer is with it already. Nothing of yours was sent."),
                _("Open the application and see where it stands."),
            )


def _words_of_service(why: str) -> tuple[str, str, str]:
    match why:
        case "sealed":
            return (
                _("This document is not sealed"),
                _("A document without the seal of the office is not served. Nothing was recorded."),
                _("Ask who runs this installation to set the seal of the office; then open the page of service again."),
            )
        case "unserved":
            return (
                _("This document is served already"),
                _("Its service was recorded meanwhile. Nothing of yours was recorded."),
                _("Open the file and see how it was served; a supervisor corrects what was recorded wrong."),
            )
        case "unsigned":
            return (
                _("A signed proof is kept with this service"),
                _("One is kept with each record of a service, and stays. Nothing was changed."),
                _("Open it from the file. If it is the wrong one, a supervisor corrects the record of service with the right one."),
            )
        case "served":
            return (
                _("There is no service to correct"),
                _("None is recorded, or the account recorded it itself, which stands. Nothing was changed."),
                _("Open the file and see how the document was served."),
            )
        case _:
            return (
                _("This person is not served by the account"),
                _("They did not agree to it, withdrew that, or the account is not their own. Nothing was recorded."),
                _("Serve it at the counter, by post or by public notice."),
            )


def _words_of_points(why: str) -> tuple[str, str, str]:
    if why == "kind":
        return (
            _("This is not done with a file of this kind"),
            _("Points are approved in a points record; granted or refused is an application. Nothing was changed."),
            _("Open the file again and see what is possible with it."),
        )
    return (
        _("The approved points do not stand"),
        _("What this application goes by is being adjusted, or was withdrawn or approved anew. Nothing was changed."),
        _("Wait until the points are approved anew; then amend the facts, and recommend it again."),
    )


def _words_of_request(why: str) -> tuple[str, str, str]:
    if why == "request_open":
        return (
            _("This request is closed already"),
            _("It was answered, declined or taken back meanwhile. Nothing of yours was saved."),
            _("Open the list of requests and see what is still asked."),
        )
    return (
        _("There is no answer to contest"),
        _("The department has not answered this request, or was asked anew since. Nothing was changed."),
        _("Open the page of verification and see where the request stands."),
    )


_FURTHER: Mapping[str, Callable[[str], tuple[str, str, str]]] = {
    **dict.fromkeys(("none_open", "term_set", "account", "asked"), _words_of_questions),
    **dict.fromkeys(
        ("kind", "points_stand", "same_again", "proposed", "in_register", "second_person", "proved", "signed"), _words_of_deciding
    ),
    **dict.fromkeys(("sealed", "unserved", "served", "service_agreed", "unsigned"), _words_of_service),
    **dict.fromkeys(("in_period", "objected", "untold", "told", "heard"), words_of_objections),
    **dict.fromkeys(("unfollowed", "original", "is_version"), words_of_versions),
    "unanswered": words_of_personal,
    "undealt": words_of_feedback,
    **dict.fromkeys(("revoking", "not_revoking", "term_runs"), words_of_revoking),
    **dict.fromkeys(("term_over", "reminded", "reminder_due"), words_of_settling),
    **dict.fromkeys(
        ("reviewable", "unreviewed", "review_open", "review_free", "no_review", "late", "fresh_eyes"), words_of_reviews
    ),
    **AFTER_APPROVAL,
    **dict.fromkeys(("request_open", "request_answered"), _words_of_request),
    **dict.fromkeys(("own_sample", "open_sample", "all_found"), words_of_samples),
}


def words_of_waiting(error: Blocked | CalendarUnknown | OrgansUnnamed) -> tuple[str, str, str]:
    """Say what waits for something else to be done first, in the same three pieces."""
    match error:
        case Blocked(reference=reference, obstacles=obstacles):
            return (
                _("The application cannot be recommended yet"),
                _("%(count)d things stand in the way of %(reference)s.", count=len(obstacles), reference=reference),
                _("Check what is still open on the page of verification, and close the flags."),
            )
        case OrgansUnnamed():
            return _words_of_unnamed(error)
        case CalendarUnknown(year=year):
            return (
                _("A deadline cannot be computed"),
                _("The working days of %(year)d are not known to this service, and they are not guessed.", year=year),
                _("Ask the administrator to enter that year's notice of the State Council in working_days.yaml."),
            )


def _words_of_unnamed(error: OrgansUnnamed) -> tuple[str, str, str]:
    """Say which organs a letter could not name, and where they are named."""
    places = _(", ").join(f"procedure.{place}" for place in error.places)
    return (
        _("Nobody is named to whom the applicant could turn"),
        _(
            "A decision names who decides and before whom it can be contested. Neither %(policy)s nor the office names: "
            "%(places)s. Nothing was changed.",
            policy=f"{error.scheme}@{error.version}",
            places=places,
        ),
        _(
            "Ask the administrator to name them in office_defaults.yaml (`organ`, and `organ` of each of `remedies`); or have a "
            "new version of the policy name them under `procedure`."
        ),
    )
