"""Google Forms and Sheets: when the form was sent, then the person's own questions."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from backpain_analysis.reading.export import App
from backpain_analysis.reading.headers import snake_case
from backpain_analysis.reading.parsed import Refusal
from backpain_analysis.reading.stamps import take_apart
from backpain_analysis.reading.tables import Table

_STAMPS = (
    "timestamp", "zeitstempel", "horodateur", "marca_temporal", "informazioni_cronologiche",
    "tijdstempel", "carimbo_de_data_hora",
)  # fmt: skip
_DAYS = {"date", "day", "datum", "tag", "jour", "fecha", "día", "data", "giorno", "dag"}
_WHO = "who filled in the form is not needed"
_SENT = "when the form was sent; the day it is about stands in a column of its own"


def _is_form(table: Table) -> bool:
    """Tell a form by its first header; with a stamp anywhere else it is another app."""
    first = snake_case(table.header[0]) if table.header else ""
    apps = {"cat1", "trackable_type"}
    return first in _STAMPS and not apps & {snake_case(header) for header in table.header}


def _about_which_day(app: App, table: Table) -> App:
    """Let a question about the day go before the moment at which the form was sent."""
    asked = [h for h in table.header[1:] if _DAYS & {*snake_case(h).split("_")}]
    days = [header for header in asked if _holds_dates(table.cells[header].array)]
    if not days:
        return app
    sent = {snake_case(table.header[0]): _SENT}
    return replace(app, columns={snake_case(days[0]): "date"}, left_out={**app.left_out, **sent})


def _holds_dates(cells: pd.Categorical) -> bool:
    texts = [str(text) for text in cells.categories[:100]]
    dates = sum(not isinstance(take_apart(text), Refusal) for text in texts)
    return dates * 2 > len(texts)


APP = App(
    name="Google Forms",
    signatures=(),
    accepts=_is_form,
    settled=_about_which_day,
    columns=dict.fromkeys(_STAMPS, "date"),
    left_out={
        "username": _WHO,
        "email": _WHO,
        "email_address": _WHO,
        "e_mail_adresse": _WHO,
        "adresse_e_mail": _WHO,
        "nutzername": _WHO,
    },
)
