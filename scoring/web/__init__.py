"""What the JSON skin, the pages and the console share: services, language, content security, the signed-in person, problems."""
