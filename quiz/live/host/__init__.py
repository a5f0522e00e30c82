"""The host's screens: what the hall sees on the projector, and the keys of the person at the front."""
