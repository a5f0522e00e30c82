"""The pack as one file: the same bytes from the same facts, at any time and on any machine."""

import hashlib

from quiz.banks.loading import resting_collector
from quiz.files import zip_of
from quiz.reports.pack.facts import PackFacts
from quiz.reports.pack.index import index
from quiz.reports.pack.page import PackFile
from quiz.reports.pack.parts import PARTS

MANIFEST = "manifest.sha256"
"""The list of every other file's SHA-256, as ``sha256sum -c`` reads it."""


def pack_files(facts: PackFacts) -> tuple[PackFile, ...]:
    """Return every file of the pack in the order of their paths, the index and the manifest among them."""
    made = [(part.answers, file) for part in PARTS for file in part.files(facts)]
    files = sorted((index(facts, made), *(file for _, file in made)), key=lambda file: file.path)
    lines = (f"{hashlib.sha256(file.content).hexdigest()}  {file.path}\n" for file in files)
    manifest = PackFile(path=MANIFEST, content="".join(lines).encode(), about="the SHA-256 of every other file")
    return tuple(sorted((*files, manifest), key=lambda file: file.path))


@resting_collector()
def pack_archive(facts: PackFacts) -> bytes:
    """Return the pack as a ZIP file."""
    return zip_of((file.path, file.content) for file in pack_files(facts))
