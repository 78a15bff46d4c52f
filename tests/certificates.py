"""An authority and the certificate of an office, made anew for the tests, and the settings of a seal that rest on it."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, Encoding, pkcs12
from cryptography.x509.oid import NameOID
from PIL import Image

from scoring.settings_seal import CERTIFICATE, IMAGE, PASSPHRASE, OfficeSeal, read_seal

FROM, TO = datetime(2025, 1, 1, tzinfo=UTC), datetime(2028, 1, 1, tzinfo=UTC)
OFFICE, AUTHORITY = "某某市公安局", "测试签发机构"
SECRET = b"correct horse"
USAGES = ("digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement", "key_cert_sign")
USAGES += ("crl_sign", "encipher_only", "decipher_only")


@dataclass(frozen=True)
class Issued:
    """A certificate and its key."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate

    @property
    def der(self) -> bytes:
        return self.certificate.public_bytes(Encoding.DER)


def usage(*granted: str) -> x509.KeyUsage:
    return x509.KeyUsage(**{name: name in granted for name in USAGES})


def certify(name, by=None, use=("digital_signature", "content_commitment"), start=FROM, end=TO) -> Issued:
    """Make a certificate; without `by` one that signs itself, without `use` one that says nothing of its use."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    issuer = by.certificate.subject if by else subject
    made = x509.CertificateBuilder().subject_name(subject).issuer_name(issuer).public_key(key.public_key())
    made = made.serial_number(x509.random_serial_number()).not_valid_before(start).not_valid_after(end)
    made = made.add_extension(x509.BasicConstraints(ca=by is None, path_length=None), critical=True)
    if use:
        made = made.add_extension(usage(*use), critical=True)
    return Issued(key, made.sign(by.key if by else key, hashes.SHA256()))


@cache
def authority() -> Issued:
    return certify(AUTHORITY, use=("key_cert_sign",), start=FROM - timedelta(days=1), end=TO + timedelta(days=1))


def store(office: Issued, secret=SECRET, *, key=True) -> bytes:
    held = office.key if key else None
    return pkcs12.serialize_key_and_certificates(
        b"seal", held, office.certificate, [authority().certificate], BestAvailableEncryption(secret)
    )


def picture(size=(400, 400), form="PNG") -> bytes:
    drawn = io.BytesIO()
    Image.new("RGB", size, (200, 0, 0)).save(drawn, form)
    return drawn.getvalue()


def laid_out(folder: Path, *, image=None, kept=None, secret=SECRET) -> dict[str, str]:
    """Write the three files and give the settings that name them."""
    content = {IMAGE: image or picture(), CERTIFICATE: kept or store(certify(OFFICE, authority())), PASSPHRASE: secret + b"\n"}
    for name, each in content.items():
        (folder / name).write_bytes(each)
        (folder / name).chmod(0o600)
    return {name: str(folder / name) for name in content}


def office_seal(folder: Path, **changes) -> OfficeSeal:
    """Give a seal as the service reads it."""
    folder.mkdir(exist_ok=True)
    found = read_seal(laid_out(folder, kept=store(certify(OFFICE, authority(), **changes))))
    assert found is not None
    return found
