"""What is written for people: documents from rule sets, new rule sets, set-ups of editors."""
