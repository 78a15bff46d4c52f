"""The identity service against a provider that really runs and signs: what it states is kept, and nothing else is trusted."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
import requests

from scoring.errors import SettingsRefused
from scoring.settings_provider import IdentityProvider, read_provider
from scoring.web import identity_service
from scoring.web.services import close, services_of
from tests.identity_provider import CLIENT, Provider
from tests.live_server import listening
from tests.pages.test_account import fill
from tests.signing_in import enter_account

BEGIN, ACCOUNT = "/en/account/identity-service", "/en/account"


@pytest.fixture(scope="module")
def provider():
    """One provider for all tests here; `service` begins with it anew."""
    made = Provider()
    with listening(made.app) as url:
        made.url = url
        yield made


@pytest.fixture(scope="module")
def kept_service(template, opened, provider):
    """One service with this provider for all tests here; `service` lays a fresh copy of the database under it."""
    named = IdentityProvider(provider.url, *CLIENT)
    return opened(replace(template.settings, database_url=template.copy("identity"), identity_provider=named))


@pytest.fixture
def service(kept_service, template, provider):
    """The service, which has not heard of its provider yet."""
    close(kept_service)
    provider.begin()
    template.copy("identity")
    identity_service.register(kept_service, services_of(kept_service).settings.identity_provider)
    return kept_service


@pytest.fixture
def holder(service, passwords):
    client = service.test_client()
    enter_account(client, "applicant1@luohu.example", passwords["applicant1"])
    return client


def answered(client):
    """Go to the provider and come back; gives the service's answer and the address that was come back to."""
    sent = client.get(BEGIN)
    if sent.status_code != 302:
        return sent, None
    assert sent.location.startswith("http://127.0.0.1:")
    back = requests.get(sent.location, allow_redirects=False, timeout=5).headers["Location"]
    place = urlsplit(back)
    return client.get(f"{place.path}?{place.query}&lang=en"), back


def identity(client):
    page = client.get(ACCOUNT).text
    return "by the identity service" in page


def test_what_the_provider_states_is_the_holders_identity(holder, provider):
    assert f'href="{BEGIN}"' in holder.get(ACCOUNT).text
    answer, back = answered(holder)
    assert (answer.status_code, answer.location) == (302, ACCOUNT)
    page = holder.get(ACCOUNT).text
    assert "Your identity is verified." in page
    assert "by the identity service, 2 March 2026" in page
    assert "430***********0002" in page
    assert "张**" in page
    [asked] = provider.asked
    assert asked["redirect_uri"] == "http://localhost/account/identity"
    assert asked["scope"] == "openid profile"
    assert len(asked["nonce"]) >= 20
    assert len(asked["state"]) >= 20
    place = urlsplit(back)
    assert holder.get(f"{place.path}?{place.query}").status_code == 422, "an answer counts once"


def test_what_stands_in_userinfo_alone_is_asked_there(holder, provider):
    provider.in_token = False
    assert answered(holder)[0].status_code == 302
    assert identity(holder)


def test_the_same_once_more_changes_nothing_another_person_is_refused(holder, provider):
    answered(holder)
    assert answered(holder)[0].status_code == 302
    provider.claims["name"] = "李示范"
    answer, _ = answered(holder)
    assert answer.status_code == 422
    assert "verified already, with another name or number" in answer.text


def test_a_number_of_another_account_is_refused_with_what_to_do(service, holder, passwords):
    answered(holder)
    second = service.test_client()
    enter_account(second, "applicant2@luohu.example", passwords["applicant2"])
    answer, _ = answered(second)
    assert answer.status_code == 422
    assert "Sign in with that account" in answer.text
    assert not identity(second)


@pytest.mark.parametrize(
    ("fault", "words"),
    [
        ("refused", "left without a confirmation"),
        ("down", "does not answer now"),
        ("token down", "does not answer now"),
        ("userinfo down", "does not answer now"),
        ("other issuer", "does not answer now"),
        *((fault, "or is not rightly signed") for fault in ("state", "nonce", "audience", "token issuer", "expired", "signature")),
        ("no id token", "or is not rightly signed"),
        ("other person", "or is not rightly signed"),
    ],
)
def test_every_fault_is_told_and_nobody_is_verified(holder, provider, fault, words, caplog):
    provider.fault = fault
    provider.in_token = fault not in {"userinfo down", "other person"}
    answer, _ = answered(holder)
    assert answer.status_code == 422
    assert "Your identity was not verified" in answer.text
    assert words in answer.text
    assert not identity(holder)
    assert "张" not in caplog.text
    assert "430103" not in caplog.text


