"""What is kept, about whom and for how long, and what is never kept."""

from collections.abc import Iterator

from quiz.reports.html_page import html_list, html_table, html_text
from quiz.reports.pack.facts import PackFacts
from quiz.reports.pack.page import PEOPLE, PackFile, pack_page, paragraphs

_KEPT = (
    ("Who plays", "Name and team as typed, and since when", "Whose result it is"),
    (
        "Who plays",
        "Each quiz and round of practice: bank and version, when it began and ended, from where (app, text, live game), "
        "team and site then, which questions, mark, points, whether it passed",
        "Evidence of training; the leaderboard",
    ),
    (
        "Who plays",
        "Each answer: what was given (words too, where one types), how much was right, points, seconds, how sure they said "
        "they were, when",
        "Feedback, resuming, what to practise again, how well questions work",
    ),
    ("Who plays", "Which questions they flagged, and when; the best points at each bank", "Feedback; the leaderboard"),
    ("Who has a certificate", "The name that they wanted on it, its code, when it was issued", "Checking a certificate"),
    ("Who acknowledged a policy", "Its title, version and hash, and when they acknowledged it", "Evidence; the certificate"),
    (
        "Guests of live games",
        "The nickname and team that somebody typed on a phone, what was answered there and when, marks and points",
        "The game; such a name is anybody's and counts for no evidence",
    ),
    (
        "Who uses a machine",
        "Settings of that machine: name, team, looks, extra time. They stay there and are not among the scores",
        "Not having to type them again",
    ),
)
_NEVER = (
    "The list of staff and the records of other training: they are read for a report and not kept. What is written from "
    "them stands where it was written, as in this pack.",
    "E-mail addresses, telephone numbers, dates of birth, passwords: nobody is asked for any.",
    "Network addresses of those who play, their devices, their location.",
    "Extra time, which some need: it stands in the settings of a machine, and on no board and in no report.",
    "Anything with anybody outside the school: there is no telemetry, and the program sends nothing anywhere by itself. "
    "No firm has a part in it, unless the school has its machines or its database looked after by one.",
)


def about_the_data(facts: PackFacts) -> Iterator[PackFile]:
    """Yield the program's part of a record of processing, filled in from the store and its rule."""
    keeping = facts.keeping
    if keeping.rule:
        rule = f"What people did is kept for {keeping.rule}; the rule stands in the store itself."
        late = keeping.overdue or "nothing"
        overdue = (
            f"Older than that: {late}. Nothing goes by itself: quiz data keep-for tells how much, and --now deletes it."
        )
    else:
        rule = (
            "No rule is set: what people did is kept until somebody deletes it. A rule is set with  quiz data keep-for 18m ."
        )
        overdue = ""
    where = (
        "In a database on a server of the school's. Copies and backups of it are the server's: whoever looks after it knows "
        "which there are, and for how long."
        if keeping.on_server
        else "In one file, which the program closes to all accounts but its own when it opens it to play; beside it lie "
        "copies of the last three days on which it was used, and one from before each update of its format."
    )
    record = [
        ("Purpose", "Training staff in data protection and online safety, and showing that it was done"),
        ("Of whom", "Staff and others who play; guests of live games"),
        ("Who has it", "The school alone, through whoever may use that machine or that database"),
        ("Passed on", "To nobody by the program; by those who hand this pack on"),
        ("Outside the UK", "The program sends nothing anywhere by itself"),
        ("Where", where),
        ("For how long", rule),
        ("Overdue", overdue or "without a rule nothing is"),
        ("Their rights", "quiz data about NAME tells what is kept, export hands it out, erase takes it away; in the app: n"),
    ]
    body = "\n".join(
        [
            paragraphs(
                "What the program keeps, in the words of a record of processing. The lawful basis, and what the school does "
                "with it beside, are the school's to add."
            ),
            html_list(record),
            html_table("What is kept of whom", ("Of whom", "What", "What for"), _KEPT),
            "<h2>What is never kept</h2>",
            f"<ul>{''.join(f'<li>{html_text(sentence)}</li>' for sentence in _NEVER)}</ul>",
            "<h2>This pack</h2>",
            paragraphs(
                f"It is a copy. What lies in the folder {PEOPLE.rstrip('/')} names staff, and no erasing reaches it here: "
                "give it to those who need it, and delete it when they are done."
            ),
        ]
    )
    about = "what is kept about whom, for how long, and what is not"
    yield pack_page("about-the-data.html", about, "What is kept, of whom, for how long", body, facts.day)
