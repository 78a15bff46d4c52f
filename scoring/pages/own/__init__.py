"""The pages of what an applicant has submitted: the list, one file, withdrawing, answering what is missing."""
