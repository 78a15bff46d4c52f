"""说明理由: the statement of a decision, made from the stored assessment and from what stands beside it in the file.

`statement.statement_of` makes it from `grounds.Grounds`; `plain.as_plain` writes it as texts and lists, for whatever sets it.
"""
