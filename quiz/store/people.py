"""What people may ask of a store: to see what it keeps about them, to erase it, and to keep nothing too long."""

from quiz.store import erasing, retention
from quiz.store.certificates import players_certified_as
from quiz.store.conflicts import StorePart, again_after_conflict
from quiz.store.erasing import Erased
from quiz.store.errors import StoreError
from quiz.store.personal import PersonalData, personal_data
from quiz.store.retention import Overdue


class People(StorePart):
    """Reads and writes about whole persons. Each method is one transaction and may raise StoreError."""

    def about(self, name: str, *, guest: bool = False) -> PersonalData | None:
        """Return everything that is kept of the person, or the guest, of this tidied name; None where nothing is."""
        with self._connection.reading():
            return personal_data(self._connection, name, guest=guest)

    def certified_as(self, name: str) -> list[str]:
        """Return the players whose certificates bear this name."""
        with self._connection.reading():
            return players_certified_as(self._connection, name)

    @again_after_conflict
    def erase(self, name: str, at: int, *, guest: bool = False, keep_figures: bool = False) -> Erased | None:
        """Erase the person, or the guest, of this tidied name; return what has gone, None where there is nobody.

        With ``keep_figures`` their finished quizzes stay as anonymous figures. The boards follow; live games stay as they
        were except for the names. Traces remain in the file until ``clear_traces`` is called.
        """
        with self._connection.transaction():
            data = personal_data(self._connection, name, guest=guest)
            if data is None:
                return None
            return erasing.erase(self._connection, data, self._new_id, at, keep_figures=keep_figures)

    def clear_traces(self) -> str:
        """Purge what was deleted from the file and its log. Returns why that failed, in sentences; empty if it did not.

        On a server that is the database's own business, and so are its copies.
        """
        try:
            return "" if self._connection.clear_traces() else "Another program has the file open. Close it."
        except StoreError as error:
            return str(error)

    def keep_for(self) -> str:
        """Return how long what people did is kept, as it was typed: ``18m``; empty where there is no rule."""
        with self._connection.reading():
            return retention.keep_for(self._connection)

    @again_after_conflict
    def set_keep_for(self, period: str) -> None:
        """Set how long what people did is kept; an empty text removes the rule."""
        with self._connection.transaction():
            retention.set_keep_for(self._connection, period)

    def overdue(self, before: int) -> Overdue:
        """Count what nobody has touched since ``before``, in milliseconds UTC."""
        with self._connection.reading():
            return retention.overdue(self._connection, before)

    @again_after_conflict
    def delete_overdue(self, before: int) -> Overdue:
        """Delete what nobody has touched since ``before``; return how much that was."""
        with self._connection.transaction():
            return retention.delete_overdue(self._connection, before)
