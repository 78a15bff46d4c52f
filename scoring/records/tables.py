"""Every row class of the product in one place: importing this module fills `Row.metadata`."""

from scoring.records.access_log import ViewRow
from scoring.records.accounts import AccountRow, RoleRow
from scoring.records.agencies import AgencyAnswerRow, AgencyBatchRow, AgencyDelayRow, AgencyRequestRow
from scoring.records.agency_access import AgencyMessageRow, AgencyRow, AgencyTokenRow
from scoring.records.applications import (
    ApplicationRow,
    DataKeyRow,
    IdentityIndexRow,
    PartRow,
    PersonRow,
    RegistrationRow,
)
from scoring.records.attempts import AttemptRow
from scoring.records.award_index import AwardIndexRow
from scoring.records.chains import ChainHeadRow
from scoring.records.corrections import CorrectionRow
from scoring.records.database import Row
from scoring.records.decisions import AssessmentRow, DecisionRow, RecommendationRow
from scoring.records.desk import FlagClosingRow, InterestRow, NoteRow
from scoring.records.disposals import DisposalApprovalRow, DisposalItemRow, DisposalListRow, DisposalOutcomeRow
from scoring.records.documents import DocumentRow, DocumentSealRow, DocumentServiceRow
from scoring.records.entitlements import EntitlementChangeRow, EntitlementRow
from scoring.records.erasures import ErasureProposalRow, ErasureRow
from scoring.records.events import EventRow, LinkRow
from scoring.records.evidence import EvidenceRemovalRow, EvidenceRow
from scoring.records.feedback import FeedbackKeyRow, FeedbackRow
from scoring.records.file_messages import FileMessageRow
from scoring.records.filings import (
    AnswerDraftRow,
    DraftRow,
    FilingRow,
    IntakeProposalRow,
    NonAcceptanceRow,
    ProposalReturnRow,
    SupplementAnswerRow,
    SupplementExtensionRow,
    SupplementItemRow,
    SupplementRow,
)
from scoring.records.granting import GrantApprovalRow
from scoring.records.holders import (
    AccountCodeRow,
    AccountKeyRow,
    AuthorityIndexRow,
    AuthorityRow,
    ConsentRow,
    ContactCodeRow,
    ContactIndexRow,
    ContactRow,
    FormerContactRow,
    ServiceConsentRow,
    VerifiedIdentityIndexRow,
    VerifiedIdentityRow,
)
from scoring.records.jobs import JobRow, ScheduleRow, WorkerRow
from scoring.records.kept_files import ObjectionFileRow, ServiceReceiptRow
from scoring.records.legal_holds import HoldLiftingRow, LegalHoldRow
from scoring.records.notices import DeliveryRow, EscalationRow, NoticeRow, ObjectorDeliveryRow
from scoring.records.objections import ObjectionRow, ObjectionStepRow
from scoring.records.offices import OfficeRow
from scoring.records.originals import OriginalsStepRow, OriginalsSummonsRow
from scoring.records.outside_cases import OutsideCaseRow, OutsideCaseStepRow
from scoring.records.personal_requests import PersonalAnswerRow, PersonalRequestRow
from scoring.records.points import PointsApprovalRow, PointsCitationRow
from scoring.records.policies import (
    PolicyDraftRow,
    PolicyRow,
    ReleaseRow,
    RoundsReleaseRow,
    RoundsRow,
    SubmissionRow,
    WithdrawalRow,
)
from scoring.records.preparations import PreparationRow
from scoring.records.publications import ListProposalRow, PublicationLineRow, PublicationRow
from scoring.records.questions import QuestionAnswerRow, QuestionDraftRow, QuestionRow, QuestionSetRow
from scoring.records.ranking_rounds import (
    RankingRoundRow,
    RoundFileRow,
    RoundFreezeRow,
    RoundHoldRow,
    RoundOutcomeRow,
    RoundPlaceRow,
    RoundPublicationRow,
    RoundRemovalRow,
    RoundResultRow,
    RoundReturnRow,
)
from scoring.records.recomputations import RecomputationFindingRow, RecomputationResultRow, RecomputationRow, RoundRecomputationRow
from scoring.records.reviews import ReviewRow, ReviewStepRow
from scoring.records.revocations import RevocationRow, RevocationStepRow
from scoring.records.round_cancellations import RoundCancellationRow
from scoring.records.round_keys import RoundKeyRow
from scoring.records.samples import SampleClosingRow, SampleFindingRow, SampleItemRow, SampleRow
from scoring.records.settling import SettleReminderProofRow, SettleReminderRow
from scoring.records.signatures import (
    JournalSealRow,
    OfficerKeyRow,
    OfficerPrivateKeyRow,
    ServiceKeyRow,
    ServicePrivateKeyRow,
    SignatureRow,
)
from scoring.records.staff import StaffIdentityRow
from scoring.records.verdicts import VerdictRow

