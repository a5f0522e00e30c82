"""The certificate of a passed quiz: asks for the name on it, and writes the page."""

import asyncio
from typing import ClassVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input
from typing_extensions import override

from quiz.paths import document_folders
from quiz.reports.certificate import CERTIFICATE_NAME_LENGTH, Certificate, certificate_name
from quiz.services.certifying import issue, keep_page, known_name
from quiz.store.records import Player
from quiz.tui.base import QuizBase
from quiz.tui.dialogs import HELP, Card
from quiz.tui.widgets.buttons import Buttons
from quiz.tui.widgets.closes_once import ClosesOnce
from quiz.tui.widgets.key_bar import KeyBar
from quiz.tui.widgets.line_input import LineInput
from quiz.tui.widgets.name_field import NameField
from quiz.tui.widgets.plain_text import PlainText

_WHY = "Which name should it show? It becomes a page to print, and the name is kept with it, so that it can be checked."


async def certify(app: QuizBase, player: Player, attempt_id: str, bank_id: str) -> None:
    """Ask for the name on the certificate of a passed attempt, write it, and say where. Call from a worker."""
    services = app.services
    known = await app.from_store(lambda: known_name(services.store, player, attempt_id) or player.name)
    if known is None:
        return
    name = await app.push_screen_wait(CertificateScreen(known))
    if not name:
        return

    now = services.clocks.wall()
    certificate = await app.unless_refused(lambda: issue(services.store, attempt_id, name, now, services.banks))
    if certificate:
        await _keep(app, certificate, bank_id)


async def _keep(app: QuizBase, certificate: Certificate, bank_id: str) -> None:
    try:
        file = await asyncio.to_thread(keep_page, certificate, bank_id, document_folders())
    except OSError as error:
        why = error.strerror or str(error)
        app.say(f"The certificate could not be written: {why}. Later: quiz certificate {bank_id} --to certificate.html")
    else:
        app.say(f"Your certificate: {file}. Open it in a browser and print it.")


class CertificateScreen(ClosesOnce[str], ModalScreen[str]):
    """Closes with the name for the certificate, or with ''."""

    DEFAULT_CSS = """
    CertificateScreen {
        #note {
            height: 1;
            margin-left: 8;
        }

        &.-usual > Card, &.-tall > Card {
            padding-bottom: 1;
        }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "done", "Write it"),
        Binding("escape", "dismiss('')", "Back"),
        HELP,
    ]

    line = getters.query_one(Input)

    def __init__(self, name: str) -> None:
        """Begin with ``name``."""
        super().__init__(classes="dialog -brief")
        self._name_now = name

    @override
    def compose(self) -> ComposeResult:
        with Card("Your certificate", can_focus=False):
            yield PlainText(_WHY, classes="text")
            yield NameField("Name", LineInput(self._name_now, max_length=CERTIFICATE_NAME_LENGTH), is_long=True)
            yield PlainText("", id="note")
            yield Buttons(("enter", "Write it"), ("escape", "Back"))
        yield KeyBar(shows_keys=False)

    def on_mount(self) -> None:
        """Begin in the field for the name."""
        self.line.focus()

    @on(Input.Submitted)
    def action_done(self) -> None:
        """Close with what was typed, if it is a name."""
        if name := certificate_name(self.line.value):
            self.dismiss(name)
        else:
            note = Content.styled("Type a name with letters or figures.", "$wrong")
            self.query_one("#note", PlainText).update(note, layout=False)
            self.line.focus()
