"""Nobody does what the table does not list: every route of pages, API and console, for every role, for nobody, and for files elsewhere.

All of it is generated from `scoring.web.access` and the routes as they are: a new route without a row fails here.
"""

from __future__ import annotations

import re
from contextlib import contextmanager

import pytest

from scoring.application import consent
from scoring.application.holder import Holder
from scoring.application.officer import FILE_READERS, SIGNING_IN, Officer, Role
from scoring.web.access import ACCESS, BY_TOKEN, OWN, PASSWORD_GIVEN, TYPED, Reach, may_open

SWITCHED_OFF = {
    f"{rows}.{page}"
    for rows in ("journal", "accounts")
    for page in ("action_view", "ajax_lookup", "ajax_update", "delete_view", "details_view", "edit_view", "export", "create_view")
}
"""What Flask-Admin offers for lists of rows and nobody may do here."""

MISSING = ("security.two_factor_setup_validate", "security.two_factor_rescue", "security.tf_select")
"""What Flask-Security offers beside the two steps of signing in: answered as if it did not exist."""

KNOWN = {
    "reference": "2026-000001",
    "scheme": "guangzhou",
    "version": "2025",
    "export_type": "csv",
    "lang": "en",
    "section": "about_you",
    "name": "swagger-ui.css",
    "filename": "nothing",
    "username": "officer1",
    "number": 1,
    "publication": 1,
    "line": 1,
    "file": 1,
    "service": 1,
    "receipt": "x",
    "member": 1,
    "flag": "duplicate-suspected",
    "subject": 1,
    "token": "x",
    "kind": "degree_certificate",
    "page": 1,
    "request_id": 1,
    "person": 0,
    "entitlement": "schooling",
    "turn": "end",
}
FILE_ROUTES = [endpoint for endpoint, row in ACCESS.items() if row.reach is Reach.OWN_OFFICE]

OWN_FILE_ROUTES = [endpoint for endpoint, row in ACCESS.items() if row.reach is Reach.OWN_FILES]


def routes(app, values=KNOWN, naming=""):
    """Give endpoint, address and method of every route there is, or of those whose address names a *naming*."""
    for part in (app, app.extensions["luohu_api"]):
        adapter = part.url_map.bind("localhost")
        for rule in part.url_map.iter_rules():
            if naming and naming not in rule.arguments:
                continue
            needed = {name: values[name] for name in rule.arguments}
            for method in rule.methods & {"GET", "POST"}:
                yield rule.endpoint, adapter.build(rule.endpoint, needed, method=method), method


def named(endpoint):
    """Whether the table must list it."""
    return endpoint not in SWITCHED_OFF and endpoint not in MISSING


@contextmanager
def without_tokens(app):
    """Ask for no token against forgery for a while, so that only permission decides."""
    app.config["WTF_CSRF_ENABLED"] = False
    try:
        yield
    finally:
        app.config["WTF_CSRF_ENABLED"] = True


def test_every_route_stands_in_the_table_and_nothing_else(kept_office):
    assert {endpoint for endpoint, _, _ in routes(kept_office) if named(endpoint)} == set(ACCESS)


def test_the_service_without_the_console_has_no_route_of_its_own(kept_app):
    assert {endpoint for endpoint, _, _ in routes(kept_app) if named(endpoint)} <= set(ACCESS)


def test_files_are_for_those_who_may_read_files():
    assert FILE_ROUTES
    assert all(ACCESS[endpoint].roles <= FILE_READERS for endpoint in FILE_ROUTES)
    assert not any(ACCESS[endpoint].public for endpoint in FILE_ROUTES)


def test_every_route_that_names_a_file_has_the_reach_of_an_office(kept_office):
    naming = {rule.endpoint for rule in kept_office.url_map.iter_rules() if "reference" in rule.arguments}
    assert naming <= {*FILE_ROUTES, *OWN_FILE_ROUTES}


