"""To whom a name belongs in a browser: the first to take it, whoever has the word for it, and nobody once it was freed."""

import threading

from quiz.store.records import Player
from quiz.store.store import Store, open_store

DAY = 86_400_000


def test_a_name_is_the_first_ones_and_asking_again_changes_nothing(store: Store) -> None:
    credentials = store.credentials
    ann = credentials.take("Ann", "Red", "token", "browser", 1)
    assert ann == store.find_player("ann")
    assert credentials.take("ann", "", "other", "browser", 2) is None
    assert credentials.take("Bea", "Blue", "token", "browser", 3) == ann
    assert store.find_player("Bea") is None
    assert credentials.holder("other") is None


def test_a_player_of_the_app_is_had_with_the_word_for_that_name_alone(store: Store) -> None:
    credentials = store.credentials
    ann, bea = store.sign_in("Ann", "Red", 1), store.sign_in("Bea", "", 1)
    assert credentials.free("ann", "word", 2) == ann
    assert credentials.free("Nobody", "x", 2) is None
    assert credentials.holder("word") is None, "a word is no way in by itself"
    assert credentials.take("Bea", "", "token", "browser", 3, word="word") is None
    assert credentials.take("Ann", "Prank", "token", "browser", 3, word="word") == ann
    assert credentials.take("Ann", "", "late", "browser", 4, word="word") is None
    assert (store.find_player("Ann"), store.find_player("Bea")) == (ann, bea)


def test_a_name_that_looks_like_another_is_not_to_be_had_unless_it_is_there(store: Store) -> None:
    credentials = store.credentials
    assert credentials.take("Anna Smith", "", "token", "browser", 1)
    for look_alike in ("\u0410nna Smith", "AnnaSmith", "Ann\u00e1 Smith"):
        assert credentials.take(look_alike, "", "other", "browser", 2) is None
        assert store.find_player(look_alike) is None
    store.sign_in("Ann\u00e1 Smith", "", 3)
    credentials.free("Ann\u00e1 Smith", "word", 4)
    assert credentials.take("Ann\u00e1 Smith", "", "other", "browser", 5, word="word")


def test_what_is_freed_or_left_is_nobodys(store: Store) -> None:
    credentials = store.credentials
    ann = credentials.take("Ann", "", "laptop", "browser", 1)
    assert ann is not None
    assert credentials.leave("laptop", "word", 2)
    assert not credentials.leave("laptop", "again", 2)
    for device in ("phone", "tablet"):
        assert credentials.take("Ann", "", device, "browser", 3, word="word" if device == "phone" else "") in (ann, None)
    credentials.free("Ann", "new", 4)
    assert credentials.holder("phone") is None
    assert credentials.take("Ann", "", "phone", "browser", 5, word="new") == ann


def test_use_is_noted_and_never_goes_back(store: Store) -> None:
    store.credentials.take("Ann", "", "token", "browser", 1)
    for at in (5 * DAY, 2 * DAY):
        store.credentials.note_use("token", at)
    holder = store.credentials.holder("token")
    assert holder is not None
    assert holder.last_used == 5 * DAY


def test_a_guest_of_a_live_game_is_never_had(store: Store) -> None:
    gus = store.sign_in("Gus", "", 1)
    store.credentials.take("Ann", "", "token", "browser", 1)
    with store._connection.transaction():
        store._connection.execute("UPDATE players SET guest = 1, name_key = 'guest' WHERE id = :id", {"id": gus.id})
        store._connection.execute("UPDATE credentials SET player_id = :id", {"id": gus.id})
    assert store.credentials.holder("token") is None


def test_who_is_erased_has_no_way_in_and_what_is_kept_of_it_is_told(store: Store) -> None:
    store.credentials.take("Ann", "", "token", "browser", 1)
    about = store.people.about("Ann")
    assert about is not None
    assert [row["hash"] for row in about.rows["credentials"]] == ["token"]
    store.people.erase("Ann", 2)
    assert store.credentials.holder("token") is None
    with store._connection.reading():
        assert store._connection.execute("SELECT COUNT(*) FROM credentials") == [(0,)]


def test_of_two_who_take_a_name_at_once_one_has_it(address: str) -> None:
    open_store(address).close()
    together, found = threading.Barrier(4), []

    def take(token: str) -> None:
        store = open_store(address)
        together.wait()
        found.append(store.credentials.take("Ann", "", token, "browser", 1))
        store.close()

    taking = [threading.Thread(target=take, args=[f"token-{number}"]) for number in range(4)]
    for thread in taking:
        thread.start()
    for thread in taking:
        thread.join()
    assert [type(one) for one in found].count(Player) == 1
