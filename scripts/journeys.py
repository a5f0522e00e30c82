"""The gallery's journeys through every screen of the program, to each state that is pictured."""

from collections.abc import Callable, Coroutine, Sequence
from pathlib import Path
from typing import Any, TypeAlias

from msgspec.structs import replace as changed
from textual.app import App
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input

from quiz.banks.loading import Library, Reading
from quiz.banks.model import Bank
from quiz.game.ranking import PODIUM
from quiz.game.state import Phase
from quiz.live.host.app import HostApp
from quiz.live.host.players import PlayersScreen
from quiz.live.host.setup import BanksDialog, SetupScreen
from quiz.live.host.staff import StaffScreen
from quiz.live.host.stage import StageScreen
from quiz.live.host_request import HostRequest
from quiz.live.terminal_pad import TerminalPad
from quiz.questions.answers import Answer, Picked
from quiz.questions.question import Question
from quiz.questions.single import Single
from quiz.services.attempt_session import AttemptSession
from quiz.services.live_game import LiveGame
from quiz.services.requests import BoardRequest
from quiz.services.settings import Settings
from quiz.store.store import Store
from quiz.tui.app import QuizApp
from quiz.tui.dialogs import Dialog, HelpScreen
from quiz.tui.import_dialogs import BankNameScreen
from quiz.tui.screens.board import BoardScreen
from quiz.tui.screens.certificate import CertificateScreen
from quiz.tui.screens.completion import CompletionScreen
from quiz.tui.screens.edit import EditScreen
from quiz.tui.screens.follow_up import FollowUpScreen
from quiz.tui.screens.home import HomeScreen
from quiz.tui.screens.importing import ImportingScreen
from quiz.tui.screens.name import NameScreen
from quiz.tui.screens.play import PlayScreen
from quiz.tui.screens.policy import PolicyScreen
from quiz.tui.screens.preview import PreviewScreen
from quiz.tui.screens.progress import ProgressScreen
from quiz.tui.screens.ready import ReadyScreen
from quiz.tui.screens.results import ResultsScreen
from quiz.tui.screens.review import ReviewScreen
from quiz.tui.screens.settings import SettingsScreen
from quiz.tui.screens.staff_list import StaffListScreen
from quiz.tui.screens.topup import TopupScreen
from quiz.tui.screens.trainer import TrainerScreen
from scripts.camera import SIZES, Camera, calm
from scripts.desk import Desk, begun, begun_with, keys_of, part_answer, shown_questions, wrong_answer
from tests.builders import FakeClock, right_answer
from tests.live.serving import serving
from tests.store.makers import play
from tests.tui.driving import playing, tap
from tests.tui.seeing import texts

Journey: TypeAlias = Callable[[Camera, Path], Coroutine[Any, Any, None]]

PLAYER = {"player": "Quick Badger", "team": "Science"}
TOO_SMALL = (38, 12)
_TEN_DAYS = 10 * 24 * 60 * 60
NAMES = (
    *("Siân", "Llŷr", "王小明", "محمد علي", "Ann", "Zoë", "Ольга", "Δημήτρης", "김민수", "Øyvind", "Çağla"),
    *("José", "דוד", "たろう", "สมชาย", "अनीता", "Nguyễn Thị", "Wolfeschlegelsteinhausen", "🦡 Badger", "O’Brien"),
)
_SHEET = (
    "question,option 1,option 2,option 3,correct,explanation\n"
    "Who may add a pupil to a group?,Nobody,The class teacher,The head,1,The school's policy says so.\n"
    "How long is a code valid?,10 minutes,A day,A year,7,\n"
)
"""A file that somebody dropped among the banks, with one readable question."""
_STAFF = "name,team,from\nQuick Badger,Science,\n" + "".join(f"{name},Maths,2026-09-01\n" for name in NAMES)
_POLICY_LINES = 'title = "Acceptable use of messaging apps"\nversion = "2026-09"\nfile = "use.md"\n'
_POLICY = "# Acceptable use of messaging apps\n\n" + "\n\n".join(
    f"{number}. {rule} This holds on every phone, whoever it belongs to, in school and out of it."
    for number, rule in enumerate(
        (
            "Work is not talked about in private groups.",
            "No picture of a pupil is taken or sent with a private phone.",
            "What is said about a pupil goes into the school's own system on the same day.",
            "Whoever leaves the school leaves its groups, too.",
            "A lost phone is told to IT support at once.",
            "A code is given to nobody.",
        )
        * 5,
        1,
    )
)
"""A policy of several pages on the smallest screen drawn, and of more than one on the largest."""
MORE = ("Bea", "Cem", "Dee", "Eve")
SITES = ("Hill Primary", "Vale Academy", "Lower School")
TEAMS = ("Science", "Maths", "Office", "Site team", "Languages and humanities")


