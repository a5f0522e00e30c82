"""Makes packages for schools without a package index: ``python -m scripts.packages [FOLDER]``.

A wheelhouse, for machines with Python but no network; a frozen folder, for machines without Python too; a bill of
materials of both; and the SHA-256 of all. Each is for the system and the Python that this runs on, is tried before it is
handed out (``scripts/frozen_trial.py``), and names no folder it was made in, except where Python itself was built.
Needs the package index, and two minutes of one core.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tempfile
import zipfile
from collections.abc import Iterable
from hashlib import sha256
from importlib.metadata import distributions
from pathlib import Path

from quiz import __version__
from scripts.bill_of_materials import CYCLONEDX, bill_of_materials
from scripts.frozen_trial import try_frozen

ROOT = Path(__file__).parents[1]
PYINSTALLER = "pyinstaller==6.22.3"

_SYSTEM = f"{platform.system()}-{platform.machine()}".lower()
_PYTHON = f"python{sys.version_info.major}.{sys.version_info.minor}"
_PROGRAMS = "Scripts" if sys.platform == "win32" else "bin"
_LICENCE = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)
_EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The time stamp of all files in an archive, so that the same files make the same archive; the earliest that zip has."""

INSTALL = f"""\
INSET Quiz {__version__} without a network, for {_PYTHON.replace("python", "Python ")} on {_SYSTEM}.

In this folder, line by line:

    {"py" if sys.platform == "win32" else "python3"} -m venv quiz-env
    quiz-env/{_PROGRAMS}/pip install --no-index --find-links . --require-hashes -r requirements.lock
    quiz-env/{_PROGRAMS}/pip install --no-index --no-deps inset_quiz-{__version__}-py3-none-any.whl
    quiz-env/{_PROGRAMS}/quiz

Nothing is fetched: pip checks each package here against its hash in requirements.lock. To be rid of it, delete quiz-env.
"""


def main(target: Path) -> None:
    """Make everything, try it, and put it into the folder ``target``."""
    with tempfile.TemporaryDirectory(prefix="inset-quiz-packages-") as scratch:
        folder = Path(scratch).resolve()
        made = folder / "made"
        made.mkdir()
        freezer = _environment(folder / "freezer", PYINSTALLER)
        wheelhouse = _wheelhouse(folder / "wheelhouse", freezer)
        _zip(wheelhouse, made / f"inset-quiz-{__version__}-wheels-{_PYTHON}-{_SYSTEM}.zip")
        installed = _install(wheelhouse)
        frozen = _freeze(folder / "frozen", freezer, installed)
        bill = bill_of_materials(_environment(folder / "lister", CYCLONEDX), installed, frozen)
        (frozen / "sbom.cdx.json").write_text(bill, encoding="utf-8")
        (made / f"inset-quiz-{__version__}-{_SYSTEM}.cdx.json").write_text(bill, encoding="utf-8")
        _refuse_places(wheelhouse, frozen, places=(folder, ROOT))
        archive = _pack(frozen, made)
        # Elsewhere, and with a blank in the name, because people unpack folders anywhere.
        elsewhere = folder / "some where"
        shutil.unpack_archive(archive, elsewhere, filter=None if archive.suffix == ".zip" else "data")
        try_frozen(elsewhere / frozen.name, folder / "home")
        _hand_out(made, target)


def _run(*command: str | Path, cwd: Path | None = None, **environment: str) -> None:
    """Run a program that makes part of it. Raises CalledProcessError."""
    print("$", *(Path(command[0]).name, *command[1:]), flush=True)
    clean = {name: value for name, value in os.environ.items() if name not in ("PYTHONPATH", "VIRTUAL_ENV")}
    subprocess.run([*map(str, command)], check=True, cwd=cwd, env=clean | environment)


def _environment(folder: Path, *packages: str) -> Path:
    """Make an environment with these packages, and return its Python."""
    _run(sys.executable, "-m", "venv", folder)
    python = folder / _PROGRAMS / "python"
    _run(python, "-m", "pip", "install", "-q", "--disable-pip-version-check", *packages)
    return python


def _wheelhouse(folder: Path, python: Path) -> Path:
    """Fill a folder with the program's wheel, the wheels of all it needs, and instructions to install them."""
    folder.mkdir()
    pip = (python, "-m", "pip", "-q", "--disable-pip-version-check")
    _run(*pip, "wheel", "--no-deps", "--wheel-dir", folder, ".", cwd=ROOT)
    exact = ("--no-deps", "--require-hashes", "--only-binary", ":all:", "--requirement", "requirements.lock")
    _run(*pip, "download", *exact, "--dest", folder, cwd=ROOT)
    for name in ("requirements.lock", "LICENSE"):
        shutil.copyfile(ROOT / name, folder / name)
    (folder / "INSTALL.txt").write_text(INSTALL, encoding="utf-8")
    return folder


def _install(wheelhouse: Path) -> Path:
    """Do what INSTALL.txt says, word for word, and return the Python of the resulting environment."""
    place = wheelhouse.with_name("installed")
    shutil.copytree(wheelhouse, place)
    lines = [line.split() for line in INSTALL.splitlines() if line.startswith("    ")]
    (_, *rest), *installs, (quiz,) = lines
    _run(sys.executable, *rest, cwd=place)
    for program, *arguments in installs:
        _run(place / program, *arguments, "-q", "--disable-pip-version-check", cwd=place)
    _run(place / quiz, "--version", cwd=place)
    python = place / "quiz-env" / _PROGRAMS / "python"
    # The installers are no part of what is installed.
    _run(python, "-m", "pip", "uninstall", "-q", "-y", "setuptools", "pip", cwd=place)
    return python


