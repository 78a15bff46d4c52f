"""What an applicant agrees to at sign-up. A version is never edited: who accepted it can read it as it was."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from scoring.application.personal import DataPurpose
from scoring.policy.wording import Text, text

CURRENT = "1"
"""The version that is asked for at sign-up."""

_FIRST = (
    text(
        {
            "zh": "账号用于申请落户：保存您的登录方式（邮箱或手机号码），以及您自己填写的申请内容。登录方式加密保存，不公开显示。",
            "en": "The account is for applying. It keeps how you sign in (a mail address or a mobile number) and what you yourself "
            "enter in applications. How you sign in is kept encrypted and is shown to nobody.",
        }
    ),
    text(
        {
            "zh": "提交申请前须核实身份：由窗口工作人员查验身份证，或由受理机关接入的身份认证服务确认。"
            "姓名和公民身份号码加密保存，只用于办理您的申请。",
            "en": "Before an application is submitted your identity is verified, by an officer at the counter or by an "
            "identity service of the office. Name and number are kept encrypted, for your applications alone.",
        }
    ),
    text(
        {
            "zh": "没有正在办理的申请时，您可以随时注销账号。注销后登录方式和身份信息的密钥立即销毁，无法再读取；"
            "依法须保存的申请档案按其保存期限处理。",
            "en": "While no application is being handled you may close the account at any time. The key to contact and identity is "
            "then destroyed at once, so that nobody can read them; files that the law asks to keep follow their own term.",
        }
    ),
    text(
        {
            "zh": "账号中的操作会留下记录：何时、由哪个账号、做了什么。记录中不写姓名、号码或联系方式。",
            "en": "What is done with the account is recorded: when, which account, what. No name, number or contact stands in it.",
        }
    ),
)

TEXTS: Mapping[str, tuple[Text, ...]] = MappingProxyType({"1": _FIRST})
"""The paragraphs of each version, in both languages."""

COVERS: Mapping[str, tuple[DataPurpose, ...]] = MappingProxyType({"1": ("handling", "finding", "account", "accountability")})
"""For which purposes of the register of personal data each version is the consent."""
