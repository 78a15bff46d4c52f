"""The pages for applicants: the schemes, their rules, the self-check, their accounts. Everything works without JavaScript."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint

from scoring.pages import frame
from scoring.pages.about import Accessibility, Privacy
from scoring.pages.account import returning
from scoring.pages.account.contact import AskContactCode, ChangeContact, ContactPage
from scoring.pages.account.electronic import ElectronicService
from scoring.pages.account.home import Account, AccountClosed, CloseAccount, CounterCode, EndAuthority, Password
from scoring.pages.account.identity import IdentityService, IdentityStated
from scoring.pages.account.messages import Messages
from scoring.pages.account.renewing import RenewConsent
from scoring.pages.account.signing import Consent, NewStart, SignIn, SignOut, SignUp
from scoring.pages.answers import Answers, AskDelete, Deleted
from scoring.pages.applying.answers import DraftAnswers
from scoring.pages.applying.begin import BeginDraft
from scoring.pages.applying.details import OfficeChoice, StatisticsPage
from scoring.pages.applying.earlier import TakeEarlier
from scoring.pages.applying.files import AddFile, Files, OwnFileContent, RemoveFile
from scoring.pages.applying.people import Family, Member, RemoveMember, You
from scoring.pages.applying.submit import CheckDraft, Declare, ReceiptPage
from scoring.pages.applying.tasks import Discard, DraftTasks
from scoring.pages.assisted.confirming import Confirming, PaperForm
from scoring.pages.assisted.for_others import ForOthers
from scoring.pages.assisted.prepared import Prepared, PreparedFile, SendBack
from scoring.pages.check import Begin
from scoring.pages.cities.comparing import Cities
from scoring.pages.cities.missing import Missing
from scoring.pages.cities.profile import Profile
from scoring.pages.display import DisplayPage
from scoring.pages.feedback.giving import FeedbackGiven, GiveFeedback
from scoring.pages.guides.differences import Differences
from scoring.pages.guides.guide import Guide
from scoring.pages.guides.materials import Materials
from scoring.pages.guides.table import PointTable
from scoring.pages.guides.text import PolicyFile, PolicyFiles, PolicyText
from scoring.pages.over_time import OverTime
from scoring.pages.own.answer_files import AddAnswerFile, OwnEvidence, RemoveAnswerFile
from scoring.pages.own.answer_item import AnswerItem
from scoring.pages.own.archive import OwnArchive
from scoring.pages.own.documents import OwnDocument
from scoring.pages.own.extend import ExtendSupplement
from scoring.pages.own.files import OwnFilePage, OwnFiles
from scoring.pages.own.household import AnswerFamily, AnswerMember, RemoveAnswerMember
from scoring.pages.own.letters import OwnLetter
from scoring.pages.own.objection import OwnObjectionPage
from scoring.pages.own.originals import OwnOriginalsPage
from scoring.pages.own.personal_requests import PersonalRequests
from scoring.pages.own.proof import OwnProof
from scoring.pages.own.questions import AnswerQuestions
from scoring.pages.own.review import AskReview, OwnReviewPage
from scoring.pages.own.review_files import AddReviewFile
from scoring.pages.own.revocation import OwnRevocationPage
from scoring.pages.own.supplement import AnswerSupplement, SendSupplement
from scoring.pages.own.withdraw import WithdrawFile
from scoring.pages.plan.checklist import Checklist
from scoring.pages.plan.page import Plan
from scoring.pages.plan.what_if import WhatIf
from scoring.pages.public.lists import PublicList, PublicLists
from scoring.pages.public.objecting import ObjectionReceipt, ObjectToLine
from scoring.pages.public.progress import LookUpProgress
from scoring.pages.public.verifying import VerifyDocument
from scoring.pages.questions import Questions
from scoring.pages.result import Result
from scoring.pages.saved.loading import LoadAnswers
from scoring.pages.saved.saving import SaveAnswers
from scoring.pages.scheme import Scheme, SchemeCurrent
from scoring.pages.short.page import ShortCheck
from scoring.pages.start import Start
from scoring.pages.ways import Ways

if TYPE_CHECKING:
    from flask import Flask

    from scoring.pages.view import Page
    from scoring.web.services import Services

SCHEME = "schemes/<scheme>/<version>"
CHECK = "check/<scheme>/<version>"
DRAFT = "draft/<reference>"
OWN_FILE = "account/applications/<reference>"
PREPARED = "account/prepared/<reference>"
PAGES: tuple[tuple[str, str, type[Page]], ...] = (
    ("", "start", Start),
    ("privacy", "privacy", Privacy),
    ("accessibility", "accessibility", Accessibility),
    ("display", "display", DisplayPage),
    ("feedback", "feedback", GiveFeedback),
    ("feedback/<number>", "feedback_given", FeedbackGiven),
    ("schemes/<scheme>", "current", SchemeCurrent),
    (SCHEME, "scheme", Scheme),
    (f"{SCHEME}/guide", "guide", Guide),
    (f"{SCHEME}/materials", "materials", Materials),
    (f"{SCHEME}/points", "point_table", PointTable),
    (f"{SCHEME}/text", "policy_text", PolicyText),
    (f"{SCHEME}/text.yaml", "policy_file", PolicyFile),
    (f"{SCHEME}/files.zip", "policy_files", PolicyFiles),
    (f"{SCHEME}/differences", "differences", Differences),
    (CHECK, "check", Begin),
    (f"{CHECK}/short", "short_check", ShortCheck),
    (f"{CHECK}/questions/<section>", "questions", Questions),
    (f"{CHECK}/answers", "answers", Answers),
    (f"{CHECK}/answers/save", "save_answers", SaveAnswers),
    (f"{CHECK}/answers/load", "load_answers", LoadAnswers),
    (f"{CHECK}/result", "result", Result),
    (f"{CHECK}/ways", "ways", Ways),
    (f"{CHECK}/forecast", "forecast", OverTime),
    (f"{CHECK}/plan", "plan", Plan),
    (f"{CHECK}/checklist", "checklist", Checklist),
    (f"{CHECK}/what-if", "what_if", WhatIf),
    ("cities", "cities", Cities),
    ("cities/you", "profile", Profile),
    ("cities/<scheme>/<version>/questions", "missing", Missing),
    ("publicity", "public_lists", PublicLists),
    ("publicity/<int:publication>", "public_list", PublicList),
    ("publicity/<int:publication>/lines/<int:line>", "object", ObjectToLine),
    ("publicity/receipts/<receipt>", "objection_receipt", ObjectionReceipt),
    ("verify", "verify_document", VerifyDocument),
    ("progress", "progress", LookUpProgress),
    ("delete-answers", "ask_delete", AskDelete),
    ("answers-deleted", "deleted", Deleted),
    ("account", "account", Account),
    ("account/messages", "messages", Messages),
    ("account/archive", "own_archive", OwnArchive),
    ("account/corrections", "personal_requests", PersonalRequests),
    ("account/applications", "own_files", OwnFiles),
    (OWN_FILE, "own_file", OwnFilePage),
    (f"{OWN_FILE}/documents/<int:number>/read", "own_letter", OwnLetter),
    (f"{OWN_FILE}/documents/<int:number>", "own_document", OwnDocument),
    (f"{OWN_FILE}/originals", "own_originals", OwnOriginalsPage),
    (f"{OWN_FILE}/objections/<int:number>", "own_objection", OwnObjectionPage),
    (f"{OWN_FILE}/reviews/new", "own_ask_review", AskReview),
    (f"{OWN_FILE}/reviews/<int:number>", "own_review", OwnReviewPage),
    (f"{OWN_FILE}/revocation", "own_revocation", OwnRevocationPage),
    (f"{OWN_FILE}/reviews/<int:number>/file", "own_review_file", AddReviewFile),
    (f"{OWN_FILE}/proof", "own_proof", OwnProof),
    (f"{OWN_FILE}/withdraw", "own_withdraw", WithdrawFile),
    (f"{OWN_FILE}/questions", "own_questions", AnswerQuestions),
    (f"{OWN_FILE}/supplement", "own_supplement", AnswerSupplement),
    (f"{OWN_FILE}/supplement/<int:number>", "own_supplement_item", AnswerItem),
    (f"{OWN_FILE}/supplement/<int:number>/family", "own_supplement_family", AnswerFamily),
    (f"{OWN_FILE}/supplement/<int:number>/family/<int:member>", "own_supplement_member", AnswerMember),
    (f"{OWN_FILE}/supplement/<int:number>/family/<int:member>/remove", "own_supplement_remove_member", RemoveAnswerMember),
    (f"{OWN_FILE}/supplement/<int:number>/file", "own_supplement_file", AddAnswerFile),
    (f"{OWN_FILE}/supplement/send", "own_supplement_send", SendSupplement),
    (f"{OWN_FILE}/supplement/extend", "own_supplement_extend", ExtendSupplement),
    (f"{OWN_FILE}/files/<int:number>", "own_evidence", OwnEvidence),
    (f"{OWN_FILE}/files/<int:number>/remove", "own_remove_evidence", RemoveAnswerFile),
    ("account/sign-up", "sign_up", SignUp),
    ("account/sign-in", "sign_in", SignIn),
    ("account/sign-out", "sign_out", SignOut),
    ("account/contact", "contact", ContactPage),
    ("account/contact/code", "contact_code", AskContactCode),
    ("account/contact/change", "change_contact", ChangeContact),
    ("account/counter-code", "counter_code", CounterCode),
    ("account/identity-service", "identity_service", IdentityService),
    ("account/end-authority", "end_authority", EndAuthority),
    ("account/new-start", "new_start", NewStart),
    ("account/consent", "consent", Consent),
    ("account/renew-consent", "renew_consent", RenewConsent),
    ("account/electronic-service", "electronic_service", ElectronicService),
    ("account/password", "password", Password),
    ("account/close", "close_account", CloseAccount),
    ("account/closed", "account_closed", AccountClosed),
    ("apply/<scheme>", "apply", BeginDraft),
    ("account/for-others", "for_others", ForOthers),
    (PREPARED, "prepared", Prepared),
    (f"{PREPARED}/files/<int:number>", "prepared_file", PreparedFile),
    (f"{PREPARED}/send-back", "send_back", SendBack),
    (DRAFT, "draft", DraftTasks),
    (f"{DRAFT}/confirm", "draft_confirming", Confirming),
    (f"{DRAFT}/form", "draft_form", PaperForm),
    (f"{DRAFT}/you", "draft_you", You),
    (f"{DRAFT}/family", "draft_family", Family),
    (f"{DRAFT}/family/<int:number>", "draft_member", Member),
    (f"{DRAFT}/family/<int:number>/remove", "draft_remove_member", RemoveMember),
    (f"{DRAFT}/answers/<section>", "draft_answers", DraftAnswers),
    (f"{DRAFT}/earlier", "draft_earlier", TakeEarlier),
    (f"{DRAFT}/files", "draft_files", Files),
    (f"{DRAFT}/files/<kind>/add", "draft_add_file", AddFile),
    (f"{DRAFT}/files/<int:number>", "draft_file", OwnFileContent),
    (f"{DRAFT}/files/<int:number>/remove", "draft_remove_file", RemoveFile),
    (f"{DRAFT}/office", "draft_office", OfficeChoice),
    (f"{DRAFT}/statistics", "draft_statistics", StatisticsPage),
    (f"{DRAFT}/check", "draft_check", CheckDraft),
    (f"{DRAFT}/submit", "draft_submit", Declare),
    (f"{DRAFT}/delete", "draft_discard", Discard),
    ("receipt/<reference>", "receipt", ReceiptPage),
)


def register(app: Flask, services: Services) -> None:
    """Put the pages on *app*: `/` and everything below `/zh/` and `/en/`."""
    frame.dress(app, is_demonstration=services.settings.is_demonstration)
    pages = Blueprint("pages", __name__)
    frame.follow_language(app, pages)
    pages.add_url_rule("/", view_func=Start.as_view("root", services))
    pages.add_url_rule("/account/identity", view_func=IdentityStated.as_view("identity_stated", services))  # one address a provider
    for path, name, page in PAGES:
        view = page.as_view(name, services)
        pages.add_url_rule(f"/<any(zh, en):lang>/{path}", view_func=view)
        if page.checks_token:
            app.extensions["csrf"].exempt(view)
    app.register_blueprint(pages)
    returning.register(app, services)
