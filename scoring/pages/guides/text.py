"""The text of a version as published: line by line on a page, as a file, and with all that its digest rests on."""

from __future__ import annotations

import base64
import hashlib
import io
import re
import zipfile
from dataclasses import dataclass
from typing import ClassVar

from flask import request
from werkzeug.wrappers import Response

from scoring.casework.kept_policies import KeptPolicy, kept_policy, text_sha256
from scoring.errors import PolicyChanged
from scoring.pages.guides.frame import SchemePage, Shown
from scoring.pages.view import Page
from scoring.policy.as_files import as_files
from scoring.web.services import Services

_SECTION = re.compile(r"([a-z_]+):")
_PACKED = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text line by line; `sections` are the keys of the policy, each with the number of its line."""

    name: str
    lines: tuple[str, ...]
    sections: tuple[tuple[str, int], ...]
    sha256: str


class PolicyText(SchemePage):
    """`/zh/schemes/<scheme>/<version>/text`."""

    endpoint: ClassVar[str] = "pages.policy_text"
    template: ClassVar[str] = "pages/guides/text.html"

    def context(self, shown: Shown) -> dict[str, object]:
        """Give the text, with its digests. Raises PolicyChanged where it no longer is what was published."""
        policy = shown.policy
        kept = _whole(self.services, policy.scheme, policy.version)
        return {"sheet": sheet_of(kept)}


class PolicyFile(Page):
    """`/zh/schemes/<scheme>/<version>/text.yaml`: the very bytes that were published."""

    def dispatch_request(self, scheme: str, version: str) -> Response:
        """Give the file. Raises PolicyUnknown with the nearest name, PolicyChanged."""
        self.services.library.find(scheme, version)
        kept = _whole(self.services, scheme, version)
        return _file(kept.source.text.encode(), f"{scheme}-{version}.yaml", "application/yaml")


class PolicyFiles(Page):
    """`/zh/schemes/<scheme>/<version>/files.zip`: all that the digest rests on, laid out as a folder of policies."""

    def dispatch_request(self, scheme: str, version: str) -> Response:
        """Give the files. Raises PolicyUnknown with the nearest name, PolicyChanged."""
        self.services.library.find(scheme, version)
        kept = _whole(self.services, scheme, version)
        return _file(packed(kept), f"{scheme}-{version}.zip", "application/zip")


def sheet_of(kept: KeptPolicy) -> Sheet:
    """Lay a text out line by line."""
    lines = tuple(kept.source.text.splitlines())
    keys = ((_SECTION.match(line), number) for number, line in enumerate(lines, start=1))
    sections = tuple((key[1], number) for key, number in keys if key)
    return Sheet(f"{kept.source.scheme}-{kept.source.version}", lines, sections, kept.text_sha256)


def packed(kept: KeptPolicy) -> bytes:
    """Pack the texts of a version, its cases, and those of what it extends; the same bytes each time."""
    source, file = kept.source, io.BytesIO()
    texts = as_files(source) | {f"{source.scheme}/{source.version}.cases.yaml": kept.cases}
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(texts):
            archive.writestr(zipfile.ZipInfo(name, _PACKED), texts[name].encode(), zipfile.ZIP_DEFLATED)
    return file.getvalue()


def _whole(services: Services, scheme: str, version: str) -> KeptPolicy:
    kept = kept_policy(services.transaction, scheme, version)
    if not kept.is_whole:
        raise PolicyChanged(scheme, version, kept.text_sha256, text_sha256(kept.source.text))
    return kept


def _file(content: bytes, name: str, media: str) -> Response:
    """Give *content* to be kept; who has it already is told so, and anybody can check that it came whole (RFC 9530)."""
    digest = hashlib.sha256(content)
    response = Response(content, mimetype=media)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["Repr-Digest"] = f"sha-256=:{base64.b64encode(digest.digest()).decode()}:"
    response.set_etag(digest.hexdigest())
    response.cache_control.no_cache = True  # may be kept, but asked about each time
    return response.make_conditional(request)
