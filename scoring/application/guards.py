"""What must hold for an act, as words of the table of moves."""

from __future__ import annotations

from enum import StrEnum


class Guard(StrEnum):
    """What must hold for an act. `NotAllowed.why` is one of these words; the status has an error of its own."""

    ROLE = "role"  # the officer has the role
    NO_INTEREST = "no_interest"  # the officer declared no interest in the file, and it is not of their own household
    ONE_PART = "one_part"  # nobody is maker and checker of the same file
    REAL_RULES = "real_rules"  # an illustrative policy decides nothing outside a demonstration
    VERSION_SHOWN = "version_shown"  # the file is as the person saw it
    PACKAGE_SHOWN = "package_shown"  # the recommendation is, byte for byte, the one that was displayed
    REASON_GIVEN = "reason_given"
    CONCLUSIVE = "conclusive"  # no missing fact could still change the outcome
    UNBLOCKED = "unblocked"  # what could change the outcome is checked, and no flag stands open
    ELIGIBLE = "eligible"  # for a grant: the assessment says so
    PUBLISHED_LIST = "published_list"  # for a grant under a ranked policy: the list on which the person stands
    KIND = "kind"  # the move is one of this kind of file: an application, or a points record
    POINTS_APPROVED = "points_approved"  # where points come first: the person's are approved, and the draft goes by that approval
    UNCITED = "uncited"  # no application that is not decided goes by these points
    ORGANS_NAMED = "organs_named"  # policy or office name who decides, and before whom it can be contested
    POINTS_STAND = "points_stand"  # the approval that the application cites stands: it was not adjusted or withdrawn since
    PROPOSED = "proposed"  # for the approval of a grant: the maker proposed it
    PROVED = "proved"  # who signs proved lately, by password and code, that it is them
    SIGNED = "signed"  # what is decided bears the maker's signature, and that holds
    SAME_AGAIN = "same_again"  # assessed again under the pinned policy, the result is the recommended one
    LIST_SHOWN = "list_shown"  # the list is, line by line, the one that was displayed
    PUBLISHES = "publishes"  # the rules have a list made public, and the file is no correction
    PUBLISHED = "published"  # where it must stand on a public list: it stood on one, and its last day is over
    ORIGINALS_SEEN = "originals_seen"  # where the rules have originals seen: they were, since it was approved, and match
    CHECKS_ORIGINALS = "checks_originals"  # the rules have originals seen
    ADMITTED = "admitted"  # where places are limited and a round is held here: its published result admits the file
    NOT_COUNTED = "not_counted"  # no round counts the file: from the freeze of its list to its outcome nothing of it changes
    COUNTED = "counted"  # a round that is not published counts the file
    UNSUMMONED = "unsummoned"  # nobody is summoned for this approval, or a cause was given and it is the first time
    SUMMONED = "summoned"  # somebody is summoned to show originals, and they were not seen
    ABSENT = "absent"  # the last day to show originals is over, and nobody came
    REMINDED_TWICE = "reminded_twice"  # both reminders to show originals are proven
    DECISION_SERVED = "decision_served"  # the service of the decision is recorded
    CASE_OPEN = "case_open"  # nothing came yet of the case before the outside body
    NOT_STAYED = "not_stayed"  # the outside body has not suspended what the decision does
    STAYED = "stayed"  # it has
    ANNULLED = "annulled"  # a body annulled how the grant ended, or ordered it anew, or had suspended the grant before it lapsed
    EFFECTIVE = "effective"  # no outside body keeps what the decision does suspended: nothing takes effect or runs out meanwhile
    UNOBJECTED = "unobjected"  # no objection to the file is open
    IN_PERIOD = "in_period"  # the list on which the file stands is open today
    OBJECTOR_NAMED = "objector_named"  # who objects is named, with number and contact, and signed
    OBJECTED = "objected"  # the objection is open, and nothing about it is proposed
    UNTOLD = "untold"  # the applicant was not told of the objection yet
    TOLD = "told"  # the applicant was told of the objection, and has not answered
    HEARD = "heard"  # the applicant answered what the objection says, or had the time to
    REVIEWABLE = "reviewable"  # rules or office let what was decided be reviewed
    UNREVIEWED = "unreviewed"  # no review of it is open, and none was answered
    IN_TIME = "in_time"  # a review is asked for within its term, or it is said why not
    REVIEW_OPEN = "review_open"  # nothing closed the review, and no new version of the file is worked on
    REVIEW_FREE = "review_free"  # the review is looked into, nothing about it is proposed, and no new version worked on
    LATE = "late"  # the review was asked for late, and nothing was said to that
    FRESH_EYES = "fresh_eyes"  # who reviews did nothing else on the file, ever
    AWAITED = "awaited"  # the person is not registered yet
    UNFOLLOWED = "unfollowed"  # no new version of the file is open
    ORIGINAL = "original"  # the file is no new version of a decided one: such a one the office gives up
    IS_VERSION = "is_version"  # the file is a new version of a decided one
    IN_REGISTER = "in_register"  # the person has the entitlement, and it stands where the act leads on from
    LAST_DAY_OVER = "last_day_over"  # for the installation alone: the last day of an entitlement is over
    CONSENT = "consent"  # the consent text of today is accepted
    WINDOW_OPEN = "window_open"  # where places are limited: within the announced window of a round
    IDENTITY = "identity"  # the holder's identity is verified, and the applicant's; or the applicant gave authority
    AUTHORITY = "authority"  # who fills it in for somebody holds authority today
    CONFIRMED = "confirmed"  # what somebody else filled in, the person confirmed by the own account or on the printed form
    DECLARATION = "declaration"  # the declaration of today is accepted
    ONLY_ONE = "only_one"  # no other open application under the scheme
    COMPLETE = "complete"  # no missing fact could still change the outcome
    ONCE = "once"  # the same key gives the same receipt
    LISTED = "listed"  # everything that is missing, each with where it is asked for
    FIRST_TIME = "first_time"  # supplements are asked for once a round
    ANSWERED = "answered"  # every item is answered or declined
    NONE_OPEN = "none_open"  # no questions to the applicant still wait for an answer
    TERM_SET = "term_set"  # policy or office set a term to answer, and its last day can be told
    ACCOUNT = "account"  # the application came from an account, by which it can be answered
    ASKED = "asked"  # questions stand without an answer
    TERM_OVER = "term_over"  # the applicant's term has run out
    REMINDED = "reminded"  # three reminders of the last day are proven, the last of them long enough ago
    REVOKING = "revoking"  # a proposal to revoke the decision is open
    NOT_REVOKING = "not_revoking"  # none is: while one is open, nothing else closes the file
    NO_REVIEW = "no_review"  # no review of the decision is open: what it may change does not run out meanwhile
    REMINDER_DUE = "reminder_due"  # a reminder by post stands as a task, and is not recorded
    TERM_RUNS = "term_runs"  # the applicant's term has not run out
    EXTENSIBLE = "extensible"  # the rules let the term be extended, and it was not yet
    SILENCE = "silence"  # for the installation alone: the office's own term has run out
    UNTOUCHED = "untouched"  # for the installation alone: the draft lay for longer than drafts are kept
    SECOND_PERSON = "second_person"  # somebody else proposed it, and the proposal stands
    CLAIM_FREE = "claim_free"  # nobody else holds the file; where nobody does, the act takes it
    CLAIM_OWN = "claim_own"  # the officer holds the file
    CLAIM_HELD = "claim_held"  # somebody holds the file
    MAY_MAKE = "may_make"  # who is to hold the file may be its maker: an officer of its office, not its checker, not barred
    FLAG_OPEN = "flag_open"  # the flag stands on the file
    REQUEST_OPEN = "request_open"  # the department has not answered, and the request was not withdrawn
    REQUEST_ANSWERED = "request_answered"  # the department answered or declined, and was not asked anew since
    SEALED = "sealed"  # the document bears the seal of the office
    UNSERVED = "unserved"  # no service of the document is recorded
    SERVED = "served"  # one is recorded, as an officer typed it: what the account recorded stands
    SERVICE_AGREED = "service_agreed"  # by the account: it is the person's own, who agreed to it and did not withdraw that
    PROVEN = "proven"  # what proves it is said; of a service, day and proof fit the channel: not before the seal, not to come
