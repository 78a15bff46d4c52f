"""Where an application stands, and what can be done with it."""

from __future__ import annotations

from enum import StrEnum
from typing import Literal, TypeAlias

Channel: TypeAlias = Literal["online", "counter", "proxy", "agent"]
"""How an application came in: by the applicant's own account, at the counter, by a proxy, by the employer's agent."""

CHANNELS: tuple[Channel, ...] = ("online", "counter", "proxy", "agent")

FileKind: TypeAlias = Literal["application", "points"]
"""What a file is for: to be granted something, or 积分核定: to have points approved before one applies."""

FILE_KINDS: tuple[FileKind, ...] = ("application", "points")

Cause: TypeAlias = Literal["correction", "review"]
"""Why a decided file is followed by a new version: a clerical error is put right, or other people look at the decision anew."""

CAUSES: tuple[Cause, ...] = ("correction", "review")


class Status(StrEnum):
    """The legal state of an application. A returned one is accepted again, with a note of what to redo."""

    DRAFT = "draft"  # 草稿: no legal act yet, seen by its holder alone
    DISCARDED = "discarded"  # 草稿已删除: its key and content are gone
    EXPIRED = "expired"  # 草稿过期: likewise, because it lay untouched for too long
    SUBMITTED = "submitted"  # 已提交: the receipt is given, acceptance is awaited
    SUPPLEMENT = "supplement"  # 待补正: the applicant was told, once, everything that is missing
    WITHDRAWN = "withdrawn"  # 已撤回
    ABANDONED = "abandoned"  # 视为放弃: what was asked for was not handed in in time
    NOT_ACCEPTED = "not_accepted"  # 不予受理
    ACCEPTED = "accepted"  # 已受理: facts may still be amended, an officer works on it
    RECOMMENDED = "recommended"  # 初审意见: the maker's proposal is frozen
    APPROVED_PENDING = "approved_pending"  # 拟准予: a checker agreed to what the maker proposed; the decision is to be made
    PUBLICITY = "publicity"  # 公示中: on a public list; anybody may object until its last day
    APPROVED = "approved"  # 已核定: of a points record; an application can cite it
    GRANTED = "granted"  # 准予: decided; entitlements wait for the registration of each person
    REFUSED = "refused"  # 不予
    SETTLED = "settled"  # 已落户: every person is registered
    REVOKED = "revoked"  # 撤销: the grant was withdrawn by two people, after a hearing was offered; everything it unlocked ended
    LAPSED = "lapsed"  # 逾期失效: the registration was not done in time; what was pending is cancelled
    SUPERSEDED = "superseded"  # 已更正: a new version of the file is decided, and that decision holds
    GIVEN_UP = "given_up"  # 更正终止: of a new version: closed without a decision, the older one just holds
    FORFEITED = "forfeited"  # 弃权: approved, and nobody showed the originals; closed without a decision
    NOT_SELECTED = "not_selected"  # 未入围: approved, and beyond the cut-off of its round; no refusal


APPROVED_ONCE = (Status.APPROVED_PENDING, Status.PUBLICITY)
"""Where two people agreed to a grant that is not made yet."""

UNDECIDED = (Status.SUBMITTED, Status.SUPPLEMENT, Status.ACCEPTED, Status.RECOMMENDED, *APPROVED_ONCE)
"""Where the office has an application in hand and has not decided it."""

OPEN = frozenset({*UNDECIDED, Status.APPROVED, Status.GRANTED})
"""A person has at most one application, and one points record, in one of these states under one scheme; a new version of a decided
file stands beside that one."""

PRIVATE = frozenset({Status.DRAFT, Status.DISCARDED, Status.EXPIRED})
"""What was never handed in: the office sees nothing of it."""

DECIDED = (Status.GRANTED, Status.REFUSED, Status.SETTLED, Status.REVOKED, Status.LAPSED, Status.SUPERSEDED)
"""Where only a decision leads, of the file or of the new version of it."""

