"""What is written beside the files of a bundle of the first form; it never changes."""

README = """\
可验证决定包 · Proof of a decision

本文件包证明一项决定：依据的规则全文、所依据的事实（未披露的仅以加盐承诺值表示）、得分、结论、经办人与审核人的签名，以及在留痕日志中的位置。
This bundle proves a decision: the text of the rules it goes by, the facts it rests on (what is withheld stands behind a salted
commitment), the points, the outcome, the signatures of maker and checker, and its place in the journal.

核验 · To verify:
  python verify.py bundle.zip     只需 Python 3.8 以上；核验摘要值、承诺值、签名、日志位置与合计，不重新计算。
                                  Needs Python 3.8 and nothing else; checks digests, commitments, signatures, the place in the
                                  journal, and sums. It does not recompute.
  luohu verify bundle.zip         另外按包内规则重新计算积分，无需联网或数据库。
                                  Also computes the points again by the rules inside, without network or database.

服务公钥须与受理机构公布的核对：任何人都能用自己的密钥伪造一个自洽的文件包。
Compare the key of the service with the one that the office publishes: anyone can make a bundle that fits itself, with another key.
"""
