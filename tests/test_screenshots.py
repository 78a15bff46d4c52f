"""One picture of each page and state: numbers of one page are one, every picture stands in the index, a page without one is named."""

from __future__ import annotations

from tests.screenshots import NO_PAGES, name_of, pages, without_picture, write_index


def test_pages_of_one_address_but_for_its_numbers_are_one():
    one = name_of("http://127.0.0.1:5/zh/account/applications/GZ-2026-000001-7?page=2", "申请 GZ-2026-000001-7", "zh-Hans-CN", 390)
    other = name_of("http://127.0.0.1:6/zh/account/applications/GZ-2026-000002-5", "申请 GZ-2026-000002-5", "zh-Hans-CN", 390)
    assert one == other
    assert one.startswith("account_applications_N~zh~390~")
    assert name_of("http://127.0.0.1:5/en/account/applications/X-1", "Error: 1", "en", 390) != name_of(
        "http://127.0.0.1:5/en/account/applications/X-1", "1", "en", 390
    )
    assert name_of("http://127.0.0.1:5/zh/", "t", "zh-Hans-CN", 1280).startswith("start~zh~1280~")


def test_every_picture_stands_in_the_index_by_its_page(tmp_path):
    names = [
        name_of(f"http://h/{lang}/{path}", "t", lang, width) for lang in ("zh", "en") for path, width in (("", 390), ("a", 1280))
    ]
    for name in names:
        (tmp_path / name).touch()
    assert write_index(tmp_path) == 4
    index = (tmp_path / "index.html").read_text("utf-8")
    assert all(f'src="{name}"' in index for name in names)
    assert index.count("<h2>") == 2


def test_a_page_without_a_picture_is_named(tmp_path):
    for path in ("", "check/guangzhou/2025/plan", "account/applications/GZ-2026-000001-7/documents/2/read", "progress"):
        (tmp_path / name_of(f"http://h/zh/{path}", "t", "zh-Hans-CN", 390)).touch()
    addresses = [
        ("", "start"),
        ("check/<scheme>/<version>/plan", "plan"),
        ("check/<scheme>/<version>/answers", "answers"),
        ("account/applications/<reference>/documents/<int:number>/read", "own_letter"),
        ("account/sign-out", "sign_out"),
        ("cities", "cities"),
    ]
    assert without_picture(tmp_path, addresses) == ["check/<scheme>/<version>/answers", "cities"]


def test_what_is_no_page_is_an_address_all_the_same():
    assert {endpoint for _rule, endpoint in pages()} > NO_PAGES
