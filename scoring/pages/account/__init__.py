"""The pages of an applicant's account: sign up, sign in and out, what the account holds, password, closing."""
