"""The pages on which an applicant applies: from the answers of the self-check to the receipt."""
