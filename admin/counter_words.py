"""The words of applicants' accounts in the console: acts of the journal, and what the use cases of the counter refuse."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.web.refusal_words import Remedies


def acts() -> dict[str, str]:
    """Name the acts on accounts."""
    return {
        "record_authority": _("Authority recorded"),
        "end_authority": _("Authority ended"),
        "show_code": _("Code for the counter shown"),
        "verify_identity": _("Identity verified"),
        "correct_identity": _("Identity corrected"),
        "give_new_start": _("Code for a new password given"),
        "use_new_start": _("New password set with the code"),
        "sign_up": _("Applicant's account opened"),
        "agree": _("Consent given anew"),
        "change_password": _("Password changed"),
        "ask_contact_code": _("Code for the contact asked for"),
        "prove_contact": _("Contact proven"),
        "change_contact": _("Contact changed"),
        "own_archive": _("Everything held taken as an archive"),
        "close": _("Account closed"),
    }


REMEDIES: Remedies = (
    (
        r"A sign of the code is wrong.*",
        lambda: _("A sign of the code is wrong. Compare it with what the person shows, sign by sign."),
    ),
    (
        r"No account shows this code now.*",
        lambda: _("No account shows this code now. Ask the person to show a code anew on the page of the account."),
    ),
    (r"Confirm that you saw the card.*", lambda: _("Confirm that you saw the card.")),
    (
        r"The identity of this account is verified already.*",
        lambda: _("The identity of this account is verified already. A supervisor corrects a wrong one."),
    ),
    (
        r"The identity of this account is not verified yet.*",
        lambda: _("The identity of this account is not verified yet: an officer who sees the card does that."),
    ),
    (
        r"This number is verified for another account, that of (\S+)\. .*",
        lambda contact: _(
            "This number is verified for another account, that of %(contact)s. The person uses that one: give it a new start if "
            "its password is lost. Or the person closes it first.",
            contact=contact,
        ),
    ),
    (
        r"No account has this number verified.*",
        lambda: _(
            "No account has this number verified. Whose identity was never verified opens a new account, with another contact."
        ),
    ),
    (r"The last day lies before.*", lambda: _("The last day lies before the first. Correct one of them.")),
    (r"The last day is over.*", lambda: _("The last day is over. An authority that has expired is not recorded.")),
    (
        r"Choose the scheme: only where.*",
        lambda: _("Choose the scheme: only where its policy says so may an employer's agent apply."),
    ),
    (
        r"The policy of (\S+) does not let an employer's agent.*",
        lambda name: _("The policy of %(name)s does not let an employer's agent apply. The person applies, or a proxy.", name=name),
    ),
    (r"Say what proves it.*", lambda: _("Say what proves it: which paper, by whom, of which day.")),
    (
        r"The identity of the account that will act.*",
        lambda: _("The identity of the account that will act is not verified yet. Verify it first."),
    ),
    (
        r"This is the number of the account itself.*",
        lambda: _("This is the number of the account itself: nobody is their own proxy."),
    ),
    (
        r"Say why: which court or body.*",
        lambda: _("Say why: which court or body, which case, or that it is over."),
    ),
    (r"Read what you agree to.*", lambda: _("The person must agree to what is kept: tick the box.")),
    (
        r"Under (\S+) nobody applies at the counter\..*",
        lambda name: _("Under %(name)s nobody applies at the counter. The person applies online, or a proxy does.", name=name),
    ),
    (
        r"The code is not that of the draft as it is now.*",
        lambda: _(
            "The code is not that of the draft as it is now: it was changed after printing, or a sign is wrong. Compare the code; "
            "if it is right, print the form anew and have it signed."
        ),
    ),
    (
        r"There is no such draft that was filled in.*",
        lambda: _("There is no such draft that was filled in for somebody. Compare the number on the form."),
    ),
    (r"This draft was submitted, deleted.*", lambda: _("This draft was submitted, deleted or has expired.")),
    (r"Compare the form with the card.*", lambda: _("Compare the form with the card and the signature, and say so.")),
    (
        r"Scan the signed form in: without.*",
        lambda: _("Scan the signed form in: without it nothing is submitted on paper."),
    ),
    (
        r"The applicant is not the person for whom.*",
        lambda: _("The applicant in the draft is not the person for whom it was filled in."),
    ),
    (r"Say what was wrong, and how it was found\.", lambda: _("Say what was wrong, and how it was found.")),
)