async def newcomer(camera: Camera, folder: Path) -> None:
    """Show what a newcomer sees: home, who is playing, Ready?."""
    app = Desk(folder).app()
    async with app.run_test(size=camera.size, notifications=True) as pilot:
        async with camera.state(pilot, "Home of a newcomer", HomeScreen, "choose a name"):
            await calm(pilot)
        async with camera.state(pilot, "Help of home", HelpScreen, "Keys here"):
            await tap(pilot, "question_mark")
        async with camera.state(pilot, "Who is playing?", NameScreen, "Who is playing?"):
            await tap(pilot, "escape", "n")
        async with camera.state(pilot, "Ready?", ReadyScreen, "Enter Begin"):
            await tap(pilot, *"Ann", "enter", "enter")


async def regular(camera: Camera, folder: Path) -> None:
    """Show what a regular player sees: home, settings, themes, trainer, preview, a notice."""
    desk = Desk(folder)
    (folder / "broken.toml").write_text("format = 1\n[bank]\nid = 'broken'\ntitle = 7\nnonsense", encoding="utf-8")
    (folder / "school").mkdir()
    (folder / "school" / "staff.csv").write_text(_STAFF, encoding="utf-8")
    (folder / "questions.csv").write_text(_SHEET, encoding="utf-8")
    _fill(desk)
    app = desk.app(**PLAYER)
    async with app.run_test(size=camera.size, notifications=True) as pilot:
        async with camera.state(pilot, "Home of somebody who has played", HomeScreen, "Go on"):
            await calm(pilot)
        async with camera.state(pilot, "Home, on what was missed", HomeScreen, "What you missed"):
            await tap(pilot, "down")
        async with camera.state(pilot, "Home, on a broken bank file", HomeScreen, "cannot be played"):
            await tap(pilot, "end")
        async with camera.state(pilot, "Progress", ProgressScreen, "Weakest topics"):
            await tap(pilot, "home", "p")
        await tap(pilot, "escape", "end")
        async with camera.state(pilot, "A notice", HomeScreen, "Nothing was asked of you"):
            await tap(pilot, "up", "m")
        await tap(pilot, "home")
        app.hush()
        async with camera.state(pilot, "Go on where you stopped?", Dialog, "Go on where you stopped?"):
            await tap(pilot, "down", "down", "down", "down", "enter")
        await tap(pilot, "escape")
        async with camera.state(pilot, "What is kept about me", Dialog, "What is kept about me"):
            await tap(pilot, "n", "f3")
        async with camera.state(pilot, "Erase what is kept about me?", Dialog, "! Erase Quick Badger?"):
            await tap(pilot, "e")
        await tap(pilot, "escape", "escape")
        await _desks(camera, pilot, folder)


async def _desks(camera: Camera, pilot: Pilot[None], folder: Path) -> None:
    """Go from home to the settings, and to the trainer's desk."""
    async with camera.state(pilot, "Settings", SettingsScreen, "Extra time"):
        await tap(pilot, "s")
    async with camera.state(pilot, "Settings, another theme", SettingsScreen, "Keep this theme"):
        await tap(pilot, "n")
    async with camera.state(pilot, "Settings, extra time", Dialog, "It multiplies the time"):
        await tap(pilot, "end", *["up"] * 5, "enter")
    async with camera.state(pilot, "Trainer", TrainerScreen, "The trainer's desk"):
        await tap(pilot, "escape", "escape", "t")
    async with camera.state(pilot, "Where is the list of staff?", StaffListScreen, "The list of staff"):
        await tap(pilot, "c")
    async with camera.state(pilot, "Who has done it", CompletionScreen, "20 more"):
        pilot.app.screen.query_one(Input).value = str(folder / "school" / "staff.csv")
        await tap(pilot, "enter")
    async with camera.state(pilot, "Whom to follow up", FollowUpScreen, "follow up"):
        await tap(pilot, "enter")
    await tap(pilot, "escape", "escape")
    async with camera.state(pilot, "Trainer, on a broken bank file", TrainerScreen, "left out until"):
        await tap(pilot, "end", "up")
    async with camera.state(pilot, "Trainer, on a file to import", TrainerScreen, "not a bank yet"):
        await tap(pilot, "down")
    async with camera.state(pilot, "Import: what was read", ImportingScreen, "left out"):
        await tap(pilot, "enter")
    async with camera.state(pilot, "Import: a question with its key", ImportingScreen, "right"):
        await tap(pilot, "right")
    async with camera.state(pilot, "Import: the bank's name", BankNameScreen, "be called"):
        await tap(pilot, "enter")
    async with camera.state(pilot, "Preview", PreviewScreen, "Preview"):
        await tap(pilot, "escape", "escape", "home", "enter")
    async with camera.state(pilot, "Preview with the key", PreviewScreen, "Preview"):
        await tap(pilot, "a")
    async with camera.state(pilot, "Mend a question", EditScreen, "Option 1"):
        # The first question with options.
        await tap(pilot, "a", "m")
    async with camera.state(pilot, "Preview of a broken bank file", PreviewScreen, "fault"):
        await tap(pilot, "escape", "escape", "end", "up", "enter")


