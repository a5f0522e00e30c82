"""What can go wrong with the store, in words for a person."""


class StoreError(Exception):
    """The store cannot do what was asked: what happened, and what to do about it. Nothing was lost or half done."""

    def __init__(self, message: str, fix: str) -> None:
        """Keep the two sentences apart, so that a screen can set them in two lines."""
        super().__init__(f"{message} {fix}")
        self.message = message
        self.fix = fix


class MissingStoreError(StoreError):
    """There is no store yet where one was to be read."""

    def __init__(self, location: str) -> None:
        """Make the error with its two sentences for the store at ``location``."""
        super().__init__(
            f"There are no scores in {location}.", "Finish a quiz first, or name another file: quiz --store FILE."
        )


class ConflictError(StoreError):
    """Another transaction was in the way of this one, which was taken back: the same can be tried again at once."""


class PlayedElsewhereError(StoreError):
    """Another program has recorded an answer to the same question of the same attempt."""

    def __init__(self) -> None:
        """Make the error with its two sentences."""
        super().__init__(
            "This attempt goes on in another window, and the answer given there counts.",
            "Leave here and go on there, or start a new attempt.",
        )


class HostedElsewhereError(StoreError):
    """Another host has taken up the same live game."""

    def __init__(self) -> None:
        """Make the error with its two sentences."""
        super().__init__("This game goes on at another host, and what happens there counts.", "Close the game here.")