OF_APPLICATIONS = (*APPROVED_ONCE, *DECIDED, Status.GIVEN_UP, Status.FORFEITED, Status.NOT_SELECTED)
"""Where no points record ever is."""

RECOMMENDED_ONCE = frozenset({Status.RECOMMENDED, Status.APPROVED, *OF_APPLICATIONS})
"""Where the newest recommendation is the one in force; elsewhere there is none, or it was returned."""


UNDONE = (Status.GIVEN_UP, Status.FORFEITED)
"""Where a new version of a file is closed without a decision, so that another one may follow the file."""


class Act(StrEnum):
    """Everything that can be done with an application. Each leaves one event."""

    BEGIN = "begin"  # 新建草稿
    SAVE = "save"  # 保存草稿
    DISCARD = "discard"  # 删除草稿
    OFFER = "offer"  # 请本人确认
    SEND_BACK = "send_back"  # 本人退回修改
    EXPIRE = "expire"  # 草稿过期
    SUBMIT = "submit"  # 提交
    ACCEPT = "accept"  # 受理
    ASK_SUPPLEMENT = "ask_supplement"  # 一次性补正告知
    ANSWER_SUPPLEMENT = "answer_supplement"  # 补正
    EXTEND = "extend"  # 延长补正期限
    ABANDON = "abandon"  # 视为放弃
    PROPOSE_NOT_ACCEPTING = "propose_not_accepting"  # 拟不予受理
    RETURN_PROPOSAL = "return_proposal"  # 退回拟不予受理
    NOT_ACCEPT = "not_accept"  # 不予受理
    WITHDRAW = "withdraw"  # 撤回
    ASK_QUESTIONS = "ask_questions"  # 请申请人说明
    ANSWER_QUESTIONS = "answer_questions"  # 申请人说明
    RECORD = "record"  # 受理登记
    AMEND = "amend"  # 更正申报事项
    ADD_EVIDENCE = "add_evidence"  # 收取证明材料
    REMOVE_EVIDENCE = "remove_evidence"  # 取出证明材料
    RECOMMEND = "recommend"  # 初审意见
    RETURN = "return"  # 退回重办
    APPROVE = "approve"  # 核定积分
    ADJUST = "adjust"  # 积分调整
    APPROVE_GRANT = "approve_grant"  # 审核同意
    PUBLISH = "publish"  # 公示
    GRANT = "grant"  # 准予
    REFUSE = "refuse"  # 不予
    REGISTER = "register"  # 登记落户
    RECORD_REMINDER = "record_reminder"  # 记录书面提醒
    LAPSE = "lapse"  # 逾期失效
    PROPOSE_REVOKING = "propose_revoking"  # 拟撤销
    ANSWER_REVOKING = "answer_revoking"  # 申请人陈述申辩、要求听证
    RECORD_REVOKING_ANSWER = "record_revoking_answer"  # 记录陈述申辩
    RECORD_REVOKING_HEARING = "record_revoking_hearing"  # 听证笔录
    REVOKE = "revoke"  # 撤销
    DROP_REVOKING = "drop_revoking"  # 不予撤销
    SUSPEND = "suspend"  # 暂停待遇
    RESUME = "resume"  # 恢复待遇
    END = "end"  # 终止待遇
    RUN_OUT = "run_out"  # 待遇期满
    SERVE = "serve"  # 送达
    CORRECT_SERVICE = "correct_service"  # 更正送达记录
    ADD_RECEIPT = "add_receipt"  # 补交送达回证
    CLAIM = "claim"  # 领取
    GIVE_BACK = "give_back"  # 交回
    RELEASE = "release"  # 收回他人领取的
    ASSIGN = "assign"  # 分派
    DECLARE = "declare"  # 申报利害关系、回避
    CLOSE_FLAG = "close_flag"  # 消除标记
    NOTE = "note"  # 内部备注
    SEND_MESSAGE = "send_message"  # 发消息
    VERIFY = "verify"  # 核查
    ASK_DEPARTMENTS = "ask_departments"  # 发出协查
    ANSWER_REQUEST = "answer_request"  # 部门答复
    DECLINE_REQUEST = "decline_request"  # 部门不予答复
    CONTEST_ANSWER = "contest_answer"  # 对答复提出异议
    WITHDRAW_REQUEST = "withdraw_request"  # 收回协查
    OBJECT = "object"  # 异议
    TELL_OBJECTION = "tell_objection"  # 转告异议
    ANSWER_OBJECTION = "answer_objection"  # 申请人陈述
    RECORD_HEARING = "record_hearing"  # 记录申请人陈述
    DISMISS_OBJECTION = "dismiss_objection"  # 异议不成立
    PROPOSE_UPHOLDING = "propose_upholding"  # 拟认定异议成立
    RETURN_UPHOLDING = "return_upholding"  # 退回拟认定
    UPHOLD_IN_PART = "uphold_in_part"  # 异议部分成立
    UPHOLD = "uphold"  # 异议成立
    CORRECT = "correct"  # 启动更正
    FOLLOW = "follow"  # 立新卷
    GIVE_UP = "give_up"  # 终止更正
    SUPERSEDE = "supersede"  # 以更正后的决定取代
    ASK_REVIEW = "ask_review"  # 申请复核
    RECORD_REVIEW = "record_review"  # 登记复核申请
    WITHDRAW_REVIEW = "withdraw_review"  # 撤回复核申请
    RECORD_WITHDRAWN_REVIEW = "record_withdrawn_review"  # 登记撤回复核申请
    ADMIT_REVIEW = "admit_review"  # 逾期复核申请予以受理
    TURN_DOWN_REVIEW = "turn_down_review"  # 逾期复核申请不予受理
    PROPOSE_KEEPING = "propose_keeping"  # 拟维持原决定
    RETURN_KEEPING = "return_keeping"  # 退回拟维持
    KEEP_DECISION = "keep_decision"  # 维持原决定
    REVISE = "revise"  # 复核立新卷
    SUMMON_ORIGINALS = "summon_originals"  # 通知查验原件
    REMIND_ORIGINALS = "remind_originals"  # 提醒查验原件
    SEE_ORIGINALS = "see_originals"  # 查验原件
    ASK_CAUSE = "ask_cause"  # 询问未到场的事由
    GIVE_CAUSE = "give_cause"  # 说明事由
    RECORD_CAUSE = "record_cause"  # 记录事由
    PROPOSE_FORFEIT = "propose_forfeit"  # 拟认定弃权
    RETURN_FORFEIT = "return_forfeit"  # 退回拟认定弃权
    FORFEIT = "forfeit"  # 认定弃权
    TAKE_OUT = "take_out"  # 移出批次
    ADMIT = "admit"  # 入围
    NOT_SELECT = "not_select"  # 未入围
    RECORD_CASE = "record_case"  # 登记行政复议、行政诉讼
    RECORD_ORDER = "record_order"  # 记录复议机关、法院的文书
    ANSWER_BODY = "answer_body"  # 书面答复、答辩
    STAY = "stay_execution"  # 停止执行
    LIFT_STAY = "lift_stay"  # 恢复执行
    EXPORT_CASE = "export_case"  # 提取证明包
    CLOSE_CASE = "close_case"  # 记录复议、诉讼结果
    RESTORE = "restore"  # 恢复准予：逾期失效或者撤销已被复议机关、法院撤销


class Part(StrEnum):
    """What a person is on one file, for good: nobody is two of them. Who declared an interest in it is barred besides."""

    MAKER = "maker"
    CHECKER = "checker"
    REVIEWER = "reviewer"  # 复核人员: looks at a decision again, and never acted on the file before
    FORMER = "former"  # 原经办、审核人员: took part in the file that this one looks at anew, and neither makes nor checks here
    BARRED = "barred"
