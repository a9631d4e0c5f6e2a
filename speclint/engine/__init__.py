"""Judging: one document, its facts, its type, severities, suppression, what is known already, and the rules between documents."""
