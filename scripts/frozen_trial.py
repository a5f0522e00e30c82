"""Tries a frozen folder as a school would: without Python, in an empty home, by pipe, on a terminal, from a phone."""

import contextlib
import json
import os
import re
import select
import socket
import subprocess
import sys
import time
import urllib.request
import zipfile
from collections.abc import Iterator
from pathlib import Path

from quiz import __version__

_PATIENCE = 30.0
"""Seconds after which to stop waiting."""
_ESCAPES = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[PX^_].*?\x1b\\|[ -/]*[0-~])", re.DOTALL)
_BANK = "scam-recognition"
_JSON = {"Content-Type": "application/json"}


class Trial:
    """One frozen folder, and the home of somebody who has never used it."""

    def __init__(self, folder: Path, home: Path) -> None:
        """Try the program in ``folder``; everything it writes goes into ``home``, which is created."""
        self.program = folder / ("quiz.exe" if sys.platform == "win32" else "quiz")
        self.home = home
        home.mkdir()
        kept = ("SYSTEMROOT", "TEMP", "TMP")
        self.environment = {name: os.environ[name] for name in kept if name in os.environ}
        # Nothing of Python, and no way to find one.
        self.environment |= {"HOME": str(home), "USERPROFILE": str(home), "APPDATA": str(home), "LOCALAPPDATA": str(home)}
        self.environment |= {"TERM": "xterm-256color", "LANG": "C.UTF-8", "PATH": ""}

    def says(self, *arguments: str, typed: str = "", status: int = 0) -> str:
        """Run a command to its end, and return its standard output. Raises SystemExit if its exit status is another."""
        done = subprocess.run(
            [self.program, *arguments],
            input=typed,
            capture_output=True,
            encoding="utf-8",
            cwd=self.home,
            env=self.environment,
            timeout=_PATIENCE * 2,
            check=False,
        )
        if done.returncode != status:
            sys.exit(
                f"quiz {' '.join(arguments)}: exit status {done.returncode}\n{done.stdout[:2000]}\n{done.stderr[:2000]}"
            )
        return done.stdout if status == 0 else done.stderr

    @contextlib.contextmanager
    def shows(self, words: str, *arguments: str) -> Iterator[None]:
        """Run the program on a terminal: the block begins when it shows ``words``, and then it is told to end."""
        near, far = os.openpty()
        running = subprocess.Popen(
            [self.program, *arguments],
            stdin=far,
            stdout=far,
            stderr=far,
            cwd=self.home,
            env=self.environment | {"COLUMNS": "80", "LINES": "24"},
            # Make it the program's controlling terminal, as a person's is.
            preexec_fn=lambda: os.login_tty(0),
        )
        os.close(far)
        written = b""
        until = time.monotonic() + _PATIENCE
        try:
            while words.encode() not in _ESCAPES.sub(b"", written):
                if time.monotonic() > until or running.poll() is not None:
                    drawn = _ESCAPES.sub(b"", written)[-2000:].decode(errors="replace")
                    sys.exit(f"quiz {' '.join(arguments)} did not show “{words}”:\n{drawn}")
                written += _read(near)
            yield
            running.terminate()
            # Unread output would keep it from ending.
            while running.poll() is None:
                _read(near)
                if time.monotonic() > until:
                    sys.exit(f"quiz {' '.join(arguments)} did not end when it was told to")
        finally:
            running.kill()
            running.wait()
            os.close(near)


def _read(terminal: int) -> bytes:
    """Return what is written on a terminal within a moment; nothing if its program has gone."""
    with contextlib.suppress(OSError):
        if select.select([terminal], [], [], 0.1)[0]:
            return os.read(terminal, 65536)
    return b""


def try_frozen(folder: Path, home: Path) -> None:
    """Try everything that can be tried on this system. Raises SystemExit with what went wrong."""
    trial = Trial(folder, home)
    steps = [_is_this_version, _finds_its_banks, _plays_through_a_pipe, _reads_workbooks, _makes_pages, _has_a_driver]
    if sys.platform == "win32":
        print("Not tried: the app, a live game and the quiz in browsers, for this knows the terminals of POSIX alone.")
    else:
        steps += [_draws_the_app, _answers_phones, _serves_browsers]
    for step in steps:
        began = time.monotonic()
        step(trial)
        print(f"Tried in {time.monotonic() - began:4.1f} s: {step.__doc__}", flush=True)


