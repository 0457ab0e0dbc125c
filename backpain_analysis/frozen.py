"""Frozen dataclasses whose classes are made in a third of the time.

`dataclasses` compiles six methods for each of a hundred classes, which took a
tenth of a report's time. Here that is done for the first alone, ``__init__``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Literal

__all__ = ["dataclass"]


def _set(self: Any, name: str, value: object) -> None:
    held = self.__dict__
    if name in held or name not in self.__dataclass_fields__:
        raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")
    held[name] = value


def _delete(self: Any, name: str) -> None:  # noqa: ARG001
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _repr(self: Any) -> str:
    shown = (f"{f.name}={getattr(self, f.name)!r}" for f in dataclasses.fields(self) if f.repr)
    return f"{type(self).__qualname__}({', '.join(shown)})"


def _compared(self: Any) -> tuple[Any, ...]:
    return tuple(getattr(self, f.name) for f in dataclasses.fields(self) if f.compare)


def _equal(self: Any, other: Any) -> bool:
    return _compared(self) == _compared(other) if type(self) is type(other) else NotImplemented


def _hash(self: Any) -> int:
    return hash(_compared(self))


if TYPE_CHECKING:
    from dataclasses import dataclass
else:

    def dataclass(
        *,
        frozen: Literal[True],  # noqa: ARG001
        eq: bool = True,
        repr: bool = True,
        **options: bool,
    ) -> Callable[[type], type]:
        """Do what `dataclasses.dataclass` does; an instance is set by its __init__ alone."""
        methods = {"__setattr__": _set, "__delattr__": _delete}
        methods |= {"__repr__": _repr} if repr else {}
        methods |= {"__eq__": _equal, "__hash__": _hash} if eq else {}

        def make(cls: type) -> type:
            for name, method in methods.items():
                if name not in cls.__dict__:
                    setattr(cls, name, method)
            return dataclasses.dataclass(eq=False, repr=False, **options)(cls)

        return make
