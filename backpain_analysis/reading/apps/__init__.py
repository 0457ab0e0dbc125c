"""Exports of other apps, one module each: a new module is found by itself."""

from __future__ import annotations

import importlib
import pkgutil
from functools import lru_cache

from backpain_analysis.reading.form import Form


@lru_cache(maxsize=1)
def find_apps() -> tuple[Form, ...]:
    """Find the forms of all apps.

    Returns
    -------
    tuple of Form
        The ``APP`` of every module beside this one, by the modules' names.
    """
    names = sorted(module.name for module in pkgutil.iter_modules(__path__))
    modules = (importlib.import_module(f"{__name__}.{name}") for name in names)
    return tuple(getattr(module.APP, "form", module.APP) for module in modules)
