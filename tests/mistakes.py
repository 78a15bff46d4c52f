"""What a form must do with a wrong input: say which field and what to do, lead to the field, and keep what was typed."""

from __future__ import annotations

import re
from html import unescape

SUMMARY = re.compile(r'<div class="govuk-error-summary".*?</ul>', re.DOTALL)
LINK = re.compile(r'<a href="#([^"]+)">(.*?)</a>', re.DOTALL)
INPUT = r'<(?:input|textarea|select|fieldset|div)[^>]* id="{}"'


def faults_of(answer, field, words, kept=()):
    """Say what is wrong with the answer to a form whose input *field* was wrong: *words* are to be said, *kept* to be still there."""
    page = unescape(answer.text)
    found = SUMMARY.search(page)
    links = LINK.findall(found.group()) if found else []
    checks = {
        f"answered {answer.status_code}": answer.status_code == 422,
        "no error summary": bool(links),
        f"not said: {words!r}, but {[said for _, said in links]}": any(words in said for _, said in links),
        f"leads to {[target for target, _ in links]} and not to {field}": field in {target for target, _ in links},
        f"leads nowhere: {field}": re.search(INPUT.format(re.escape(field)), page) is not None,
        **{f"lost: {typed!r}": f'value="{typed}"' in page or f">{typed}<" in page.replace("\r\n", "") for typed in kept},
    }
    return [fault for fault, is_right in checks.items() if not is_right]
