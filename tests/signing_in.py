"""Signing in as a person does: the password, then a code."""

from __future__ import annotations

import re

import sqlalchemy as sa

TOKEN = re.compile(r'name="csrf_token"[^>]*value="([^"]+)"')
NEXT = "/tf-validate"


def fresh_code(app, username):
    """Give a code that counts now, whichever the account used before."""
    from scoring.records.accounts import AccountRow
    from scoring.web.second_factor import codes_of
    from scoring.web.services import services_of

    with services_of(app).transaction() as session:
        row = session.scalars(sa.select(AccountRow).where(AccountRow.username == username)).one()
        row.tf_counter = None
        return codes_of(app).generate_totp_password(row.tf_totp_secret)


def token_of(page):
    """Give the token of the form of a page's main part."""
    return TOKEN.search(page.text.split('id="main-content"', 1)[1])[1]


def give_password(client, username, password):
    """Send the first step; gives the answer."""
    sent = {"username": username, "password": password, "csrf_token": token_of(client.get("/sign-in?lang=en"))}
    return client.post("/sign-in?lang=en", data=sent)


def give_code(client, code, address=f"{NEXT}?lang=en"):
    """Send the second step; gives the answer."""
    return client.post(address, data={"code": code, "csrf_token": token_of(client.get(address))})


def enter(app, client, username, password):
    """Take both steps; gives the last answer."""
    answer = give_password(client, username, password)
    if NEXT not in (answer.location or ""):
        return answer
    return give_code(client, fresh_code(app, username.strip().lower()))


def enter_account(client, contact, password, address="/en/account/sign-in"):
    """Sign in at the door of applicants; gives the answer."""
    page = client.get(address)
    wanted = re.search(r'name="next"[^>]*value="([^"]*)"', page.text)[1]
    sent = {"contact": contact, "password": password, "csrf_token": token_of(page), "next": wanted}
    return client.post("/en/account/sign-in", data=sent)


def enter_on_page(page, live, username):
    """Take both steps in a browser."""
    page.context.clear_cookies(name="luohu_session")
    page.goto("/sign-in")
    page.fill("#username", username)
    page.fill("#password", live.passwords[username])
    page.locator("main button[type=submit]").click()
    page.wait_for_url(re.compile(re.escape(NEXT)))
    page.fill("#code", fresh_code(live.app, username))
    page.locator("main button[type=submit]").click()
    page.wait_for_url("**/admin/")
