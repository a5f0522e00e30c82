"""What can go wrong with the store, in words for a person."""


class StoreError(Exception):
    """The store cannot do what was asked: what happened, and what to do about it. Nothing was lost or half done."""

    def __init__(self, message: str, fix: str) -> None:
        """Keep the two sentences apart, so that a screen can set them in two lines."""
        super().__init__(f"{message} {fix}")
        self.message = message
        self.fix = fix


class MissingStoreError(StoreError):
    """There is no store to read yet."""

    def __init__(self, location: str) -> None:
        """Make the error with its two sentences for the store at ``location``."""
        super().__init__(
            f"There are no scores in {location}.", "Finish a quiz first, or name another file: quiz --store FILE."
        )


class LostDatabaseError(StoreError):
    """The server cannot be reached over the network; another try would wait just as long."""


class ConflictError(StoreError):
    """Another transaction was in the way, so this one was rolled back; it can be tried again at once."""


class PlayedElsewhereError(StoreError):
    """Another program has recorded an answer to the same question of the same attempt."""

    def __init__(self) -> None:
        """Make the error with its two sentences."""
        super().__init__(
            "This attempt goes on in another window, and the answer given there counts.",
            "Leave here and go on there, or start a new attempt.",
        )


class ErasedError(StoreError):
    """The player was erased while playing."""

    def __init__(self) -> None:
        """Make the error with its two sentences."""
        super().__init__(
            "Your name was erased from the scores meanwhile, and nothing more is kept under it.",
            "Go home and say who is playing (n), and begin anew.",
        )


class HostedElsewhereError(StoreError):
    """Another host has taken up the same live game."""

    def __init__(self) -> None:
        """Make the error with its two sentences."""
        super().__init__(
            "This game goes on at another host: that one counts, and nothing more is kept here.",
            "Close the game here and go on there; or close it there first, and then here: quiz host --resume",
        )
