"""What stands on every sheet beside the document's own words: the frame around them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Mapping

Language: TypeAlias = Literal["zh", "en"]

FRAME: Mapping[str, tuple[str, str]] = {
    "identity_number": ("公民身份号码：{number}", "identity number {number}"),
    "addressee": ("{name}（{identity_number}）：", "{name} ({identity_number}):"),
    "seal": ("（盖章处）", "(place for the seal)"),
    "unsealed": ("未盖章", "not sealed"),
    "sealed": ("{organ}印章", "Seal of {organ}"),
    "not_served": ("未盖章的文书仅供查阅，不作送达。", "Without a seal this sheet is for reading and is not served."),
    "copy": (
        "",
        "Reading copy in English. The document is the one in Chinese, under the same number; it alone prevails.",
    ),
    "page": ("第{page}页，共{pages}页", "Page {page} of {pages}"),
    "verify": ("扫描二维码核验本文书。摘要值（SHA-256）：{digest}", "Scan to verify. Digest (SHA-256): {digest}"),
    "verify_typed": (
        "扫描二维码核验本文书，或在{address}输入文号和核验码{code}。摘要值（SHA-256）：{digest}",
        "Scan to verify, or type the number and the code {code} at {address}. Digest (SHA-256): {digest}",
    ),
    "stated": (
        "二维码载明文号和摘要值。摘要值（SHA-256）：{digest}",
        "The code states number and digest. Digest (SHA-256): {digest}",
    ),
    "day": ("{year}年{month}月{day}日", "{year}-{month:02d}-{day:02d}"),
    "proof_title": ("送达回证", "Proof of service"),
    "proof_document": ("送达文书", "Document served"),
    "proof_application": ("申请编号", "Application"),
    "proof_addressee": ("受送达人", "Addressee"),
    "proof_addressee_words": ("{name}（{identity_number}）", "{name} ({identity_number})"),
    "proof_channel": ("送达方式", "How it is served"),
    "proof_signed": ("收件人签名", "Signature of who receives it"),
    "proof_relation": ("代收人与受送达人的关系及代收事由", "Who receives it for the addressee: relation, and why"),
    "proof_post": ("邮件号码", "Tracking number"),
    "proof_where": ("公告地点", "Where the notice hung"),
    "proof_on": ("送达日期", "Day of service"),
    "proof_hung": ("公告期间", "The notice hung"),
    "proof_period": ("{first}至{last}", "{first} to {last}"),
    "proof_effective": ("视为送达日期", "Counts as served on"),
    "proof_server": ("送达人签名", "Signature of who serves it"),
    "proof_receipt": ("签收原件（已存档）", "Signed original (on the file)"),
    "proof_by": ("记录人及时间", "Recorded by, and when"),
    "proof_corrected": ("更正说明", "Corrected since"),
    "proof_remark": ("备注", "Remarks"),
    "proof_account": ("电子送达（经本人同意，存入其账号）", "by the account, to which the addressee agreed"),
    "proof_counter": ("窗口领取", "at the counter"),
    "proof_mail": ("邮寄送达", "by post"),
    "proof_public_notice": ("公告送达", "by public notice"),
    "proof_blank": (
        "本回证由收件人签名并填写日期后交回送达机关，以收件人签收之日为送达日期。",
        "The receiver signs this sheet with the day and hands it back; the day of signature is the day of service.",
    ),
    "proof_filled": (
        "本回证按送达记录生成；签名的回证原件由送达机关保存。",
        "Made from the record of service; a signed original is kept by the office.",
    ),
    "moment": ("{year}年{month}月{day}日 {hour:02d}:{minute:02d}", "{year}-{month:02d}-{day:02d} {hour:02d}:{minute:02d}"),
    "qr": ("本文书的二维码", "QR code of this document"),
}


def say(key: str, language: Language, **facts: object) -> str:
    """Say one text of the frame."""
    return FRAME[key][0 if language == "zh" else 1].format(**facts)