@pytest.mark.parametrize("role", [*Role, None])
def test_each_role_opens_what_the_table_lists_and_nothing_else(office, sign_in, role):
    signs_in = role not in {None, Role.AGENCY}
    person = who(role) if signs_in else None
    home = "/en/account" if role is Role.APPLICANT else "/admin/"
    client = sign_in(f"{role.value}1" if signs_in else None)
    with without_tokens(office):
        for endpoint, address, method in routes(office):
            if endpoint in {"security.logout", "pages.sign_out"}:
                continue
            answer = client.open(address, method=method)
            answer.close()  # the file of a static route
            leads_to_sign_in = (answer.location or "").startswith(("/sign-in", "/en/account/sign-in", "/zh/account/sign-in"))
            if endpoint in MISSING:
                assert answer.status_code == 404, endpoint
            elif ACCESS.get(endpoint) is BY_TOKEN:
                assert answer.status_code in {401, 403}, (endpoint, "no session opens it")
            elif person is not None and ACCESS.get(endpoint) is PASSWORD_GIVEN:
                assert (answer.status_code, answer.location) == (302, home), endpoint
            elif may_open(person, endpoint):
                assert answer.status_code in {200, 302, 404, 409, 415, 422}, (endpoint, method, answer.status_code)
                assert not leads_to_sign_in, endpoint
            elif person is None:
                assert (answer.status_code, leads_to_sign_in) == (302, True), (endpoint, method, answer.status_code)
            else:
                assert answer.status_code == 403, (endpoint, method, answer.status_code)


def who(role):
    """Give a person with one role alone."""
    return Holder(1) if role is Role.APPLICANT else Officer(1, "", frozenset({role}))


def test_applicants_and_staff_share_no_page_that_is_not_everybodys():
    for endpoint, row in ACCESS.items():
        assert row.public or Role.APPLICANT not in row.roles or row.roles == {Role.APPLICANT} or row is TYPED, endpoint
        is_own = row.reach in {Reach.OWN, Reach.OWN_FILES}
        assert is_own == (row.roles == {Role.APPLICANT} or row is TYPED), endpoint
        assert may_open(Holder(1), endpoint) == (row.public or is_own), endpoint
    assert {endpoint.split("_")[0] for endpoint, row in ACCESS.items() if row is TYPED} == {"pages.draft"}, (
        "an officer fills in drafts"
    )
    assert Role.APPLICANT not in FILE_READERS | SIGNING_IN


def test_what_is_an_applicants_own_is_named_by_no_address(kept_office):
    own = {rule.endpoint: rule.arguments for rule in kept_office.url_map.iter_rules() if ACCESS.get(rule.endpoint) is OWN}
    assert "pages.account" in own
    assert all(arguments <= {"lang", "scheme"} for arguments in own.values())


def test_anothers_draft_is_answered_as_one_that_does_not_exist(office, sign_in):
    client, other = sign_in("applicant1"), sign_in("applicant2")
    with without_tokens(office):
        reference = client.post("/en/apply/guangzhou", data={"consent": "y", "agreed": consent.CURRENT}).location.rsplit("/", 1)[1]
        assert client.get(f"/en/draft/{reference}").status_code == 200
        values = {**KNOWN, "reference": reference}
        own = [(endpoint, *route) for endpoint, *route in routes(office, values, "reference") if endpoint in OWN_FILE_ROUTES]
        assert {endpoint for endpoint, *_ in own} == set(OWN_FILE_ROUTES)
        for endpoint, address, method in own:
            found, missing = (other.open(path, method=method) for path in (address, address.replace(reference, "2026-00000000-00")))
            assert found.status_code == missing.status_code == 404, (endpoint, method)
            assert without_chance(found.text, reference) == without_chance(missing.text, "2026-00000000-00"), endpoint


def without_chance(text, reference):
    """Leave out what differs by chance or names the file."""
    return re.sub(r'nonce="[^"]*"|name="csrf_token"[^>]*>', "", text).replace(reference, "…")


def test_only_an_applicant_signs_out_of_an_account(office, sign_in):
    officer, client = sign_in("officer1"), sign_in("applicant1")
    with without_tokens(office):
        assert officer.post("/en/account/sign-out").status_code == 403
        assert client.post("/en/account/sign-out").location == "/en/"
    assert client.get("/en/account").location == "/en/account/sign-in?next=/en/account"


