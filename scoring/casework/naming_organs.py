"""Nothing is decided before it is settled who decides, and before whom the decision can be contested: a letter must name them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scoring.application.procedure import unnamed
from scoring.casework.assessing import pinned_policy
from scoring.errors import OrgansUnnamed

if TYPE_CHECKING:
    from scoring.application.due import Timing
    from scoring.casework.file import File
    from scoring.policy.library import Library


def refuse_unnamed(file: File, library: Library, timing: Timing) -> None:
    """See that the deciding organ and one for every remedy are named.

    Raises:
        OrgansUnnamed: with each place where the policy, or the office in its stead, names nobody.
        PolicyChanged, PolicyUnknown: the library lacks the pinned policy.
    """
    policy = pinned_policy(library, file.application.pin)
    places = unnamed(policy.procedure, timing.defaults)
    if places:
        raise OrgansUnnamed(file.move.act, policy.scheme, policy.version, places)