def _fill(desk: Desk) -> None:
    """Fill the store: one bank passed, one not, one half done; the others never played."""
    with desk.services() as services:
        player = services.sign_in(PLAYER["player"], PLAYER["team"], Settings())
        first, second, third, *_ = services.banks.values()
        desk.play(begun(services, player, first), right=10)
        desk.play(begun(services, player, second), right=5)
        desk.play(begun(services, player, third), right=3, of=4)


async def due(camera: Camera, folder: Path) -> None:
    """Show what a player with questions due sees: home, a top-up from its first question to its end, progress."""
    desk = Desk(folder)
    _fill(desk)
    desk.clock.move(_TEN_DAYS)
    app = desk.app(**PLAYER)
    async with app.run_test(size=camera.size, notifications=True) as pilot:
        async with camera.state(pilot, "Home, on what is due", HomeScreen, "Today"):
            await tap(pilot, "home", "down")
        async with camera.state(pilot, "Progress, with what is due", ProgressScreen, "Comes again"):
            await tap(pilot, "p")
        async with camera.state(pilot, "Top-up: a question", PlayScreen, "Top-up"):
            await tap(pilot, "home", "enter")
        session = playing(_quiz(pilot)).session
        async with camera.state(pilot, "Top-up: missed last time", PlayScreen, "missed last time"):
            await _give(pilot, right_answer(session.attempt.current.question))
        while not session.attempt.is_last:
            await tap(pilot, "enter")
            asked = session.attempt.current.question
            await _give(pilot, right_answer(asked) if session.attempt.position % 2 else wrong_answer(asked))
        async with camera.state(pilot, "Top-up: its end", TopupScreen, "again"):
            await tap(pilot, "enter")


async def questions(camera: Camera, folder: Path) -> None:
    """Show a shipped question of each type, with every outcome."""
    app = Desk(folder).app(**PLAYER)
    async with app.run_test(size=camera.size, notifications=True) as pilot:
        await calm(pilot)
        for kind, (bank, question) in shown_questions().items():
            await _asked(camera, pilot, kind, bank, question)
            await _unanswered(camera, pilot, kind, bank, question)
            await _answered(camera, pilot, kind, bank, question)
        bank, question = shown_questions()["single"]
        async with camera.state(pilot, "How sure are you?", PlayScreen, "How sure are you?"):
            await _ask(pilot, begun_with(app.services, "Bea", bank, question, ask_certainty=True))
            await _give(pilot, wrong_answer(question))
        async with camera.state(pilot, "Very sure, and not right", PlayScreen, " Not right "):
            await tap(pilot, "3")
        async with camera.state(pilot, "How sure are you? Points depend on it", PlayScreen, "How sure are you?"):
            await _ask(pilot, begun_with(app.services, "Cem", bank, question, preset="certainty"))
            await _give(pilot, right_answer(question))
        async with camera.state(pilot, "Leave the quiz?", Dialog, "Leave the quiz?"):
            await tap(pilot, "escape")


async def _asked(camera: Camera, pilot: Pilot[None], kind: str, bank: Bank, question: Question) -> None:
    """Ask the question without answering it."""
    services = _quiz(pilot).services
    async with camera.state(pilot, f"Question, {kind}", PlayScreen, "1 of 10"):
        await _ask(pilot, begun_with(services, f"{kind} asked", bank, question))
    if question.hint:
        async with camera.state(pilot, f"Question, {kind}: hint", PlayScreen, "Hint"):
            await tap(pilot, "f2")
    if kind == "single":
        async with camera.state(pilot, "Help of a question", HelpScreen, "This question"):
            await tap(pilot, "f1")
        await tap(pilot, "escape")


