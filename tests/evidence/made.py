"""Files that tests hand in: honest ones, and those of attackers."""

from __future__ import annotations

import hashlib
import io
import struct
import zipfile
import zlib

from PIL import Image
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DecodedStreamObject, DictionaryObject, NameObject, NumberObject, TextStringObject

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


def image(kind="PNG", size=(40, 20), mode="RGB", **options):
    made = io.BytesIO()
    picture = Image.new(mode, size, 1)
    picture.save(made, kind, **options)
    return made.getvalue()


def scan():
    """A picture of a page as a scanner makes it: larger than a form without a file may be."""
    return image(size=(800, 600), compress_level=0)


def photograph():
    """A JPEG that lies on its side and says where it was taken, with what and by whom."""
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    exif[0x010F] = "Secret Camera"
    exif[0x8825] = {1: "N", 2: (23.0, 7.0, 40.0)}
    return image("JPEG", exif=exif, comment=b"who took it")


def animation(kind):
    made = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(made, kind, save_all=True, append_images=frames[1:])
    return made.getvalue()


def image_bomb():
    """A PNG of a few hundred bytes that says it has 40,000 by 40,000 dots."""

    def chunk(name, content):
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(9999))) + chunk(b"IEND", b"")


def zip_bomb():
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb", bytes(10_000_000))
    return made.getvalue()


def written(writer):
    made = io.BytesIO()
    writer.write(made)
    return made.getvalue()


def blank(pages=1, size=(595, 842)):
    writer = PdfWriter()
    for _page in range(pages):
        writer.add_blank_page(*size)
    return writer


def pdf(pages=1, size=(595, 842)):
    return written(blank(pages, size))


def locked(user="", owner="owner"):
    writer = blank()
    writer.encrypt(user, owner, algorithm="AES-256")
    return written(writer)


def acting(**action):
    """A PDF that does something when it is opened."""
    writer = blank()
    action = DictionaryObject({NameObject(f"/{key}"): value for key, value in action.items()})
    writer.root_object[NameObject("/OpenAction")] = writer._add_object(action)
    return written(writer)


def scripted():
    return acting(S=NameObject("/JavaScript"), JS=TextStringObject("app.alert(1)"))


def starting():
    return acting(S=NameObject("/Launch"), F=TextStringObject("cmd.exe"))


def hidden_deep():
    """The script stands in an array within a dictionary that no page names."""
    writer = blank()
    inner = DictionaryObject({NameObject("/S"): NameObject("/JavaScript")})
    writer._add_object(DictionaryObject({NameObject("/A"): ArrayObject([ArrayObject([inner])])}))
    return written(writer)


def with_a_file_within():
    writer = blank()
    writer.add_attachment("virus.exe", b"MZ")
    return written(writer)


def going_elsewhere_in_itself():
    """An honest PDF that opens at its page: an action that stays within the file."""
    writer = blank()
    writer.root_object[NameObject("/OpenAction")] = ArrayObject([writer.pages[0].indirect_reference, NameObject("/Fit")])
    return written(writer)


def stream_bomb():
    """A PDF whose stream of objects is a few hundred kilobytes that become 300 megabytes."""
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(1_000_000)) for _part in range(300)) + packer.flush()
    head = b"%PDF-1.5\n"
    stream = b"1 0 obj\n<</Type/ObjStm/N 1/First 4/Filter/FlateDecode/Length %d>>\nstream\n" % len(packed)
    body = head + stream + packed + b"\nendstream\nendobj\n"
    places = [(0, 0, 0), (1, len(head), 0), (2, 1, 0), (1, len(body), 0)]
    entries = b"".join(struct.pack(">BIB", *place) for place in places)
    table = b"3 0 obj\n<</Type/XRef/Size 4/W[1 4 1]/Root 2 0 R/Length %d>>\nstream\n" % len(entries)
    return body + table + entries + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % len(body)


def form(text):
    """A PDF with one box of a form, and what was typed into it."""
    writer = blank()
    names = {"Type": "Annot", "Subtype": "Widget", "FT": "Tx"}
    box = DictionaryObject({NameObject(f"/{key}"): NameObject(f"/{value}") for key, value in names.items()})
    box[NameObject("/T")] = TextStringObject("box")
    box[NameObject("/V")] = TextStringObject(text)
    box[NameObject("/DA")] = TextStringObject("/Helv 24 Tf 0 g")
    box[NameObject("/Rect")] = ArrayObject(map(NumberObject, (50, 700, 400, 740)))
    reference = writer._add_object(box)
    font = DictionaryObject({NameObject("/Type"): NameObject("/Font"), NameObject("/Subtype"): NameObject("/Type1")})
    font[NameObject("/BaseFont")] = NameObject("/Helvetica")
    fonts = DictionaryObject({NameObject("/Font"): DictionaryObject({NameObject("/Helv"): font})})
    acro = {"/Fields": ArrayObject([reference]), "/DR": fonts, "/DA": TextStringObject("/Helv 24 Tf 0 g")}
    writer.root_object[NameObject("/AcroForm")] = DictionaryObject({NameObject(key): value for key, value in acro.items()})
    writer.pages[0][NameObject("/Annots")] = ArrayObject([reference])
    return written(writer)


def noise():
    """A WebP of coarse quality that is larger once it is made anew."""
    made = io.BytesIO()
    Image.frombytes("RGB", (1600, 1600), hashlib.shake_256().digest(1600 * 1600 * 3)).save(made, "WEBP", quality=10)
    return made.getvalue()


def padded(size, subject="x"):
    """A PDF of at least *size* bytes: its page carries a long remark, which is quicker read than a long word about the file."""
    writer = blank()
    remark = DecodedStreamObject()
    remark.set_data(b"%" + subject.encode() * size)
    writer.pages[0][NameObject("/Contents")] = writer._add_object(remark)
    return written(writer)
