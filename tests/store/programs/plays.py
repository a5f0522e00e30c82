"""Plays quizzes one after another, and says each response as soon as it is confirmed: ``attempt position``.

Arguments: the store, the player's name, and how many quizzes; 0 goes on until somebody ends it.
"""

import sys
from itertools import count

from quiz.services.attempt_session import AttemptSession
from quiz.store.store import open_store
from tests.builders import right_answer
from tests.services.attempt_sessions import BANKS_OWN_OPTIONS, a_bank, clocks


def main(address: str, name: str, quizzes: int) -> None:
    store = open_store(address)
    player = store.sign_in(name, "", 1)
    bank = a_bank()
    for number in count(1):
        session = AttemptSession.begin(store, player, bank, BANKS_OWN_OPTIONS, number, clocks())
        while True:
            session.show()
            response = session.attempt.answer(right_answer(session.attempt.current.question))
            assert response is not None
            session.keep(response)
            print(session.record.id, response.position, flush=True)
            if not session.attempt.advance():
                break
        if number == quizzes:
            break
    store.close()


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