def test_anybody_may_sign_out(office, sign_in):
    for username in (None, "officer1", "head1"):
        client = sign_in(username)
        with without_tokens(office):
            assert client.post("/sign-out").location == "/"
        assert client.get("/admin/").location.startswith("/sign-in")


def tried(office, client, reference):
    """Try every route on a file; gives endpoint, method and what was answered, with what differs by chance left out."""
    found = {}
    values = {**KNOWN, "reference": reference}
    with without_tokens(office):
        for endpoint, address, method in routes(office, values, "reference"):
            answer = client.open(address, method=method)
            text = re.sub(r'nonce="[^"]*"|name="csrf_token"[^>]*>', "", answer.text).replace(reference, "…")
            found[endpoint, method] = (answer.status_code, text)
    return found


@pytest.mark.parametrize("role", sorted(FILE_READERS))
def test_a_file_of_another_office_is_answered_as_one_that_does_not_exist(office, desk, role):
    reference = desk.granted()
    client = desk.as_(f"tianhe_{role.value}")
    for there, missing in ((reference, "2026-999999"), (f"{reference}-D", "2026-999999-D")):
        answers = tried(office, client, there)
        assert answers == tried(office, client, missing)
        assert len(answers) > len(Role)
        for (endpoint, method), (status, _) in answers.items():
            assert status == (404 if role in ACCESS[endpoint].roles else 403), (endpoint, method, status)


@pytest.mark.both_databases
@pytest.mark.parametrize("role", sorted(FILE_READERS))
def test_lists_leave_files_of_other_offices_out(office, desk, role):
    reference = desk.granted()
    own = desk.record("tianhe_officer", **{"applicant-identity_number": "430103198702010010", "do": "record"})
    for username, sees in ((f"{role.value}1", {reference, own}), (f"tianhe_{role.value}", {own})):
        client = desk.as_(username)
        for endpoint, address, method in routes(office):
            if endpoint not in FILE_ROUTES or "2026-000001" in address or method != "GET" or role not in ACCESS[endpoint].roles:
                continue
            text = client.get(address).text
            assert reference not in text or reference in sees, (endpoint, username)
            assert ("application:1<" in text) <= (reference in sees), (endpoint, username)
        assert own in desk.page(username, "/admin/applications/")
        assert (reference in desk.page(username, "/admin/applications/")) == (reference in sees)


def test_a_stranger_who_guesses_finds_nothing(office, desk, sign_in):
    reference = desk.granted()
    visitor = sign_in(None)
    guesses = [reference, f"{reference}-D", reference.partition("-")[2], "1", "../1", "%2e%2e", "2026-000001'--", "*"]
    for guess in guesses:
        for (endpoint, method), (status, text) in tried(office, visitor, guess).items():
            assert status in {302, 308, 404, 405}, (endpoint, method, guess, status)
            assert "张示范" not in text
            assert "张" not in text


def test_without_a_token_nothing_is_done(desk):
    reference = desk.record()
    client = desk.as_("officer1")
    for act in ("amend", "recommend"):
        answer = client.post(f"/admin/applications/{reference}/{act}", data={"proposal": "grant", "reason": "x", "version": "1"})
        assert answer.status_code == 400
    assert "Accepted" in desk.page("officer1", f"/admin/applications/{reference}")


def test_after_sign_in_one_is_where_one_wanted_to_go(sign_in):
    answer = sign_in(None).get("/admin/decisions/?kind=granted")
    assert answer.location.startswith("/sign-in?next=/admin/decisions/")


def test_the_menu_shows_only_what_may_be_opened(desk):
    home = desk.page("administrator1", "/admin/")
    assert "/admin/accounts/" in home
    assert "/admin/applications/" not in home
    home = desk.page("officer1", "/admin/")
    assert "/admin/applications/" in home
    assert "/admin/journal/" not in home
    assert "Record an application" in home
    home = desk.page("head1", "/admin/")
    assert "/admin/publicity/" in home
    assert "Record an application" not in home


def test_lists_name_the_office(desk):
    desk.record("tianhe_officer")
    assert "Education Bureau of Tianhe" in desk.page("officer1", "/admin/applications/")
    accounts = desk.page("administrator1", "/admin/accounts/?search=officer")
    assert "Education Bureau of Tianhe" in accounts
    assert "Whole installation" in accounts