async def _answered(camera: Camera, pilot: Pilot[None], kind: str, bank: Bank, question: Question) -> None:
    """Ask the question several times, and answer it differently each time."""
    ways = {"Right": right_answer(question), "Partly right": part_answer(question), "Not right": wrong_answer(question)}
    for word, given in ways.items():
        if given:
            async with camera.state(pilot, f"Question, {kind}: {word.casefold()}", PlayScreen, f" {word} "):
                await _ask(pilot, begun_with(_quiz(pilot).services, f"{kind} {word}", bank, question))
                await _give(pilot, given)


async def _unanswered(camera: Camera, pilot: Pilot[None], kind: str, bank: Bank, question: Question) -> None:
    """Let the question's time run out, and another time skip it."""
    services = _quiz(pilot).services
    async with camera.state(pilot, f"Question, {kind}: time is up", PlayScreen, "Time is up"):
        await _ask(pilot, begun_with(services, f"{kind} timed", bank, question))
        clock = services.clocks.monotonic
        assert isinstance(clock, FakeClock)
        clock.move(1000)
        playing(_quiz(pilot)).tick()
    async with camera.state(pilot, f"Question, {kind}: no answer", PlayScreen, "No answer"):
        await _ask(pilot, begun_with(services, f"{kind} passed over", bank, question))
        await tap(pilot, "f4")


async def _ask(pilot: Pilot[None], session: AttemptSession) -> None:
    """Show the question in place of the previous screen."""
    await _go_to(pilot.app, PlayScreen(session))
    await calm(pilot)


async def _give(pilot: Pilot[None], given: Answer) -> None:
    """Answer the question on the screen by its keys."""
    screen = playing(_quiz(pilot))
    await tap(pilot, *keys_of(screen.attempt.current, screen.session.record.seed, given))


def _quiz(pilot: Pilot[None]) -> QuizApp:
    assert isinstance(pilot.app, QuizApp)
    return pilot.app


async def _go_to(app: App[None], screen: Screen[Any]) -> None:
    """Show a screen over home, in place of any that is there."""
    await (app.push_screen(screen) if len(app.screen_stack) == 1 else app.switch_screen(screen))


async def results(camera: Camera, folder: Path) -> None:
    """Show the results of a quiz, of practice and of rounds of mistakes, and the review."""
    desk = Desk(folder)
    (folder / "school.toml").write_text(f"[policy]\n{_POLICY_LINES}", encoding="utf-8")
    (folder / "use.md").write_text(_POLICY, encoding="utf-8")
    app = desk.app(**PLAYER)
    async with app.run_test(size=camera.size, notifications=True) as pilot:
        await calm(pilot)
        services, player = app.services, app.player
        assert player
        first, second, *_ = services.banks.values()
        async with camera.state(pilot, "Results, passed", ResultsScreen, "✔ Passed"):
            await _result(pilot, desk, begun(services, player, first), right=9)
        async with camera.state(pilot, "Results, all right", ResultsScreen, "✔ Passed"):
            await _result(pilot, desk, begun(services, player, first), right=10)
        async with camera.state(pilot, "Certificate", CertificateScreen, "Your certificate"):
            await tap(pilot, "c")
        await tap(pilot, "escape")
        async with camera.state(pilot, "Policy", PolicyScreen, "Read it to its end"):
            await tap(pilot, "y")
        async with camera.state(pilot, "Policy, at its end", PolicyScreen, "I have read this and will follow it"):
            await tap(pilot, *["space"] * 9)
        await tap(pilot, "escape")
        async with camera.state(pilot, "Results, not passed", ResultsScreen, "Not passed yet"):
            await _result(pilot, desk, begun(services, player, second), right=4)
        async with camera.state(pilot, "Review", ReviewScreen, "1 of 6"):
            await tap(pilot, "r")
        async with camera.state(pilot, "Review, the last", ReviewScreen, "6 of 6"):
            await tap(pilot, *["right"] * 5)
        await tap(pilot, "escape")
        async with camera.state(pilot, "Results, practice", ResultsScreen, "Practice:"):
            await _result(pilot, desk, begun(services, player, second, mode="learn"), right=7)
        for left, words in ((2, "come again"), (0, "All cleared")):
            name = f"Results, mistakes round, {'some' if left else 'none'} left"
            missed = services.mistakes(player, second)[:4]
            async with camera.state(pilot, name, ResultsScreen, words):
                session = services.begin_round(player, second, missed, Settings())
                await _result(pilot, desk, session, right=len(missed) - left)


