"""The bill of materials of our packages, in CycloneDX: Python packages, Python itself, and system libraries."""

import json
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

from quiz import __version__

CYCLONEDX = "cyclonedx-bom==7.5.0"
_SPECIFICATION = "1.6"
_BUILT_IN = """
import platform, sqlite3, ssl, zlib
print("cpython", platform.python_version())
print("sqlite", sqlite3.sqlite_version)
print("openssl", ssl.OPENSSL_VERSION.split()[1])
print("zlib", zlib.ZLIB_RUNTIME_VERSION)
"""
"""Asks a Python for its own version and those of its libraries that vulnerabilities are reported for."""
_VALID = f"""
import sys
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
found = JsonStrictValidator(SchemaVersion.V{_SPECIFICATION.replace(".", "_")}).validate_str(sys.stdin.read())
sys.exit(found and str(found))
"""


def bill_of_materials(tools: Path, installed: Path, frozen: Path) -> str:
    """Return the bill as JSON: the packages in the environment ``installed`` and whatever else is in ``frozen``.

    ``tools`` is a Python with ``CYCLONEDX`` installed. The same parts always make the same bill.
    """
    options = ("--output-reproducible", "--spec-version", _SPECIFICATION, "--output-format", "JSON", "--output-file", "-")
    listed = _output(tools, "-m", "cyclonedx_py", "environment", *options, str(installed))
    bill: dict[str, Any] = json.loads(listed)
    components = {one["name"]: one for one in bill["components"]}
    # The program is the subject of the bill, not one of its components.
    ours = components.pop("inset-quiz")
    bill["metadata"]["component"] = {**_without_places(ours), "type": "application", "version": __version__}
    bill["components"] = [*map(_without_places, components.values()), *_built_in(installed), *_libraries(frozen)]
    text = json.dumps(bill, indent=2) + "\n"
    subprocess.run([tools, "-c", _VALID], input=text, text=True, check=True)
    return text


def _output(*command: str | Path) -> str:
    return subprocess.run([*map(str, command)], check=True, capture_output=True, text=True).stdout


def _without_places(component: dict[str, Any]) -> dict[str, Any]:
    """Return a component without the addresses of files on this machine that pip installed it from."""
    kept = [one for one in component.get("externalReferences", ()) if not one["url"].startswith("file:")]
    return {**component, "externalReferences": kept}


def _built_in(python: Path) -> Iterator[dict[str, Any]]:
    """Yield Python and the libraries it is built with."""
    for line in _output(python, "-c", _BUILT_IN).splitlines():
        name, version = line.split()
        purl, kind = f"pkg:generic/{name}@{version}", "platform" if name == "cpython" else "library"
        yield {"type": kind, "bom-ref": purl, "name": name, "version": version, "purl": purl}


def _libraries(frozen: Path) -> Iterator[dict[str, Any]]:
    """Yield the C libraries that packages bring or freezing took from the system, as files because they state no version."""
    endings = {"win32": "*.dll", "darwin": "lib*.dylib"}
    for file in sorted((frozen / "_internal").glob(endings.get(sys.platform, "lib*.so*"))):
        if not file.is_symlink():
            sums = [{"alg": "SHA-256", "content": sha256(file.read_bytes()).hexdigest()}]
            yield {"type": "file", "bom-ref": f"file:{file.name}", "name": file.name, "hashes": sums}
