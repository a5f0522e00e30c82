"""Bundles JavaScript modules into one script that needs no other file."""

import re
from collections.abc import Mapping

_IMPORT = re.compile(r'^import (?:\{([^}]*)\}|\* as (\w+)) from "\./(\w+)\.js";\n', re.MULTILINE)
_EXPORT = re.compile(r"^export (?=(?:async )?(?:const|class|function) (\w+))", re.MULTILINE)
_LEFT = re.compile(r"^(?:import|export)\b.*|</script|<!--", re.MULTILINE | re.IGNORECASE)


def bundled(entry: str, modules: Mapping[str, str]) -> str:
    """Return one script that does what the module ``entry`` does.

    ``modules`` are the texts of all modules by name, without ``.js``. Each becomes a function, called once after those of
    its imports, that returns its exports, so that names in different modules cannot clash. Raises ValueError for circular
    imports, and for forms other than ``import { a } from "./b.js";`` and ``import * as b from "./b.js";``.
    """
    ordered: list[str] = []
    _put_in_order(entry, modules, ordered, [])
    parts = (f"const {name}$ = (() => {{\n{_as_function(name, modules[name])}}})();\n" for name in ordered)
    return '(() => {\n"use strict";\n' + "".join(parts) + "})();\n"


def _put_in_order(name: str, modules: Mapping[str, str], ordered: list[str], waiting: list[str]) -> None:
    if name in waiting:
        raise ValueError(f"The modules import in a circle: {' → '.join([*waiting, name])}")
    if name in ordered:
        return
    for _, _, imported in _IMPORT.findall(modules[name]):
        _put_in_order(imported, modules, ordered, [*waiting, name])
    ordered.append(name)


def _as_function(name: str, text: str) -> str:
    def imported(found: re.Match[str]) -> str:
        names, whole, module = found.groups()
        return f"const {whole} = {module}$;\n" if whole else f"const {{{names.replace(' as ', ': ')}}} = {module}$;\n"

    exports = _EXPORT.findall(text)
    body = _EXPORT.sub("", _IMPORT.sub(imported, text))
    if left := _LEFT.search(body):
        raise ValueError(f"{name}.js has what cannot be put into one script: {left[0]}")
    return f"{body}return {{ {', '.join(exports)} }};\n"