async def _result(pilot: Pilot[None], desk: Desk, session: AttemptSession, right: int) -> None:
    """Play to the end and show the results, in place of the previous ones."""
    desk.play(session, right)
    await _go_to(pilot.app, ResultsScreen(session))


async def boards(camera: Camera, folder: Path) -> None:
    """Show the board with few and with many on it, and those of teams and of sites."""
    app = Desk(folder).app(**PLAYER)
    async with app.run_test(size=camera.size, notifications=True) as pilot:
        await calm(pilot)
        for bank, count in zip(app.services.banks, (0, 1, 3, 12, 60), strict=False):
            _fill_board(app.services.store, bank, count)
            async with camera.state(pilot, f"Board, {count or 'nobody'}", BoardScreen, NAMES[0] if count else "Nobody"):
                await _go_to(app, BoardScreen(BoardRequest(bank=bank)))
                await calm(pilot)
        async with camera.state(pilot, "Board, all of 60", BoardScreen, NAMES[0]):
            await tap(pilot, "a")
        async with camera.state(pilot, "Board, teams", BoardScreen, TEAMS[0]):
            await tap(pilot, "t")
        async with camera.state(pilot, "Board, sites", BoardScreen, SITES[0]):
            await tap(pilot, "t")


def _fill_board(store: Store, bank: str, count: int) -> None:
    for place in range(count):
        name = NAMES[place % len(NAMES)] + (f" {place // len(NAMES) + 1}" if place >= len(NAMES) else "")
        team = TEAMS[place % len(TEAMS)]
        points, mark, site = 9600 - 100 * place, 1 - place / 100, SITES[place % len(SITES)]
        play(store, store.sign_in(name, team, 1), bank, points=points, mark=mark, at=2000 + place, site=site)


async def small(camera: Camera, folder: Path) -> None:
    """Show a window that is too small; it is drawn only along with the smallest size that is not."""
    if camera.size != SIZES[0]:
        return
    camera.size = TOO_SMALL
    app = Desk(folder).app(**PLAYER)
    async with app.run_test(size=camera.size, notifications=True) as pilot:
        await calm(pilot)
        async with camera.state(pilot, "A window that is too small", HomeScreen, "too small"):
            await calm(pilot)


async def host(camera: Camera, folder: Path) -> None:
    """Show a live game on the projector, from its lobby to its podium."""
    bank, question = shown_questions()["single"]
    other = next(one for one in bank.questions if isinstance(one, Single) and one is not question)
    with Desk(folder).services() as services:
        short = changed(bank, questions=(question, other))
        services.library = Library(readings=(Reading(file=bank.file, bank=short),))
        app = HostApp(services, HostRequest(banks=(bank.id,), port=0, questions=0, rounds=2), "inset-dark")
        async with app.run_test(size=camera.size, notifications=True) as pilot:
            async with camera.state(pilot, "Host: lobby, nobody there", StageScreen, "Nobody is here yet"):
                await calm(pilot)
            live_game = app.live_game
            assert live_game
            async with camera.state(pilot, "Host: lobby", StageScreen, "24 of 24 connected"):
                players = await _joined(live_game, 24)
                await calm(pilot)
            stage = app.screen
            assert isinstance(stage, StageScreen)
            async with camera.state(pilot, "Host: the way in", StageScreen, "Back to the quiz"):
                stage.action_way()
            stage.action_way()
            clock = live_game._clocks.monotonic
            assert isinstance(clock, FakeClock)
            # Keys rest for a moment after each change of phase.
            clock.move(1)
            async with camera.state(pilot, "Host: players", PlayersScreen, "Players"):
                await tap(pilot, "m")
            await tap(pilot, "escape")
            await _game(camera, pilot, live_game, players)
            clock.move(1)
            async with camera.state(pilot, "Host: our staff", StaffScreen, "Our staff"):
                await tap(pilot, "k")


