"""The first form of proof bundles. What stands here never changes: bundles of this form are the same bytes for ever."""
