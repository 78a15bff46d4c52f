"""The identity service: an OpenID Connect provider (authorization code with PKCE) that states name and number of a person.

Where the settings name no provider all of this is off. State, nonce and verifier stand in the session until the answer comes, and
so does the account that asked: an answer for another one is not trusted. Nothing of the answer but name and number is kept.
"""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from authlib.common.errors import AuthlibBaseError
from authlib.integrations.flask_client import OAuth
from authlib.integrations.flask_client.apps import FlaskOAuth2App
from flask import Flask, current_app, request, session  # noqa: TID251 - see `identity_service_here`
from joserfc.errors import JoseError
from requests import RequestException
from werkzeug.wrappers import Response

from scoring.settings_provider import IdentityProvider
from scoring.web.identity_words import IdentityNotStated

log = logging.getLogger(__name__)

EXTENSION = "luohu_identity_service"
SECONDS = 10  # that an answer may take
_ASKED_BY = "identity_service_asked_by"


@dataclass(frozen=True, slots=True)
class Stated:
    """What the provider states, as it wrote it: the number is not checked yet."""

    name: str
    number: str


@dataclass(frozen=True, slots=True)
class IdentityService:
    """One provider, and this service as it is registered there."""

    provider: IdentityProvider
    client: FlaskOAuth2App

    def lead_there(self, account_id: int, way_back: str) -> Response:
        """Lead the browser to the provider.

        Raises:
            IdentityNotStated: `unreachable`.
        """
        session[_ASKED_BY] = account_id
        try:
            self._check_issuer()
            answer: Response = self.client.authorize_redirect(way_back)
        except (RequestException, RuntimeError, ValueError) as error:
            raise _refused("unreachable", error) from None
        return answer

    def read_answer(self, account_id: int) -> Stated:
        """Read what the provider answered through the browser, and ask it for what it states.

        Raises:
            IdentityNotStated: `left`, `unreachable`, `untrusted` or `incomplete`.
        """
        asked_by = session.pop(_ASKED_BY, None)
        if request.args.get("error"):
            raise IdentityNotStated("left")
        if asked_by != account_id:
            raise IdentityNotStated("untrusted")
        try:
            claims = self._claims()
        except (AuthlibBaseError, JoseError, ValueError) as error:
            raise _refused("untrusted", error) from None
        except (RequestException, RuntimeError) as error:
            raise _refused("unreachable", error) from None
        stated = Stated(*(str(claims.get(name) or "") for name in (self.provider.name_claim, self.provider.number_claim)))
        if not stated.name or not stated.number:
            raise IdentityNotStated("incomplete")
        return stated

    def _claims(self) -> Mapping[str, Any]:
        self._check_issuer()
        token = self.client.authorize_access_token()
        claims: Mapping[str, Any] = token.get("userinfo") or {}
        if not claims:
            raise ValueError("the provider sent no identity token")
        if self.provider.name_claim in claims and self.provider.number_claim in claims:
            return claims
        further = self.client.userinfo(token=token)
        if further.get("sub") != claims["sub"]:
            raise ValueError("the provider told of somebody else")  # OpenID Connect Core, 5.3.2
        return {**further, **claims}

    def _check_issuer(self) -> None:
        """The provider must be the one of the settings (OpenID Connect Discovery, 4.3)."""
        if self.client.load_server_metadata().get("issuer") != self.provider.issuer:
            raise ValueError("the provider names another issuer than LUOHU_OIDC_ISSUER")


def register(app: Flask, provider: IdentityProvider | None) -> None:
    """Make the service of *app*, where a provider is named."""
    if provider is None:
        return
    client = OAuth(app).register(
        "identity",
        client_id=provider.client_id,
        client_secret=provider.client_secret,
        server_metadata_url=f"{provider.issuer.rstrip('/')}/.well-known/openid-configuration",
        client_kwargs={"scope": provider.scope, "code_challenge_method": "S256", "default_timeout": SECONDS, "leeway": 0},
    )
    app.extensions[EXTENSION] = IdentityService(provider, client)


def identity_service_here() -> IdentityService | None:
    """Give the service of the request that is being answered; None where it is off."""
    found = current_app.extensions.get(EXTENSION)
    return found if isinstance(found, IdentityService) else None


def _refused(why: str, error: Exception) -> IdentityNotStated:
    log.warning("identity service: %s (%s)", why, type(error).__name__)  # its words might name a person
    return IdentityNotStated(why)
