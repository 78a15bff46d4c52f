"""What may be kept as evidence is told by content alone; what deceives, acts or bursts is refused with its reason."""

from __future__ import annotations

import io

import pypdfium2
import pytest
from PIL import Image

from scoring.application.evidence import Media
from scoring.errors import EvidenceRefused
from scoring.evidence import confinement, images, pdfs
from scoring.evidence.examining import examine, show
from tests.evidence import made


def opened(content):
    return Image.open(io.BytesIO(content))


@pytest.mark.parametrize(
    ("content", "media", "pages"),
    [
        (made.pdf(3), Media.PDF, 3),
        (made.image("JPEG"), Media.JPEG, 1),
        (made.image("PNG"), Media.PNG, 1),
        (made.image("WEBP"), Media.WEBP, 1),
        (made.locked(), Media.PDF, 1),
        (made.going_elsewhere_in_itself(), Media.PDF, 1),
    ],
    ids=["pdf", "jpeg", "png", "webp", "pdf without a password to open", "pdf with a place to begin"],
)
def test_honest_files_are_known_by_their_content(content, media, pages):
    found = examine(content)
    assert (found.media, found.pages) == (media, pages)
    assert opened(show(media, found.content, pages)).format == "PNG"
    assert found.content == content or media is not Media.PDF  # a PDF may be signed, and stays as it is


REFUSED = {
    "nothing": (b"", "empty"),
    "a text": (b"hello", "unknown_type"),
    "the test virus": (made.EICAR, "unknown_type"),
    "a page of the web": (b"<html><script>alert(1)</script>", "unknown_type"),
    "a drawing with scripts": (b"<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>", "unknown_type"),
    "an animation": (b"GIF89a" + bytes(20), "unknown_type"),
    "a telephone's own format": (b"\0\0\0\x18ftypheic" + bytes(20), "heic"),
    "a film": (b"\0\0\0\x18ftypmp42" + bytes(20), "unknown_type"),
    "a zip bomb": (made.zip_bomb(), "unknown_type"),
    "an image with a zip bomb behind": (made.image() + made.zip_bomb(), "polyglot"),
    "a PDF with a zip bomb behind": (made.pdf() + made.zip_bomb(), "polyglot"),
    "a PDF with something behind": (made.pdf() + b"MZ program", "polyglot"),
    "a PDF without an end": (made.pdf().replace(b"%%EOF", b""), "polyglot"),
    "a PDF that is a page of the web": (made.pdf().replace(b"\n", b"\n%<script>alert(1)</script>\n", 1), "polyglot"),
    "an image that is a PDF": (made.image("JPEG", comment=b"%PDF-1.7"), "polyglot"),
    "an image bomb": (made.image_bomb(), "too_many_pixels"),
    "half an image": (made.image(size=(900, 900))[:90], "unreadable"),
    "an image that is none": (b"\xff\xd8\xff" + bytes(99), "unreadable"),
    "a moving PNG": (made.animation("PNG"), "animated"),
    "a moving WebP": (made.animation("WEBP"), "animated"),
    "a PDF that is none": (b"%PDF-1.7\nnothing\n%%EOF", "unreadable"),
    "a PDF without pages": (made.pdf(0), "unreadable"),
    "a locked PDF": (made.locked("secret"), "encrypted"),
    "a PDF with a script": (made.scripted(), "acting"),
    "a PDF that starts a program": (made.starting(), "acting"),
    "a PDF with a file within": (made.with_a_file_within(), "acting"),
    "a script that nothing names": (made.hidden_deep(), "acting"),
    "a PDF that is a book": (made.pdf(pdfs.MOST_PAGES + 1), "too_many_pages"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_not_honest_is_refused(name):
    content, why = REFUSED[name]
    with pytest.raises(EvidenceRefused) as refused:
        examine(content)
    assert refused.value.why == why


def test_a_stream_that_bursts_does_not_burst_the_service():
    with pytest.raises(EvidenceRefused) as refused:
        examine(made.stream_bomb())
    assert refused.value.why in {"unreadable", "too_heavy"}


def test_a_photograph_is_turned_upright_and_says_nothing_but_its_dots():
    content = made.photograph()
    assert opened(content).getexif()[0x010F] == "Secret Camera"
    found = opened(examine(content).content)
    assert (found.size, dict(found.getexif()), found.format) == ((20, 40), {}, "JPEG")
    assert b"who took it" not in examine(content).content


def test_the_second_picture_of_a_telephone_is_left_out():
    first, second = (Image.new("RGB", (9, 9), colour) for colour in ("red", "blue"))
    both = io.BytesIO()
    first.save(both, "MPO", save_all=True, append_images=[second])
    assert opened(examine(both.getvalue()).content).format == "JPEG"


@pytest.mark.parametrize(
    ("kind", "mode", "kept"),
    [
        ("PNG", "RGBA", "RGBA"),
        ("PNG", "LA", "RGBA"),
        ("PNG", "P", "RGB"),
        ("PNG", "1", "L"),
        ("PNG", "I;16", "RGB"),
        ("JPEG", "CMYK", "RGB"),
        ("JPEG", "L", "L"),
        ("WEBP", "RGBA", "RGBA"),
    ],
)
def test_every_way_of_colouring_is_read(kind, mode, kept):
    said, content = images.work(made.image(kind, mode=mode), ["clean", kind])
    assert (said, opened(content).mode) == ({"pages": 1}, kept)


def test_what_is_looked_at_is_no_larger_than_a_screen():
    assert max(opened(show(Media.PNG, made.image(size=(5000, 10)), 1)).size) == images.SHOWN
    assert max(opened(show(Media.PDF, made.pdf(size=(14_400, 14_400)), 1)).size) == pdfs.SHOWN
    assert opened(show(Media.PDF, made.pdf(size=(100, 50)), 1)).size == (300, 150)


def test_what_was_typed_into_a_form_is_painted():
    document = pypdfium2.PdfDocument(made.form("typed"))
    assert document.get_formtype()
    plain, filled = (pdfs.paint(made.form(text), 1) for text in ("", "typed"))
    assert plain != filled


def test_a_page_that_cannot_be_painted_is_unreadable():
    with pytest.raises(EvidenceRefused, match="unreadable"):
        show(Media.PDF, made.pdf(), 2)


def test_too_many_objects_are_not_looked_through(monkeypatch):
    monkeypatch.setattr(pdfs, "MOST_OBJECTS", 2)
    with pytest.raises(confinement.Unfit, match="too_heavy"):
        pdfs.check(made.pdf())


def test_two_readers_must_see_the_same_pages(monkeypatch):
    monkeypatch.setattr(pdfs, "PdfReader", lambda _content: pdfs_reader(made.pdf(2)))
    with pytest.raises(confinement.Unfit, match="unreadable"):
        pdfs.check(made.pdf(1))


def pdfs_reader(content):
    from pypdf import PdfReader

    return PdfReader(io.BytesIO(content))