# The frozen folder


def _freeze(folder: Path, freezer: Path, installed: Path) -> Path:
    """Freeze the program ``installed``, and return the resulting folder. ``freezer`` is a Python with PyInstaller."""
    packages = _packages_of(installed)
    name = f"inset-quiz-{__version__}-{_SYSTEM}"
    begins = packages / "quiz" / "__main__.py"
    options = ["--onedir", "--noconfirm", "--clean", "--log-level", "WARN", "--name", "quiz"]
    options += ["--distpath", str(folder), "--workpath", str(folder / "work"), "--specpath", str(folder / "work")]
    for module in _HIDDEN_PACKAGES:
        options += ["--collect-submodules", module]
    for module in _WITH_DATA:
        options += ["--collect-data", module]
    for module in _compiled_helpers(packages):
        options += ["--hidden-import", module]
    folder.mkdir()
    # The installed packages come before the tools' own, and the source folder must not come before them.
    _run(freezer, "-m", "PyInstaller", *options, begins, cwd=folder, PYTHONPATH=str(packages), PYTHONHASHSEED="1")
    _refuse_strangers(folder / "work" / "quiz", _packages_of(freezer))
    frozen = (folder / "quiz").rename(folder / name)
    for file in (ROOT / "LICENSE", ROOT / "questions" / "LICENSE"):
        shutil.copyfile(file, frozen / ("LICENSE" if file.parent == ROOT else "LICENSE-questions"))
    _copy_licences(packages, frozen / "licences")
    return frozen


_HIDDEN_PACKAGES = ("quiz", "textual.widgets", "rich._unicode_data", "psycopg")
"""Packages with modules imported by computed names, as our commands, formats and screens are."""
_WITH_DATA = ("quiz", "textual", "pyfiglet")
"""Packages that read data files of their own: banks, style sheets, SQL and pages; fonts of block letters."""


def _refuse_strangers(work: Path, tools: Path) -> None:
    """Raise SystemExit if one of the freezer's own packages was packed, other than what starts a frozen program."""
    for listing in work.glob("*.toc"):
        for file in re.findall(rf"'({re.escape(str(tools))}[^']*)'", listing.read_text(encoding="utf-8")):
            if Path(file).relative_to(tools).parts[0] not in ("PyInstaller", "_pyinstaller_hooks_contrib"):
                sys.exit(f"{Path(file).relative_to(tools)} is packed up, and no part of the program.")


def _packages_of(python: Path) -> Path:
    """Return the folder with an environment's packages."""
    asked = subprocess.run(
        [python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))"], check=True, capture_output=True, text=True
    )
    return Path(asked.stdout.strip())


def _compiled_helpers(packages: Path) -> list[str]:
    """Return the modules that mypyc puts beside the packages it compiles: C code imports them, which no analysis sees."""
    return sorted({file.name.partition(".")[0] for file in packages.glob("*__mypyc.*")})


def _copy_licences(packages: Path, target: Path) -> None:
    """Copy the licences of everything in the frozen folder, as most of them require."""
    for one in distributions(path=[str(packages)]):
        files = [file for file in one.files or () if _LICENCE.search(file.name) and ".dist-info" in str(file)]
        _copy_all((Path(str(file.locate())) for file in files), target / f"{one.name}-{one.version}")
    python = Path(sysconfig.get_path("stdlib")) / "LICENSE.txt"
    _copy_all([python] if python.is_file() else [], target / f"python-{platform.python_version()}")


def _copy_all(files: Iterable[Path], target: Path) -> None:
    for file in files:
        target.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, target / file.name)


# Handing out


def _refuse_places(*folders: Path, places: tuple[Path, ...]) -> None:
    """Raise SystemExit if a file names one of the ``places`` it was made in, which other machines do not have."""
    names = [str(place).encode() for place in places]
    for folder in folders:
        for file in sorted(folder.rglob("*")):
            if file.is_file() and any(name in file.read_bytes() for name in names):
                sys.exit(f"{file.relative_to(folder)} names a folder of this machine.")


def _pack(frozen: Path, target: Path) -> Path:
    """Put the frozen folder into an archive of the kind usual on its system, and return the archive."""
    if sys.platform == "win32":
        return _zip(frozen, target / f"{frozen.name}.zip")

    def of_nobody(entry: tarfile.TarInfo) -> tarfile.TarInfo:
        entry.uid = entry.gid = entry.mtime = 0
        entry.uname = entry.gname = ""
        return entry

    file = target / f"{frozen.name}.tar.xz"
    with tarfile.open(file, "w:xz", preset=3) as archive:
        for path in [frozen, *sorted(frozen.rglob("*"))]:
            archive.add(path, Path(frozen.name) / path.relative_to(frozen), recursive=False, filter=of_nobody)
    return file


def _zip(folder: Path, file: Path) -> Path:
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(path for path in folder.rglob("*") if path.is_file()):
            name = f"{file.stem}/{path.relative_to(folder).as_posix()}"
            archive.writestr(zipfile.ZipInfo(name, _EARLIEST), path.read_bytes(), zipfile.ZIP_DEFLATED)
    return file


def _hand_out(made: Path, target: Path) -> None:
    """Move everything made into ``target``, with its checksums, and report its size."""
    files = sorted(made.iterdir())
    sums = "".join(f"{sha256(file.read_bytes()).hexdigest()}  {file.name}\n" for file in files)
    target.mkdir(parents=True, exist_ok=True)
    for file in files:
        print(f"{file.stat().st_size / 1e6:7.1f} MB  {file.name}")
        shutil.move(file, target / file.name)
    (target / "SHA256SUMS").write_text(sums, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "dist"))
