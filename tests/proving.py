"""An account whose contact is proven, without the code that proved it: for tests of what goes there."""

from __future__ import annotations

from scoring.records.holders import ContactRow


def mark_proven(transaction, holder, at):
    """Mark the contact of an account as proven; gives the holder."""
    with transaction() as session:
        session.get_one(ContactRow, holder.account_id).proven_at = at
    return holder
