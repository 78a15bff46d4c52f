"""A small OpenID Connect provider that really signs: discovery, keys, authorization code with PKCE, token, userinfo.

`fault` makes it do one thing wrong; `claims` is what it states of the one person it knows.
"""

from __future__ import annotations

import base64
import hashlib
import secrets
import time
from urllib.parse import urlencode

from flask import Flask, abort, jsonify, redirect, request
from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = ("luohu", "between-the-two")
OWN, FOREIGN = (RSAKey.generate_key(2048, {"kid": "1"}) for _ in range(2))


class Provider:
    def __init__(self):
        self.begin()
        self.url = ""
        self.app = Flask("provider")
        for path, view, methods in (
            ("/.well-known/openid-configuration", self.discover, ["GET"]),
            ("/keys", self.keys, ["GET"]),
            ("/authorize", self.authorize, ["GET"]),
            ("/token", self.token, ["POST"]),
            ("/userinfo", self.userinfo, ["GET"]),
        ):
            self.app.add_url_rule(path, view.__name__, view, methods=methods)

    def begin(self):
        """Be again as before anybody asked."""
        self.codes, self.asked, self.fault, self.in_token = {}, [], "", True
        self.claims = {"sub": "person-1", "name": "张示范", "identity_number": "430103198702010002"}

    def discover(self):
        if self.fault == "down":
            abort(503)
        places = {f"{name}_endpoint": f"{self.url}/{path}" for name, path in (("authorization", "authorize"), ("token", "token"))}
        return jsonify(
            issuer="https://elsewhere.example" if self.fault == "other issuer" else self.url,
            jwks_uri=f"{self.url}/keys",
            userinfo_endpoint=f"{self.url}/userinfo",
            id_token_signing_alg_values_supported=["RS256"],
            token_endpoint_auth_methods_supported=["client_secret_basic"],
            **places,
        )

    def keys(self):
        return jsonify(keys=[OWN.as_dict(private=False)])

    def authorize(self):
        asked = request.args.to_dict()
        self.asked.append(asked)
        assert asked["response_type"] == "code"
        assert asked["client_id"] == CLIENT[0]
        assert asked["code_challenge_method"] == "S256"
        if self.fault == "refused":
            return redirect(f"{asked['redirect_uri']}?{urlencode({'error': 'access_denied', 'state': asked['state']})}")
        code = secrets.token_urlsafe(16)
        self.codes[code] = asked
        state = "other" if self.fault == "state" else asked["state"]
        return redirect(f"{asked['redirect_uri']}?{urlencode({'code': code, 'state': state})}")

    def token(self):
        if self.fault == "token down":
            abort(503)
        asked = self.codes.pop(request.form.get("code", ""), None)
        given = base64.b64decode(request.headers["Authorization"].partition(" ")[2]).decode()
        verifier = hashlib.sha256(request.form.get("code_verifier", "").encode()).digest()
        challenge = base64.urlsafe_b64encode(verifier).decode().rstrip("=")
        if asked is None or given != ":".join(CLIENT) or challenge != asked["code_challenge"]:
            return jsonify(error="invalid_grant"), 400
        answer = {"access_token": "token-1", "token_type": "Bearer", "expires_in": 60, "id_token": self.id_token(asked["nonce"])}
        if self.fault == "no id token":
            del answer["id_token"]
        return jsonify(answer)

    def id_token(self, nonce):
        now = int(time.time())  # noqa: TID251 - a provider lives in the present
        claims = {"iss": self.url, "aud": CLIENT[0], "iat": now, "exp": now + 60, "nonce": nonce}
        claims |= self.claims if self.in_token else {"sub": self.claims["sub"]}
        match self.fault:
            case "nonce":
                claims["nonce"] = "other"
            case "audience":
                claims["aud"] = "somebody else"
            case "token issuer":
                claims["iss"] = "https://elsewhere.example"
            case "expired":
                claims |= {"iat": now - 7200, "exp": now - 3600}
        return jwt.encode({"alg": "RS256", "kid": "1"}, claims, FOREIGN if self.fault == "signature" else OWN)

    def userinfo(self):
        if self.fault == "userinfo down":
            abort(503)
        if request.headers.get("Authorization") != "Bearer token-1":
            abort(401)
        return jsonify(self.claims | ({"sub": "person-2"} if self.fault == "other person" else {}))
