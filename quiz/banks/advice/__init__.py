"""Advice on item writing: small rules, each with an id, a sentence why, and a fix. Never needed to play a bank."""
