"""Page 1 as plain strings and numbers, section by section in the order of the page."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from backpain_analysis.columns import DIARY_BY_NAME
from backpain_analysis.report.answers import Answers
from backpain_analysis.report.fonts import shorten, width
from backpain_analysis.report.grid import week_grid
from backpain_analysis.report.limits import Limits
from backpain_analysis.wording import (
    format_number,
    say_adherence,
    say_alert,
    say_date,
    say_interval,
    say_missing_days,
    say_no_alerts,
    say_origin,
    say_period,
    say_ranking,
    say_stretching,
    say_suspected,
    say_trend,
    say_what_to_do,
    tier_label,
)
from backpain_analysis.wording.phrases import quote
from backpain_analysis.wording.stretching import exercise_label

#: Width of the text [pt] and size of the body type [pt].
TEXT_WIDTH = {"a4": 498.0, "us-letter": 515.0}
BODY_SIZE = 10.5

# A wrapped line is seldom quite full.
_FILLED = 0.92
# The end of a sentence that does not lie within quotation marks.
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?![^“]*”)")
_TIERS = ("emergency", "urgent", "please_check")

Part = dict[str, Any]


def page_one(
    answers: Answers, numbers: Mapping[str, Any], limits: Limits, *, paper: str
) -> Part:
    """Give one version of page 1.

    Parameters
    ----------
    answers : Answers
    numbers : mapping
        What report.json holds; the page prints it rounded.
    limits : Limits
        How much this version shows.
    paper : {"a4", "us-letter"}

    Returns
    -------
    dict
        The sections by name, None where there is nothing to show.
    """
    page = _Page(answers, numbers, limits, TEXT_WIDTH[paper])
    return {
        "alert": page.alert(),
        "head": page.head(),
        "questions": page.questions(),
        "snapshot": page.snapshot(),
        "figure": page.figure(),
        "stretching": page.stretching(),
        "places": page.places(),
        "patterns": page.patterns(),
        "foot": page.foot(),
    }


def sentences(text: str) -> list[str]:
    """Part a text into sentences; what stands in quotation marks stays whole.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of str
    """
    return _SENTENCE.split(text)


class _Page:
    """One version of page 1 in the making."""

    def __init__(
        self, answers: Answers, numbers: Mapping[str, Any], limits: Limits, width: float
    ) -> None:
        self.answers = answers
        self.numbers = numbers
        self.described: Mapping[str, Any] = numbers["described"]
        self.limits = limits
        self.width = width

    def cut(self, text: str, lines: int | None = None, *, keep: int = 1) -> str:
        """Keep a text to so many lines of the page, by whole sentences where possible.

        The first ``keep`` sentences stay: what qualifies a finding goes with it.
        """
        room = self.width * _FILLED * (lines or self.limits.lines)
        parts = sentences(text)
        kept = " ".join(parts[:keep])
        for sentence in parts[keep:]:
            if width(f"{kept} {sentence}", BODY_SIZE) > room:
                break
            kept = f"{kept} {sentence}"
        return shorten(kept, room * keep, BODY_SIZE)

    def few(self, items: Sequence[str], most: int, *, keep: int = 1) -> list[str]:
        """The first few, and how many more stand in the details."""
        shown = [self.cut(item, keep=keep) for item in items[:most]]
        hidden = len(items) - len(shown)
        return [*shown, f"{hidden} more in the details."] if hidden > 0 else shown

    def alert(self) -> Part | None:
        found = self.answers.alerts.alerts
        if not found:
            return None
        shown = found[: self.limits.alerts]
        hidden = len(found) - len(shown)
        tiers = [tier for tier in _TIERS if any(alert.tier == tier for alert in shown)]
        return {
            "title": tier_label(tiers[0]),
            "items": [self._tier(tier, [a for a in shown if a.tier == tier]) for tier in tiers],
            "more": f"{hidden} more in the details." if hidden else None,
        }

    def _tier(self, tier: str, alerts: Sequence[Any]) -> Part:
        quotes = [
            self.cut(f"{say_date(alert.date)}, in {_column(alert.column)}: {quote(alert.quote)}", 2)
            for alert in alerts
        ]
        return {"head": tier_label(tier), "lines": [*quotes, say_what_to_do(tier)]}

    def head(self) -> Part:
        a = self.answers
        period = say_period(a.start, a.end, a.n_recorded)
        return {
            "label": shorten(a.book.settings.label, self.width * 0.45, 11.5),
            "facts": f"{period}. Made on {say_date(a.made)}.",
        }

    def questions(self) -> Part | None:
        asked = [str(text) for text in self.answers.book.settings.questions if str(text).strip()]
        if not asked:
            return None
        items = self.few([self.cut(text, 2) for text in asked], self.limits.questions)
        return {"title": "My questions and goals", "note": None, "items": items}

    def snapshot(self) -> Part:
        tiles = [tile for tile in self._tiles() if tile]
        return {
            "title": "Snapshot",
            "note": "0 is no pain, 10 the worst; higher is worse",
            "columns": 5,
            "tiles": tiles,
            "lines": [say_trend(self.answers.trend, voice="neutral")],
        }

    def _tiles(self) -> list[Part | None]:
        pain, described = self.numbers["pain"], self.described
        leg, medicine = described["leg"], described["medicine_days"]
        return [
            _tile(f"Average {_column(self.answers.outcome)}", format_number(pain["mean"]),
                  f"on {_days(self.answers.n_recorded)}"),
            _tile("Worst", _level(pain["worst"]), self._worst_day()),
            _fortnight("First 14 days", pain["first_14_days"]),
            _fortnight("Last 14 days", pain["last_14_days"]),
            _share("Days at 7 or more", described["high"]),
            self._flares(),
            _tile("Worst leg pain", _level(leg["worst"]), "") if leg else None,
            _share("Below the knee", described["below_knee"]),
            _tile("Medicine", str(medicine), "day" if medicine == 1 else "days")
            if medicine is not None else None,
        ]

    def _worst_day(self) -> str:
        days = self.answers.period
        worst = days["worst_pain"] if "worst_pain" in days.columns else days[self.answers.outcome]
        if worst.isna().all():
            worst = days[self.answers.outcome]
        hits = worst.index[worst == worst.max()]
        return f"on {_days(len(hits))}" if len(hits) > 1 else f"on {_short_date(hits[0])}"

    def _flares(self) -> Part:
        history = self.answers.flares
        marked = len(history.marked)
        return _tile("Flare-ups", str(len(history.flares)),
                     f"{_days(marked)} marked" if marked else "")

    def figure(self) -> Part:
        drawn = self.described["figure"]
        each = {"day": "of the day", "week": "(mean of a week)", "month": "(mean of a month)"}
        key = [f"— worst {each[drawn['grain']]}"] if drawn["worst"] else []
        key += [f"● average {'' if drawn['worst'] else each[drawn['grain']]}".strip()]
        key += ["▨ flare-up"] if self.answers.flares.flares else []
        name = "pain" if self.limits.tall else "pain_low"
        return {"title": "Pain over time", "note": ",  ".join([*key, "gaps: no entry"]),
                "name": name}

    def stretching(self) -> Part:
        c = self.answers.consistency
        grid = week_grid(c, self.limits.exercises)
        note, hidden = (grid.pop("note"), grid.pop("hidden")) if grid else (None, 0)
        lines = [say_stretching(c, voice="neutral")]
        if c.days_covered:
            lines.append(say_adherence(c.adherence, voice="neutral"))
        lines += [self._after_sessions(), self._stopped()]
        text = self.cut(" ".join(line for line in lines if line), self.limits.lines + 2)
        more = ["More in the details."] if hidden else []
        return {"title": "Stretching", "note": note, "grid": grid,
                "lines": [" ".join([text, *more])]}

    def _after_sessions(self) -> str:
        rows = self.answers.consistency.response.to_dict("records")[: self.limits.responses]
        told = [f"{exercise_label(row['exercise'])} {_change(row['median'])}" for row in rows]
        return f"Pain right after, typically: {', '.join(told)}." if told else ""

    def _stopped(self) -> str:
        counts = self.answers.consistency.stopped_for_pain["exercise"].value_counts()
        told = [f"{exercise_label(str(name))} {_times(int(n))}" for name, n in counts.items()]
        return f"Stopped for pain: {', '.join(told[:3])}." if told else ""

    def places(self) -> Part | None:
        rows = [
            ("Where", self.described["places"], self.described["sides"]),
            ("What it felt like", self.described["qualities"], []),
        ]
        items = [
            {"name": name, "text": self.cut(_word_line(words, sides), 2)}
            for name, words, sides in rows
            if words
        ]
        return {"title": "Where and what", "note": None, "items": items} if items else None

    def patterns(self) -> Part:
        ranking = self.answers.ranking
        found = say_ranking(ranking, voice="neutral")
        blamed = say_suspected(ranking, voice="neutral")
        suspected = self.few(blamed, self.limits.suspected) if self.limits.suspected else []
        return {
            "title": "Patterns to talk about",
            "note": "from the whole diary; a link is no proof" if ranking.n_tests else None,
            "findings": self.few(found, self.limits.patterns, keep=2),
            "named": [{"name": "Suspected:", "text": " ".join(suspected)}] if suspected else [],
        }

    def foot(self) -> list[str]:
        care = [] if self.answers.alerts.alerts else [say_no_alerts()]
        methods = (
            "Ranges in brackets are 95 % intervals. Methods: AR(1) regression, Benjamini-Hochberg; "
            f"backpain_analysis {self.numbers['package_version']}."
        )
        return [" ".join([say_missing_days(), methods, *care]), say_origin()]


def _column(name: str) -> str:
    known = DIARY_BY_NAME.get(name)
    return known.label if known else name


def _tile(label: str, value: str, note: str) -> Part:
    return {"label": label, "value": value, "note": note}


def _fortnight(label: str, part: Mapping[str, Any] | None) -> Part:
    if part is None:
        return _tile(label, "–", "too few days")
    return _tile(label, format_number(part["mean"]), f"on {_days(part['days_recorded'])}")


def _share(label: str, part: Mapping[str, int] | None) -> Part | None:
    if part is None:
        return None
    return _tile(label, str(part["days"]), f"of {_days(part['days_recorded'])}")


def _level(points: float) -> str:
    return format_number(points, 0 if float(points).is_integer() else 1)


def _days(number: int) -> str:
    return f"{number} {'day' if number == 1 else 'days'}"


def _short_date(day: pd.Timestamp) -> str:
    return f"{day.day} {day.month_name()[:3]}"


def _word_line(words: Sequence[Mapping[str, Any]], sides: Sequence[Mapping[str, Any]]) -> str:
    """The three commonest with their days; then the sides, if any were written down."""
    first, *others = [f"{w['name']} {w['days']}" for w in words[:3]]
    places = ", ".join([f"{first} {'day' if words[0]['days'] == 1 else 'days'}", *others])
    return "; ".join([places, ", ".join(f"{s['name']} {s['days']}" for s in sides[:3])]).strip("; ")


def _times(number: int) -> str:
    return {1: "once", 2: "twice"}.get(number, f"{number} times")


def _change(points: float) -> str:
    size = format_number(abs(points))
    return "the same" if size == "0.0" else f"{size} {'higher' if points > 0 else 'lower'}"
