"""The proof bundle: what lets anyone check, and recompute, a decision. The same parts give the same bytes for ever."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files as resources
from typing import TYPE_CHECKING, Any

from scoring.application.plain import canonical, plain
from scoring.notices.proof_form_1.readme import README
from scoring.notices.proof_form_1.verify import pack
from scoring.notices.proof_form_1.verify import sha256 as digest

if TYPE_CHECKING:
    from collections.abc import Mapping

FORM = "scoring.notices.proof_form_1"
_IMPORT = f"from {FORM}.ed25519 import is_signed\n"
_BEGINS, _GOES_ON = "ED_P = ", "STATEMENTS = "


@dataclass(frozen=True, slots=True)
class Signed:
    """A statement of an officer with its signature and what the service says of the key, keys and signatures in bytes."""

    statement: Mapping[str, Any]
    signature: bytes
    key: Mapping[str, Any]
    countersignature: bytes

    @property
    def key_name(self) -> str:
        """The name of the key within a bundle: whose it is, and its beginning."""
        return f"{self.key['account']}:{self.key['public'][:16]}"


@dataclass(frozen=True, slots=True)
class ProofParts:
    """What a bundle is made of.

    `statements` by the name of their file, `texts` of the rules by theirs; `shown` are value and salt of what is disclosed, by
    label; `journal` has `event`, `link`, `path` and `seal`.
    """

    service: bytes
    statements: Mapping[str, Signed]
    texts: Mapping[str, str]
    journal: Mapping[str, Any]
    shown: Mapping[str, Mapping[str, Any]] = field(repr=False)


def proof_bundle(parts: ProofParts) -> bytes:
    """Write a bundle, a ZIP of files of which each has one form only."""
    keys = {one.key_name: one for one in parts.statements.values()}
    officers = [
        {"name": name, "statement": plain(one.key), "countersignature": one.countersignature.hex()}
        for name, one in sorted(keys.items())
    ]
    signatures = {name: {"key": one.key_name, "signature": one.signature.hex()} for name, one in parts.statements.items()}
    documents: dict[str, object] = {
        **{name: one.statement for name, one in parts.statements.items()},
        "keys.json": {"service": parts.service.hex(), "officers": officers},
        "signatures.json": signatures,
        "disclosures.json": parts.shown,
        "journal.json": parts.journal,
    }
    files = {name: canonical(document).encode() for name, document in documents.items()}
    files |= {f"policy/{name}": text.encode() for name, text in parts.texts.items()}
    files |= {"README.txt": README.encode(), "verify.py": program().encode()}
    listed = {"form": 1, "kind": "proof_bundle", "files": {name: digest(content) for name, content in files.items()}}
    return pack({**files, "manifest.json": canonical(listed).encode()})


@cache
def program() -> str:
    """Give the program that checks a bundle and travels in it, with the curve written into it."""
    checks, curve = (resources(FORM).joinpath(name).read_text("utf-8") for name in ("verify.py", "ed25519.py"))
    head, rest = checks.replace(_IMPORT, "").split(_GOES_ON, 1)
    return head.replace("\n\n\nif TYPE", "\n\nif TYPE") + curve[curve.index(_BEGINS) :] + "\n\n" + _GOES_ON + rest


def is_of_form(name: str, content: bytes) -> bool:
    """Whether a file that is alike in all bundles of the form is what it should be; true of every other file."""
    expected = {"README.txt": README, "verify.py": program()}.get(name)
    return expected is None or content == expected.encode()
