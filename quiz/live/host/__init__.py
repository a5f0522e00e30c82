"""The host's screens: what the hall sees on the projector, and the keys for the person at the front."""