def test_a_provider_that_is_gone_is_told(holder, provider, service):
    client = service.extensions[identity_service.EXTENSION].client
    client.load_server_metadata()
    client.server_metadata["token_endpoint"] = "http://127.0.0.1:1/token"
    answer, _ = answered(holder)
    assert "does not answer now" in answer.text
    client.server_metadata.clear()
    client._server_metadata_url = "http://127.0.0.1:1/nowhere"
    assert "does not answer now" in answered(holder)[0].text
    assert provider.asked


@pytest.mark.parametrize(
    "claims",
    [{"name": None}, {"name": " "}, {"identity_number": ""}, {"identity_number": "430103198702010003"}, {"identity_number": 7}],
)
def test_a_person_without_a_name_or_a_right_number_is_not_verified(holder, provider, claims):
    provider.claims |= claims
    answer, _ = answered(holder)
    assert answer.status_code == 422
    assert "no name and identity number that can be read" in answer.text


def test_an_answer_without_a_question_or_for_another_account_is_not_trusted(holder, passwords):
    assert "or is not rightly signed" in holder.get("/account/identity?code=x&state=y&lang=en").text
    sent = holder.get(BEGIN)
    fill_out = holder.get(ACCOUNT)
    token = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', fill_out.text.split("sign-out", 1)[1])[1]
    assert holder.post("/en/account/sign-out", data={"csrf_token": token}).status_code == 302
    enter_account(holder, "applicant2@luohu.example", passwords["applicant2"])
    place = urlsplit(requests.get(sent.location, allow_redirects=False, timeout=5).headers["Location"])
    assert "or is not rightly signed" in holder.get(f"{place.path}?{place.query}&lang=en").text
    assert not identity(holder)


def test_who_is_not_signed_in_takes_no_code_along(service):
    answer = service.test_client().get("/account/identity?code=secret&state=y")
    assert parse_qs(urlsplit(answer.location).query) == {"next": ["/zh/account"]}


def test_where_no_provider_is_named_there_is_no_such_page(client, passwords):
    enter_account(client, "applicant1@luohu.example", passwords["applicant1"])
    assert BEGIN not in client.get(ACCOUNT).text
    assert client.get(BEGIN).status_code == client.get("/account/identity").status_code == 404


def test_the_language_chosen_before_is_that_after(holder):
    holder.set_cookie("lang", "zh")
    sent = holder.get("/zh/account/identity-service")
    place = urlsplit(requests.get(sent.location, allow_redirects=False, timeout=5).headers["Location"])
    assert holder.get(f"{place.path}?{place.query}").location == "/zh/account"


def test_closing_an_account_verified_by_a_provider_frees_the_number(service, holder, passwords):
    answered(holder)
    fill(holder, "/en/account/close", password=passwords["applicant1"])
    second = service.test_client()
    enter_account(second, "applicant2@luohu.example", passwords["applicant2"])
    assert answered(second)[0].status_code == 302
    assert services_of(service)


WHOLE = {"LUOHU_OIDC_ISSUER": "https://id.example", "LUOHU_OIDC_CLIENT_ID": "luohu", "LUOHU_OIDC_CLIENT_SECRET": "hidden-word"}


def test_the_settings_name_a_provider_or_none():
    assert read_provider({}, local=False) is None
    assert read_provider(WHOLE, local=False) == IdentityProvider("https://id.example", "luohu", "hidden-word")
    named = read_provider(WHOLE | {"LUOHU_OIDC_NAME_CLAIM": "xm", "LUOHU_OIDC_NUMBER_CLAIM": "sfzhm"}, local=False)
    assert (named.name_claim, named.number_claim) == ("xm", "sfzhm")
    assert read_provider(WHOLE | {"LUOHU_OIDC_ISSUER": "http://127.0.0.1:9"}, local=True).issuer == "http://127.0.0.1:9"
    assert "hidden-word" not in repr(named)


@pytest.mark.parametrize(
    ("changes", "setting", "local"),
    [
        ({"LUOHU_OIDC_ISSUER": "http://id.example"}, "LUOHU_OIDC_ISSUER", True),
        ({"LUOHU_OIDC_ISSUER": "http://127.0.0.1:9"}, "LUOHU_OIDC_ISSUER", False),
        ({"LUOHU_OIDC_CLIENT_ID": ""}, "LUOHU_OIDC_CLIENT_ID", False),
        ({"LUOHU_OIDC_CLIENT_SECRET": ""}, "LUOHU_OIDC_CLIENT_SECRET", False),
        ({"LUOHU_OIDC_SCOPE": "profile"}, "LUOHU_OIDC_SCOPE", False),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused(changes, setting, local):
    with pytest.raises(SettingsRefused) as refused:
        read_provider(WHOLE | changes, local=local)
    assert refused.value.setting == setting