__all__ = [
    "AccountCodeRow",
    "AccountKeyRow",
    "AccountRow",
    "AgencyAnswerRow",
    "AgencyBatchRow",
    "AgencyDelayRow",
    "AgencyMessageRow",
    "AgencyRequestRow",
    "AgencyRow",
    "AgencyTokenRow",
    "AnswerDraftRow",
    "ApplicationRow",
    "AssessmentRow",
    "AttemptRow",
    "AuthorityIndexRow",
    "AuthorityRow",
    "AwardIndexRow",
    "ChainHeadRow",
    "ConsentRow",
    "ContactCodeRow",
    "ContactIndexRow",
    "ContactRow",
    "CorrectionRow",
    "DataKeyRow",
    "DecisionRow",
    "DeliveryRow",
    "DisposalApprovalRow",
    "DisposalItemRow",
    "DisposalListRow",
    "DisposalOutcomeRow",
    "DocumentRow",
    "DocumentSealRow",
    "DocumentServiceRow",
    "DraftRow",
    "EntitlementChangeRow",
    "EntitlementRow",
    "ErasureProposalRow",
    "ErasureRow",
    "EscalationRow",
    "EventRow",
    "EvidenceRemovalRow",
    "EvidenceRow",
    "FeedbackKeyRow",
    "FeedbackRow",
    "FileMessageRow",
    "FilingRow",
    "FlagClosingRow",
    "FormerContactRow",
    "GrantApprovalRow",
    "HoldLiftingRow",
    "IdentityIndexRow",
    "IntakeProposalRow",
    "InterestRow",
    "JobRow",
    "JournalSealRow",
    "LegalHoldRow",
    "LinkRow",
    "ListProposalRow",
    "NonAcceptanceRow",
    "NoteRow",
    "NoticeRow",
    "ObjectionFileRow",
    "ObjectionRow",
    "ObjectionStepRow",
    "ObjectorDeliveryRow",
    "OfficeRow",
    "OfficerKeyRow",
    "OfficerPrivateKeyRow",
    "OriginalsStepRow",
    "OriginalsSummonsRow",
    "OutsideCaseRow",
    "OutsideCaseStepRow",
    "PartRow",
    "PersonRow",
    "PersonalAnswerRow",
    "PersonalRequestRow",
    "PointsApprovalRow",
    "PointsCitationRow",
    "PolicyDraftRow",
    "PolicyRow",
    "PreparationRow",
    "ProposalReturnRow",
    "PublicationLineRow",
    "PublicationRow",
    "QuestionAnswerRow",
    "QuestionDraftRow",
    "QuestionRow",
    "QuestionSetRow",
    "RankingRoundRow",
    "RecommendationRow",
    "RecomputationFindingRow",
    "RecomputationResultRow",
    "RecomputationRow",
    "RegistrationRow",
    "ReleaseRow",
    "ReviewRow",
    "ReviewStepRow",
    "RevocationRow",
    "RevocationStepRow",
    "RoleRow",
    "RoundCancellationRow",
    "RoundFileRow",
    "RoundFreezeRow",
    "RoundHoldRow",
    "RoundKeyRow",
    "RoundOutcomeRow",
    "RoundPlaceRow",
    "RoundPublicationRow",
    "RoundRecomputationRow",
    "RoundRemovalRow",
    "RoundResultRow",
    "RoundReturnRow",
    "RoundsReleaseRow",
    "RoundsRow",
    "Row",
    "SampleClosingRow",
    "SampleFindingRow",
    "SampleItemRow",
    "SampleRow",
    "ScheduleRow",
    "ServiceConsentRow",
    "ServiceKeyRow",
    "ServicePrivateKeyRow",
    "ServiceReceiptRow",
    "SettleReminderProofRow",
    "SettleReminderRow",
    "SignatureRow",
    "StaffIdentityRow",
    "SubmissionRow",
    "SupplementAnswerRow",
    "SupplementExtensionRow",
    "SupplementItemRow",
    "SupplementRow",
    "VerdictRow",
    "VerifiedIdentityIndexRow",
    "VerifiedIdentityRow",
    "ViewRow",
    "WithdrawalRow",
    "WorkerRow",
]
