"""Language: the path decides, then `?lang=`, the cookie, the browser's wish; Chinese where nobody wishes anything."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import get_locale

from scoring.web import language as language_module
from scoring.web.language import html_lang, language, locale


@pytest.fixture
def small() -> Flask:
    app = Flask("small")
    language_module.register(app)
    return app


@pytest.mark.parametrize(
    ("path", "cookie", "accepts", "answer"),
    [
        ("/", None, None, "zh"),
        ("/en/schemes", None, "zh", "en"),
        ("/zh/?lang=en", "en", "en", "zh"),
        ("/admin/?lang=en", "zh", "zh", "en"),
        ("/admin/", "en", "zh", "en"),
        ("/admin/", None, "en-GB,en;q=0.9", "en"),
        ("/admin/", None, "zh-CN,zh;q=0.9,en;q=0.8", "zh"),
        ("/admin/", None, "fr", "zh"),
        ("/admin/?lang=fr", "de", "it", "zh"),
        ("/english", None, None, "zh"),
    ],
)
def test_who_decides(small, path, cookie, accepts, answer):
    headers = {**({"Cookie": f"lang={cookie}"} if cookie else {}), **({"Accept-Language": accepts} if accepts else {})}
    with small.test_request_context(path, headers=headers):
        assert language() == answer
        assert (locale(), html_lang()) == {"zh": ("zh_CN", "zh-Hans-CN"), "en": ("en", "en")}[answer]
        assert str(get_locale()) == ("zh_Hans_CN" if answer == "zh" else "en")


def test_outside_a_request_it_is_chinese():
    assert language() == "zh"


def test_templates_know_it(small):
    with small.test_request_context("/en/"):
        assert small.jinja_env.from_string("{{ language() }} {{ html_lang() }}").render() == "en en"
