"""A pack of evidence from a store of each kind: the same words, but for where it is kept."""

from datetime import date

from quiz.reports.completion import Rules
from quiz.reports.pack.archive import pack_files
from quiz.reports.staff_list import TrainingRecords, read_staff
from quiz.services.evidence_pack import read_pack
from quiz.services.staff_training import StaffLists
from quiz.store.store import Store
from tests import builders
from tests.store.makers import BANK, play


def test_a_store_of_each_kind_says_the_same_and_whose_its_backups_are(store: Store) -> None:
    for number in range(12):
        player = store.sign_in(f"Person {number}", "Maths", 1)
        play(store, player, mark=1.0, at=86_400_000 * 10)
        store.flag(player.id, "first", "q0", 5)
    lists = StaffLists(
        read_staff(b"name\n" + b"".join(f"Person {number}\n".encode() for number in range(12)), "staff.csv"),
        TrainingRecords(records=(), taken=""),
    )
    facts = read_pack(store, lists, [BANK], Rules(today=date(1970, 2, 1)), "")
    assert [(one.words, one.met) for one in facts.figures] == [("all 12", True)]
    assert facts.flags == {"first": {"q0": 12}}
    assert facts.versions[0].bank_hash == builders.bank().content_hash
    page = next(file for file in pack_files(facts) if file.path == "about-the-data.html").content.decode()
    on_server = "://" in store.location
    assert ("backups of it are the server" in page) is on_server
    assert ("In one file" in page) is not on_server
