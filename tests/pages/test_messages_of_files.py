"""Messages of the office on the page of the own file, and how a file without an account is told of on the console."""

from __future__ import annotations

from scoring.casework.send_message import send_message
from tests.pages.own_files import Own


def send(own, words):
    send_message(
        own.services.transaction,
        own.office.shown(own.file),
        words,
        officer=own.office.officer,
        at=own.services.clock.now(),
    )


def test_the_page_shows_messages_the_newest_first_and_how_to_reach_the_office(app):
    own = Own(app)
    own.file.begin()
    own.file.submit()
    assert "The office has sent you no message about this file." in own.get()
    send(own, "第一条")
    send(own, "第二条")
    page = own.get()
    assert page.index("第二条") < page.index("第一条")
    assert "It cannot be answered here." in page
    assert "林示范" not in page.split('id="messages"')[1].split("</ol>")[0]
    assert "不能在此答复留言" in own.get(language="zh")
    answer, _text = own.send("", page, reference=own.file.reference)
    assert answer.status_code == 405, "the page itself takes no form"


def test_what_was_read_is_said_from_the_page_of_the_file(app):
    own = Own(app)
    own.file.begin()
    own.file.submit()
    send(own, "第一条")
    [message] = own.file.own().messages
    token = own.get().split('name="csrf_token" value="', 1)[1].split('"', 1)[0]
    typed = {"csrf_token": token, "notice": message.notice, "reference": own.file.reference}
    assert own.client.post("/en/account/messages", data=typed).location == f"{own.path}#messages"
    [message] = own.file.own().messages
    assert message.read_at is not None
    assert "I have read this" not in own.get()
