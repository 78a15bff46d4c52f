"""Setting documents: from what one says, as it was kept when it was issued, to a PDF. The words are nobody's but the content's."""
