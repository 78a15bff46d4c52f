"""What the surroundings say of the office's electronic seal: its picture, its certificate with the key, and the passphrase."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from scoring.errors import SettingsRefused

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

IMAGE = "LUOHU_SEAL_IMAGE"
CERTIFICATE = "LUOHU_SEAL_CERTIFICATE"
PASSPHRASE = "LUOHU_SEAL_PASSPHRASE_FILE"  # noqa: S105 - the name of a setting
NAMES = (IMAGE, CERTIFICATE, PASSPHRASE)
IMAGE_MAX = 1024 * 1024
SIDE_MAX = 2000  # a seal is printed 4 cm wide


@dataclass(frozen=True, slots=True)
class OfficeSeal:
    """The seal of the office: what is seen of it, and what signs. `store` is a PKCS#12 file; `files` say where its secrets lie."""

    image: bytes = field(repr=False)
    store: bytes = field(repr=False)
    passphrase: bytes = field(repr=False)
    subject: str
    serial: str
    fingerprint: str
    valid_from: datetime
    valid_to: datetime
    files: tuple[Path, ...] = ()

    def is_valid(self, at: datetime) -> bool:
        """Whether the certificate is good at a moment."""
        return self.valid_from <= at <= self.valid_to


def read_seal(values: Mapping[str, str]) -> OfficeSeal | None:
    """Read `LUOHU_SEAL_IMAGE` and its like; None where none of them is set.

    Raises:
        SettingsRefused: one is missing beside the others, no picture, no certificate with a key, one that may not sign, or the
            passphrase does not open it. One that expired lets the service start: nothing is sealed, and `luohu doctor` says so.
    """
    named = {name: values.get(name, "").strip() for name in NAMES}
    if not any(named.values()):
        return None
    for name, value in named.items():
        if not value:
            raise SettingsRefused(name, f"is not set. A seal needs {', '.join(NAMES)}; set all of them, or none.")
    image, store = _image(_content(IMAGE, named[IMAGE])), _content(CERTIFICATE, named[CERTIFICATE])
    passphrase = _content(PASSPHRASE, named[PASSPHRASE]).strip(b"\r\n")
    found = _certificate(store, passphrase)
    from cryptography.hazmat.primitives.hashes import SHA256  # noqa: PLC0415 - only who has a seal needs it

    return OfficeSeal(
        image,
        store,
        passphrase,
        found.subject.rfc4514_string(),
        f"{found.serial_number:x}",
        found.fingerprint(SHA256()).hex(),
        found.not_valid_before_utc,
        found.not_valid_after_utc,
        tuple(Path(named[name]) for name in (CERTIFICATE, PASSPHRASE)),
    )


def _content(name: str, path: str) -> bytes:
    try:
        return Path(path).read_bytes()
    except OSError as error:
        raise SettingsRefused(name, f"{path} cannot be read ({error.strerror}). Name a file that the service may read.") from None


def _image(content: bytes) -> bytes:
    from PIL import Image  # noqa: PLC0415 - only who has a seal needs it

    remedy = f"Write a PNG of at most {SIDE_MAX} × {SIDE_MAX} pixels and 1 MiB, the seal on a transparent ground."
    if len(content) > IMAGE_MAX:
        raise SettingsRefused(IMAGE, f"is larger than that. {remedy}")
    try:
        with Image.open(io.BytesIO(content), formats=["PNG"]) as image:
            size = image.size
            if max(size) <= SIDE_MAX:
                image.load()
    except Exception:  # noqa: BLE001 - whatever breaks in a picture makes it none
        raise SettingsRefused(IMAGE, f"is no PNG that can be read. {remedy}") from None
    if max(size) > SIDE_MAX:
        raise SettingsRefused(IMAGE, f"has {size[0]} × {size[1]} pixels. {remedy}")
    return content


def _certificate(store: bytes, passphrase: bytes) -> Certificate:
    from cryptography.hazmat.primitives.serialization import pkcs12  # noqa: PLC0415 - only who has a seal needs it

    try:
        opened = pkcs12.load_pkcs12(store, passphrase)
    except ValueError:
        remedy = "Write the PKCS#12 file (.p12, .pfx) of the office's certificate, and its passphrase into the file of "
        raise SettingsRefused(
            CERTIFICATE, f"cannot be opened with this passphrase, or is no PKCS#12. {remedy}{PASSPHRASE}."
        ) from None
    if opened.key is None or opened.cert is None:
        raise SettingsRefused(CERTIFICATE, "holds no key with its certificate. Export both into one PKCS#12 file.")
    found = opened.cert.certificate
    if not _may_sign(found):
        remedy = "Ask who issued it for one whose key usage is digitalSignature or nonRepudiation."
        raise SettingsRefused(CERTIFICATE, f"holds a certificate that is not for signing. {remedy}")
    return found


def _may_sign(found: Certificate) -> bool:
    from cryptography import x509  # noqa: PLC0415 - only who has a seal needs it

    try:
        usage = found.extensions.get_extension_for_class(x509.KeyUsage).value
    except x509.ExtensionNotFound:
        return False
    return usage.digital_signature or usage.content_commitment
