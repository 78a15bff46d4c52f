"""Images, made anew from their pixels: what was hidden beside them (places, names, other files) is gone."""

from __future__ import annotations

import io

from PIL import Image, ImageOps

from scoring.evidence.confinement import Unfit, serve

MOST_PIXELS = 64_000_000
SHOWN = 2000  # the longest side of what is looked at
QUALITY = 90

Image.MAX_IMAGE_PIXELS = None  # refused below, before a pixel is read


def work(content: bytes, words: list[str]) -> tuple[dict[str, int], bytes]:
    """`clean FORMAT` makes the image anew in its own format; `show FORMAT` makes a PNG of it to look at."""
    what, kind = words
    image = _upright(content, kind)
    if what == "show":
        image.thumbnail((SHOWN, SHOWN))
        kind = "PNG"
    made = io.BytesIO()
    image.save(made, kind, **({} if kind == "PNG" else {"quality": QUALITY}))
    return {"pages": 1}, made.getvalue()


def _upright(content: bytes, kind: str) -> Image.Image:
    try:
        with Image.open(io.BytesIO(content), formats=[kind]) as image:
            if image.width * image.height > MOST_PIXELS:
                raise Unfit("too_many_pixels", MOST_PIXELS // 1_000_000)
            if kind != "JPEG" and getattr(image, "n_frames", 1) > 1:  # what a telephone adds to a JPEG is a smaller copy
                raise Unfit("animated")
            turned = ImageOps.exif_transpose(image)
            return _bare(turned, kind)
    except (OSError, SyntaxError, ValueError, MemoryError, EOFError):
        raise Unfit("unreadable") from None


def _bare(image: Image.Image, kind: str) -> Image.Image:
    """Give the pixels alone, in colours that the format and every browser know."""
    has_alpha = image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info
    mode = "RGBA" if has_alpha and kind != "JPEG" else "L" if image.mode in {"1", "L"} else "RGB"
    pixels = image.convert(mode)
    bare = Image.new(mode, pixels.size)
    bare.paste(pixels)
    return bare


if __name__ == "__main__":
    serve(work)