async def _game(camera: Camera, pilot: Pilot[None], live_game: LiveGame, players: Sequence[str]) -> None:
    """Play two questions."""
    async with camera.state(pilot, "Host: a question is read", StageScreen, "Read the question"):
        await _on(live_game, Phase.READING)
    async with camera.state(pilot, "Host: a question is open", StageScreen, "Enter Close"):
        await _on(live_game, Phase.OPEN)
        await _reply(live_game, players)
    async with camera.state(pilot, "Host: a question is paused", StageScreen, "Go on"):
        await live_game.do(live_game.game.pause)
    await live_game.do(live_game.game.pause)
    async with camera.state(pilot, "Host: a question is closed", StageScreen, "Show answer"):
        await _on(live_game, Phase.CLOSED)
    async with camera.state(pilot, "Host: the key, with its bars", StageScreen, "Strike"):
        await _on(live_game, Phase.REVEALED)
    async with camera.state(pilot, "Host: standings", StageScreen, "Next round"):
        await _on(live_game, Phase.STANDINGS)
    async with camera.state(pilot, "Host: podium", StageScreen, "That was the quiz"):
        await _on(live_game, Phase.OPEN)
        await _reply(live_game, players)
        live_game.podium_shown = PODIUM
        await _on(live_game, Phase.FINISHED)


async def _joined(live_game: LiveGame, count: int) -> list[str]:
    players = [(await live_game.join(name, TEAMS[place % 3]))[0] for place, name in enumerate((*NAMES, *MORE)[:count])]
    for player in players:
        live_game.game.came(player)
    return players


async def _on(live_game: LiveGame, phase: Phase) -> None:
    """Go on to this phase."""
    while live_game.game.phase is not phase:
        await live_game.do(live_game.game.next)


async def _reply(live_game: LiveGame, players: Sequence[str]) -> None:
    """Let all but the last player answer one after another, so that the question does not close by itself."""
    game, clock = live_game.game, live_game._clocks.monotonic
    question = game.current.question
    assert isinstance(question, Single)
    assert isinstance(clock, FakeClock)
    for place, player in enumerate(players[:-1]):
        given = right_answer(question) if place % 3 else Picked((place % len(question.options),))
        clock.move(0.2)
        await live_game.answer(player, game.number, 0, given)


async def set_up(camera: Camera, folder: Path) -> None:
    """Show what is chosen before a game if the command line leaves it open."""
    with Desk(folder).services() as services:
        app = HostApp(services, HostRequest(port=0), "inset-dark")
        async with app.run_test(size=camera.size, notifications=True) as pilot:
            async with camera.state(pilot, "Host: set-up", SetupScreen, "Host a game"):
                await calm(pilot)
            async with camera.state(pilot, "Host: which banks?", BanksDialog, "Which banks?"):
                await tap(pilot, "1")
            async with camera.state(pilot, "Host: how does the hall answer?", Dialog, "How does the hall answer?"):
                await tap(pilot, "escape", "6")


async def pad(camera: Camera, folder: Path) -> None:
    """Show a seat in a terminal: joining, waiting, asked, shown the result."""
    _, question = shown_questions()["single"]
    async with serving(folder, changed(question, sources=("guide",)), preset="accuracy") as hall:
        app = TerminalPad(hall.url, "inset-dark", code=hall.code, name="Ann", team="Science")
        async with app.run_test(size=camera.size, notifications=True) as pilot:
            async with camera.state(pilot, "Terminal pad: joining", Screen, "Join the quiz"):
                await _heard(pilot, "Join the quiz")
            async with camera.state(pilot, "Terminal pad: waiting", Screen, "The quiz begins"):
                await pilot.press("enter", "enter", "enter")
                await _heard(pilot, "The quiz begins")
            async with camera.state(pilot, "Terminal pad: asked", Screen, "1 of 1"):
                await hall.next(2)
                await _heard(pilot, "A ●")
            async with camera.state(pilot, "Terminal pad: answered", Screen, "1 of 1"):
                await pilot.press("1")
                await _heard(pilot, "Your answer is in")
            async with camera.state(pilot, "Terminal pad: told", Screen, "ight"):
                await hall.next(2)
                await _heard(pilot, question.explanation[:20])


async def _heard(pilot: Pilot[None], words: str) -> None:
    """Wait until ``words`` from the host are shown; waiting for workers would not do, as a pad listens for ever."""
    while words not in texts(pilot.app.screen):
        await pilot.pause(0.01)
    await pilot.pause()


JOURNEYS: dict[str, Journey] = {
    journey.__name__: journey for journey in (newcomer, regular, due, questions, results, boards, small, host, set_up, pad)
}
"""The journeys by name, in the order of the page."""
