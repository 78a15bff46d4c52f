"""The words of the console for what is refused about rounds."""

from __future__ import annotations

from flask_babel import gettext as _

from scoring.web.refusal_words import Remedies


def _in_line(number: str | None, line: str | None) -> str:
    return _("Line %(number)s, “%(line)s”: ", number=number, line=line) if number else ""


REMEDIES: Remedies = (
    (
        r"Places are not limited under these rules\..*",
        lambda: _("Places are not limited under these rules. Choose a version that ranks."),
    ),
    (
        r"These rules know no such round\..*",
        lambda: _("These rules know no such round. Policy staff announce it first, on the page of the rules."),
    ),
    (
        r"Give the round the name of its notice, in at most (\d+) characters\.",
        lambda most: _("Give the round the name of its notice, in at most %(most)s characters.", most=most),
    ),
    (r"The window ends before it begins\.", lambda: _("The window ends before it begins.")),
    (
        r"The rules announce another moment for this round: (.+)\. Take.*",
        lambda moment: _("The rules announce another moment for this round: %(moment)s. Take that one.", moment=moment),
    ),
    (
        r"The rules announce another number of places for this round: (\d+)\..*",
        lambda quota: _("The rules announce another number of places for this round: %(quota)s. Take that one.", quota=quota),
    ),
    (
        r"Give a whole number of places, from 0 to (\d+)\.",
        lambda most: _("Give a whole number of places, from 0 to %(most)s.", most=most),
    ),
    (
        r"Give at least one district with its places.*",
        lambda: _("Give at least one district with its places, a line each: 440106 120."),
    ),
    (r"Give the points of the line.*", lambda: _("Give the points of the line, in steps that these rules have.")),
    (
        r"Round (\d+) is open for these applications\..*",
        lambda number: _("Round %(number)s is open for these applications. Publish its result first, or cancel it.", number=number),
    ),
    (
        r"Round (\d+) of these applications is published, and its line holds\..*",
        lambda number: _(
            "Round %(number)s of these applications is published, and its line holds. Open a follow-up list on its page.",
            number=number,
        ),
    ),
    (
        r"No approved application waits for a place of this round\.",
        lambda: _("No approved application waits for a place of this round."),
    ),
    (
        r"Nobody is approved for this round yet\..*",
        lambda: _("Nobody is approved for this round yet. Approve applications first."),
    ),
    (
        r"Choose exactly (\d+) of the (\d+) who are tied at the line\.",
        lambda count, tied: _("Choose exactly %(count)s of the %(tied)s who are tied at the line.", count=count, tied=tied),
    ),
    (
        r"(\d+) are selected without points, and the round has (\d+) such places\. Take (\d+) of them out\.",
        lambda outside, most, beyond: _(
            "%(outside)s are selected without points, and the round has %(most)s such places. By the further rule of the office "
            "take %(beyond)s of them out of the round, and have it ranked again.",
            outside=outside,
            most=most,
            beyond=beyond,
        ),
    ),
    (
        r"The notice says no places for (.+)\. Cancel.*",
        lambda named: _(
            "The notice says no places for %(named)s. Cancel the round, and open it with places for each: 0 where it has none.",
            named=named,
        ),
    ),
    (
        r"(\d+) of these files lie with an office of no district.*",
        lambda count: _(
            "%(count)s of these files lie with an office of no district, and compete for no places. Have the district of the "
            "office entered in offices.yaml, or return them: they are then not of this round.",
            count=count,
        ),
    ),
    (
        r"The rules announce (\d+) places for this round\. No line.*",
        lambda quota: _(
            "The rules announce %(quota)s places for this round. No line stands for them: give the number, or districts.",
            quota=quota,
        ),
    ),
    (
        r"The rules announce (\d+) places for this round, and the districts have (\d+)\..*",
        lambda quota, together: _(
            "The rules announce %(quota)s places for this round, and the districts have %(together)s. Make them the same.",
            quota=quota,
            together=together,
        ),
    ),
    (
        r"Line (\d+), “(.*)”: write a division code.*",
        lambda number, line: _(
            "Line %(number)s, “%(line)s”: write a division code and a number of places, such as 440106 120.",
            number=number,
            line=line,
        ),
    ),
    (
        r"Line (\d+), “(.*)”: (\d{6}) stands in line (\d+) already\..*",
        lambda number, line, code, first: _(
            "Line %(number)s, “%(line)s”: %(code)s stands in line %(first)s already. Give each district once.",
            number=number,
            line=line,
            code=code,
            first=first,
        ),
    ),
    (
        r"(?:Line (\d+), “(.*)”: )?(\d{6}) does not lie in (\d{6}), where.*",
        lambda number, line, code, place: (
            _in_line(number, line)
            + _(
                "%(code)s does not lie in %(place)s, where these rules hold. Take a code of a district there.",
                code=code,
                place=place,
            )
        ),
    ),
    (
        r"(?:Line (\d+), “(.*)”: )?(\d{6}) is no district known here\. The nearest one known is (\d{6})\..*",
        lambda number, line, code, like: (
            _in_line(number, line)
            + _(
                "%(code)s is no district known here. The nearest one known is %(like)s. Districts are entered in offices.yaml.",
                code=code,
                like=like,
            )
        ),
    ),
    (
        r"(?:Line (\d+), “(.*)”: )?(\d{6}) is no district known here\..*",
        lambda number, line, code: (
            _in_line(number, line) + _("%(code)s is no district known here. Districts are entered in offices.yaml.", code=code)
        ),
    ),
    (r"Say what is wrong with the round\.", lambda: _("Say what is wrong with the round.")),
    (
        r"Leave out numbers of persons and telephones:.*",
        lambda: _("Leave out numbers of persons and telephones: this stays readable for good. Name files by their number."),
    ),
    (
        r"(\S+) is chosen twice\..*",
        lambda reference: _("%(reference)s is chosen twice. Choose each file once.", reference=reference),
    ),
    (
        r"Say what you looked at; where it was drawn.*",
        lambda: _("Say what you looked at; where it was drawn among the tied, say how, when and before whom."),
    ),
    (
        r"Say what speaks against the result.*",
        lambda: _("Say what speaks against the result, or what is to be looked at first."),
    ),
    (
        r"Say what is to be looked at once more: the applicant.*",
        lambda: _("Say what is to be looked at once more: the applicant reads it."),
    ),
)
