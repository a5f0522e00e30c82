"""What all commands have in common: sentences in place of tracebacks, one JSON document, output in any encoding."""

import contextlib
import errno
import os
import sys
from typing import TYPE_CHECKING, Any, TextIO

import click

from quiz.cli.lazy_group import LazyGroup
from quiz.questions.text import printable

if TYPE_CHECKING:
    from pathlib import Path

OK = 0
FAILED = 1
"""Problems were found, or the thing asked for is not there."""
WRONG_USAGE = 2
_INTERRUPTED = 130
_NO_ROOM = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
_NO_BREAK_SPACE = "\xa0"


class CliError(click.ClickException):
    """What was asked for cannot be done: one or two plain sentences that say what to do, and the exit status."""

    def __init__(self, sentences: str, status: int = FAILED) -> None:
        """Keep the sentences and the status."""
        super().__init__(sentences)
        self.status = status


class Program(LazyGroup):
    """A command line whose commands return their exit status and whose errors are sentences, whatever happens."""

    def main(self, *args: Any, **keywords: Any) -> Any:
        """Run the command that the arguments name, and leave with its exit status."""
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            _take_any_character(stream)
        try:
            status = super().main(*args, **{**keywords, "standalone_mode": False})
        except (click.Abort, KeyboardInterrupt):
            status = _INTERRUPTED
        except Exception as error:
            sentences, status = translate_error(error)
            print_error(sentences)
        sys.exit(status or OK)


def print_json(document: object) -> None:
    """Print one JSON document, in characters that every encoding has."""
    import json

    click.echo(json.dumps(document, indent=2))


def print_line(sentences: str) -> None:
    """Print one line, with everything spelt out in it that a terminal would obey or cannot show."""
    click.echo(printable(sentences, keep=_NO_BREAK_SPACE))


def print_error(sentences: str) -> None:
    """Say what is wrong on standard error; where nobody can read that, there is nothing more to do."""
    with contextlib.suppress(OSError):
        click.echo(printable(sentences, keep=_NO_BREAK_SPACE), err=True)


def read_line() -> str | None:
    """Return the next line of the input, None at its end. Raises CliError where it is no text in the input's encoding."""
    try:
        line = sys.stdin.readline() if sys.stdin else ""
    except UnicodeError:
        encoding = sys.stdin.encoding
        raise CliError(
            f"The input is not text in the encoding {encoding}. Send UTF-8, with PYTHONIOENCODING=utf-8."
        ) from None
    return line.removesuffix("\n") if line else None


def write_text(file: "Path", text: str, *, private: bool = False) -> None:
    """Make a file of text as ``write_bytes`` does."""
    write_bytes(file, text.encode(), private=private)


def write_bytes(file: "Path", content: bytes, *, private: bool = False) -> None:
    """Make a file that is not there yet, whole or not at all. Raises CliError where it is, or OSError.

    One that is ``private`` its owner alone may read.
    """
    from quiz.files import write_new

    try:
        write_new(file, content, private=private)
    except FileExistsError:
        raise CliError(f'"{file}" is there already and stays as it is. Choose another name.') from None


def write_table(file: "Path", cells: str) -> None:
    """Make a CSV file as ``write_bytes`` does."""
    from quiz.reports.csv_text import csv_bytes

    write_bytes(file, csv_bytes(cells))


def refuse_pdf(file: "Path | None", command: str = "") -> None:
    """Raise CliError where a PDF is asked for: browsers make better ones than this program could.

    ``command`` makes the page to print, where that is another one than was used.
    """
    if file and file.suffix.lower() == ".pdf":
        way = f"{command} --to {file.with_suffix('.html')}".strip()
        message = f"A PDF is printed from a page: use {way}, open that in a browser, print it and choose PDF."
        raise CliError(message, WRONG_USAGE)


def is_terminal(stream: TextIO | None) -> bool:
    """Say whether a person sits at the other end of a stream; a program without a console has no streams at all."""
    return stream is not None and not stream.closed and stream.isatty()


def app_can_run() -> bool:
    """Say whether there is a terminal on both sides, and one that can move its cursor."""
    return is_terminal(sys.stdin) and is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb"


def _take_any_character(stream: TextIO | None) -> None:
    """Let a stream put a question mark in place of what its encoding lacks, instead of failing."""
    reconfigure = getattr(stream, "reconfigure", None)
    if not stream or not reconfigure:
        return
    if stream.errors != "backslashreplace":
        reconfigure(errors="replace")
    try:
        "\udcff".encode(stream.encoding, "replace")
    except UnicodeError:
        # Some encodings, made for one purpose each, replace nothing.
        reconfigure(encoding="utf-8")


def translate_error(error: Exception) -> tuple[str, int]:
    """Return what an error means for the user, and the exit status."""
    from quiz.store.errors import StoreError

    if isinstance(error, click.UsageError):
        command = error.ctx.command_path if error.ctx else "quiz"
        return f"{_sentence(error.format_message())} See: {command} --help", error.exit_code
    if isinstance(error, CliError):
        return error.message, error.status
    if isinstance(error, click.ClickException):
        return _sentence(error.format_message()), error.exit_code
    if isinstance(error, StoreError):
        return str(error), FAILED
    if isinstance(error, UnicodeEncodeError):
        return "What was typed, or a variable of the environment, holds bytes that are not text. Type it again.", WRONG_USAGE
    if isinstance(error, OSError):
        reason = error.strerror or str(error)
        if error.filename is None:
            return f"Reading or writing failed: {reason}. Check where the output goes and try again.", FAILED
        fix = "Make room and try again" if error.errno in _NO_ROOM else "Check that it is there and that you may use it"
        return f'"{error.filename}" cannot be used: {reason}. {fix}.', FAILED
    return _defect(error), FAILED


def _sentence(message: str) -> str:
    """Return a message of click on one line and with an end."""
    message = " ".join(message.split())
    return message if message.endswith((".", "?", "!", ")")) else f"{message}."


def _defect(error: Exception) -> str:
    """Return what to do about an error that nobody foresaw; its details go into a file where QUIZ_DEBUG is set."""
    found = f"This is a defect of the program ({type(error).__name__}): please report it"
    file = _details_file(error) if os.environ.get("QUIZ_DEBUG") else None
    if file:
        return f"{found} with what you typed and the file {file}."
    return f"{found} with what you typed and what quiz doctor says. With QUIZ_DEBUG=1 set, the details are kept in a file."


def _details_file(error: Exception) -> str | None:
    """Write the details of an error into a new file that its owner alone can read; None where that cannot be done."""
    import tempfile
    import traceback

    try:
        handle, name = tempfile.mkstemp(prefix="quiz-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write("".join(traceback.format_exception(error)))
    except OSError:
        return None
    return name
