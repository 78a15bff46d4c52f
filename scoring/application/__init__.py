"""What an application is, who acts on it, and which acts are allowed: pure, without a database or a request."""
