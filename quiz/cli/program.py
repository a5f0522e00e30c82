"""Shared by all commands: sentences in place of tracebacks, one JSON document, output in any encoding."""

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
"""Problems were found, or what was asked for is missing."""
WRONG_USAGE = 2
_INTERRUPTED = 130
_NO_ROOM = (errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC))
_NO_BREAK_SPACE = "\xa0"


class CliError(click.ClickException):
    """A request that cannot be met: one or two plain sentences that say what to do, and the exit status."""

    def __init__(self, sentences: str, status: int = FAILED) -> None:
        """Keep the sentences and the status."""
        super().__init__(sentences)
        self.status = status


class Program(LazyGroup):
    """A command line whose commands return their exit status and whose errors are always sentences."""

    def main(self, *args: Any, **keywords: Any) -> Any:
        """Run the command that the arguments name, and exit with its status."""
        for stream in (sys.stdin, sys.stdout, sys.stderr):
            _take_any_character(stream)
        try:
            status = super().main(*args, **{**keywords, "standalone_mode": False})
        except (click.Abort, KeyboardInterrupt):
            status = _INTERRUPTED
        except Exception as error:
            sentences, status = translate_error(error)
            print_error(sentences)
        sys.exit(_give_out(status or OK))


def print_json(document: object) -> None:
    """Print one JSON document, in characters that every encoding has."""
    import json

    click.echo(json.dumps(document, indent=2))


def print_line(sentences: str) -> None:
    """Print one line, spelling out everything in it that a terminal would obey or cannot show."""
    click.echo(printable(sentences, keep=_NO_BREAK_SPACE))


def print_error(sentences: str) -> None:
    """Print what is wrong to standard error; if that cannot be written, there is nothing more to do."""
    with contextlib.suppress(OSError):
        click.echo(printable(sentences, keep=_NO_BREAK_SPACE), err=True)


def read_line() -> str | None:
    """Return the next line of the input; None at its end. Raises CliError if it is not text in the input's encoding."""
    try:
        line = sys.stdin.readline() if sys.stdin else ""
    except UnicodeError:
        encoding = sys.stdin.encoding
        raise CliError(
            f"The input is not text in the encoding {encoding}. Send UTF-8, with PYTHONIOENCODING=utf-8."
        ) from None
    return line.removesuffix("\n") if line else None


def write_text(file: "Path", text: str, *, private: bool = False) -> None:
    """Write text to a new file as ``write_bytes`` does."""
    write_bytes(file, text.encode(), private=private)


def write_bytes(file: "Path", content: bytes, *, private: bool = False) -> None:
    """Write a new file, whole or not at all. Raises CliError if it exists, or OSError.

    Only its owner may read a ``private`` file.
    """
    from quiz.files import write_new

    try:
        write_new(file, content, private=private)
    except FileExistsError:
        raise CliError(f'"{file}" is there already and stays as it is. Choose another name.') from None


def write_table(file: "Path", cells: str) -> None:
    """Write a new CSV file as ``write_bytes`` does."""
    from quiz.reports.csv_text import csv_bytes

    write_bytes(file, csv_bytes(cells))


def refuse_pdf(file: "Path | None", command: str = "") -> None:
    """Raise CliError if a PDF is asked for: browsers make better ones than this program could.

    ``command`` makes the page to print, if that is not the command in use.
    """
    if file and file.suffix.lower() == ".pdf":
        way = f"{command} --to {file.with_suffix('.html')}".strip()
        message = f"A PDF is printed from a page: use {way}, open that in a browser, print it and choose PDF."
        raise CliError(message, WRONG_USAGE)


def is_terminal(stream: TextIO | None) -> bool:
    """Say whether a stream is a terminal; a program without a console has no streams at all."""
    return stream is not None and not stream.closed and stream.isatty()


def app_can_run() -> bool:
    """Say whether input and output are a terminal that can move its cursor."""
    return is_terminal(sys.stdin) and is_terminal(sys.stdout) and os.environ.get("TERM") != "dumb"


def _take_any_character(stream: TextIO | None) -> None:
    """Let a stream replace characters that its encoding lacks instead of failing."""
    reconfigure = getattr(stream, "reconfigure", None)
    if not stream or not reconfigure:
        return
    if stream.errors != "backslashreplace":
        reconfigure(errors="replace")
    try:
        "\udcff".encode(stream.encoding, "replace")
    except UnicodeError:
        # Some special-purpose encodings cannot replace anything.
        reconfigure(encoding="utf-8")


def _give_out(status: int) -> int:
    """Write what the output's buffers still hold, and return the exit status: ``status``, or another if that fails."""
    for stream in (sys.stdout, sys.stderr):
        if stream is None or stream.closed:
            continue
        try:
            stream.flush()
        except OSError as error:
            _write_nowhere(stream)
            if status == OK:
                sentences, status = translate_error(error)
                print_error(sentences)
    return status


def _write_nowhere(stream: TextIO) -> None:
    # Python flushes once more at its end, and would print a traceback and end with 120:
    # https://docs.python.org/3/library/signal.html#note-on-sigpipe
    with contextlib.suppress(OSError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)


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
    """Return a message of click's on one line, with a full stop."""
    message = " ".join(message.split())
    return message if message.endswith((".", "?", "!", ")")) else f"{message}."


def _defect(error: Exception) -> str:
    """Return what to do about an unforeseen error; its details go into a file if QUIZ_DEBUG is set."""
    found = f"This is a defect of the program ({type(error).__name__}): please report it"
    file = _details_file(error) if os.environ.get("QUIZ_DEBUG") else None
    if file:
        return f"{found} with what you typed and the file {file}."
    return f"{found} with what you typed and what quiz doctor says. With QUIZ_DEBUG=1 set, the details are kept in a file."


def _details_file(error: Exception) -> str | None:
    """Write the details of an error to a new file that only its owner can read, and return its name; None if that fails."""
    import tempfile
    import traceback

    try:
        handle, name = tempfile.mkstemp(prefix="quiz-", suffix=".txt")
        with os.fdopen(handle, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write("".join(traceback.format_exception(error)))
    except OSError:
        return None
    return name