def _is_this_version(trial: Trial) -> None:
    """Say its version."""
    _expect(f"quiz {__version__}", trial.says("--version"))


def _finds_its_banks(trial: Trial) -> None:
    """Find its banks and their schema, find no fault in them, and look at where it is."""
    trial.says("bank", "check")
    _expect('"$schema"', trial.says("bank", "schema"))
    _expect("INSET Quiz", trial.says("doctor"))


def _plays_through_a_pipe(trial: Trial) -> None:
    """Play a quiz through a pipe, and keep what was answered."""
    options = ("--plain", "--player", "Ann Example", "--questions", "2", "--seed", "7", "--json")
    # After an invalid answer a question is asked again, and an empty line skips it.
    played = json.loads(trial.says("play", _BANK, *options, typed="1\n\n" * 10))
    _expect(f"{_BANK} 2", f"{played['bank']} {len(played['responses'])}")
    _expect("1 finished quiz", trial.says("data", "about", "Ann Example"))


def _reads_workbooks(trial: Trial) -> None:
    """Write a workbook, and read it again in a process of its own."""
    (trial.home / "table.csv").write_text("question,a,b,correct\nWhere does it belong?,In the system,On my phone,1\n")
    trial.says("bank", "import", "table.csv", "--to", "table.toml", "--yes")
    trial.says("bank", "export", "table.toml", "--to", "book.xlsx")
    trial.says("bank", "import", "book.xlsx", "--to", "book.toml", "--yes")
    _expect("Where does it belong?", (trial.home / "book.toml").read_text(encoding="utf-8"))


def _makes_pages(trial: Trial) -> None:
    """Make a page of one file of a bank, and a package for a VLE."""
    for name in ("scams.html", "scams.zip"):
        trial.says("bank", "export", _BANK, "--to", name)
    _expect("Content-Security-Policy", (trial.home / "scams.html").read_text(encoding="utf-8"))
    with zipfile.ZipFile(trial.home / "scams.zip") as package:
        _expect("adlcp:scormtype", package.read("imsmanifest.xml").decode())


def _has_a_driver(trial: Trial) -> None:
    """Ask for a database: that nobody answers is all that is wrong."""
    with socket.socket() as taken:
        # Bound but not listening, so that no other server answers there.
        taken.bind(("127.0.0.1", 0))
        address = f"postgresql://nobody@127.0.0.1:{taken.getsockname()[1]}/none"
        _expect("127.0.0.1", trial.says("--store", address, "board", "--plain", status=1))


def _draws_the_app(trial: Trial) -> None:
    """Draw the app on a terminal, and end when it is told to."""
    with trial.shows("Recognising scams"):
        pass


def _answers_phones(trial: Trial) -> None:
    """Host a live game, and give its page to whoever asks for it."""
    port = _free_port()
    with trial.shows("Nobody is here yet", "host", _BANK, "--port", port):
        _has_files(port, {"/": "<title>INSET Quiz", "/pad.js": "import", "/pad.css": "color-scheme"})


def _serves_browsers(trial: Trial) -> None:
    """Serve the quiz to browsers: the page with what it draws by, and a name that is taken."""
    port = _free_port()
    with trial.shows("Ctrl+C ends it.", "serve", "--open", "--port", port):
        _has_files(port, {"/": "<title>INSET Quiz", "/serve.js": "import", "/forms.js": "export", "/serve.css": "{"})
        browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor())
        said = ""
        for act in ({"do": "home"}, {"do": "join", "name": "Bea Example"}):
            asked = urllib.request.Request(f"http://127.0.0.1:{port}/act", json.dumps(act).encode(), _JSON)
            with browser.open(asked, timeout=_PATIENCE) as answer:
                said = answer.read().decode()
        _expect(_BANK, said)


def _free_port() -> str:
    """Return a port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


def _has_files(port: str, files: dict[str, str]) -> None:
    """Ask the local server for files, and look for some words in each."""
    for path, words in files.items():
        with urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=_PATIENCE) as page:
            _expect(words, page.read().decode())


def _expect(words: str, said: str) -> None:
    if words not in said:
        sys.exit(f"“{words}” was expected, and not:\n{said[:4000]}")
