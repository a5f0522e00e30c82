"""What is kept about the player: shown, saved as a page, erased."""

import asyncio
from dataclasses import replace
from typing import NamedTuple

from quiz.paths import document_folders
from quiz.reports.personal_lines import personal_lines
from quiz.services.personal_data import Erasure, Holding, erase, keep_record, kept_records, look_up
from quiz.store.errors import StoreError
from quiz.store.personal import PersonalData
from quiz.tui.base import QuizBase
from quiz.tui.dialogs import Dialog, ListDialog


async def show_own_data(app: QuizBase, name: str) -> None:
    """Show what is kept under a name, and save or erase it on request. Call from a worker."""
    holding = await app.from_store(lambda: _look_up(app, name))
    if holding is None:
        return
    if holding.person is None:
        text = f"Nothing is kept under the name {name} yet."
        await app.push_screen_wait(Dialog("What is kept about me", text, [("close", "Close")], left="close"))
        return
    ways = [("close", "Close"), ("save", "Save as a page"), ("erase", "Erase …")]
    text = "\n".join(_about(app, holding, holding.person))
    match await app.push_screen_wait(Dialog("What is kept about me", text, ways, left="close")):
        case "save":
            await _save(app, holding, holding.person)
        case "erase":
            await _erase(app, holding, holding.person)


def _look_up(app: QuizBase, name: str) -> Holding:
    services = app.services
    return look_up(services.store, _address(app), app.request.settings_file, name)


def _address(app: QuizBase) -> str:
    """Return the address of the store in use: in memory while the one asked for has trouble."""
    return ":memory:" if app.services.trouble else app.request.store


def _about(app: QuizBase, holding: Holding, person: PersonalData) -> list[str]:
    heading, *lines = personal_lines(person)
    lines = [heading.replace(": a person who plays here", ""), *(f"· {line.strip()}" for line in lines)]
    where = "on this machine alone" if app.services.keeps_scores_here else "in the school's database"
    lines += ["", f"It is kept {where}. Whoever looks after the quiz can read it; others see the leaderboard."]
    if holding.guest:
        lines += ["", "A guest of live games has this name, too. That can have been anybody, so it is not shown here."]
    return lines


async def _save(app: QuizBase, holding: Holding, person: PersonalData) -> None:
    """Save it as a page in the documents folder, and say where."""
    services = app.services
    now = services.clocks.wall()

    try:
        file = await asyncio.to_thread(keep_record, services.store, holding, person, now, document_folders())
    except (StoreError, OSError) as error:
        why = (error.strerror if isinstance(error, OSError) else str(error)) or "It cannot be written"
        app.say(f"The page was not saved. {why.rstrip('.')}.")
        return
    app.say(f"Saved: {file}")


async def _erase(app: QuizBase, holding: Holding, person: PersonalData) -> None:
    """Ask once more, saying what goes, then erase it and sign the player out."""
    lines = [
        "Everything under this name goes: quizzes, answers, flags, certificates, acknowledgements, its place on the "
        "leaderboard. Nothing then shows that you have done the training. Nothing brings it back."
    ]
    ways = [("keep", "Keep everything"), ("erase", "Erase")]
    if holding.copies:
        count = len(holding.copies)
        copies = "A copy" if count == 1 else f"{count} copies"
        lines += ["", f"{copies} of all scores may hold the name, too."]
        ways.append(("copies", "Erase, and all copies"))
    # A list, so that no letter typed ahead erases anything.
    chosen = await app.push_screen_wait(ListDialog(f"! Erase {person.name}?", "\n".join(lines), ways))
    if chosen not in ("erase", "copies"):
        return
    services = app.services
    now, with_copies = services.clocks.wall(), chosen == "copies"

    def erased() -> _Erased:
        done = erase(services.store, holding, person, now, with_copies=with_copies)
        return _Erased(done, [str(file) for file in kept_records(document_folders(), person.name)])

    if done := await app.from_store(erased):
        app.player = None
        app.keep_settings(replace(app.settings, player="", team=""))
        app.say(_said(person.name, done))


class _Erased(NamedTuple):
    """What an erasure did, and the saved pages about the person that are still there."""

    erasure: Erasure
    pages: list[str]


def _said(name: str, done: _Erased) -> str:
    said = [f"Everything kept under {name} is erased, and nobody is signed in."]
    if done.erasure.copies_left:
        said.append("Copies beside the scores may hold the name: quiz data erase NAME --copies deletes them.")
    if done.erasure.traces:
        said.append(f"Traces may be left in the file. {done.erasure.traces} Then: quiz data tidy --yes.")
    first, *others = done.pages or [""]
    pages = f": {first}{f' and {len(others)} more' if others else ''}" if first else "."
    return " ".join([*said, f"Pages that you saved or printed are yours to delete{pages}"])
