"""What the surroundings say of an identity provider; a part of `scoring.settings`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from scoring.errors import SettingsRefused


@dataclass(frozen=True, slots=True, repr=False)
class IdentityProvider:
    """An OpenID Connect provider that states name and identity number of a person, each in the claim named here."""

    issuer: str
    client_id: str
    client_secret: str
    scope: str = "openid profile"
    name_claim: str = "name"
    number_claim: str = "identity_number"


def read_provider(values: Mapping[str, str], *, local: bool) -> IdentityProvider | None:
    """Read `LUOHU_OIDC_ISSUER` and its like; None where no issuer is named.

    Args:
        values: the variables.
        local: whether a provider of this machine may do without https, for a demonstration.

    Raises:
        SettingsRefused: a value cannot be used, or is missing beside an issuer.
    """
    found = {f.name: values.get(f"LUOHU_OIDC_{f.name.upper()}", "") for f in fields(IdentityProvider)}
    issuer = found["issuer"]
    if not issuer:
        return None
    if not issuer.startswith("https://") and not (local and issuer.startswith("http://127.0.0.1:")):
        raise SettingsRefused("LUOHU_OIDC_ISSUER", "does not begin with https://. Write the issuer as its provider names it.")
    for name in ("client_id", "client_secret"):
        if not found[name]:
            raise SettingsRefused(f"LUOHU_OIDC_{name.upper()}", "is not set. Write what the provider registered this service with.")
    provider = IdentityProvider(**{name: value for name, value in found.items() if value})
    if "openid" not in provider.scope.split():
        raise SettingsRefused("LUOHU_OIDC_SCOPE", "lacks openid. Write it first, then what else the provider asks for.")
    return provider
