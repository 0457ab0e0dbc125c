"""Page 1 as plain strings and numbers, section by section in the order of the page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backpain_analysis.alerts import Alert, most_pressing
from backpain_analysis.days import has_few_worsts
from backpain_analysis.report.answers import Answers, say_facts, say_pain
from backpain_analysis.report.cutting import cut, few, one_way, trim
from backpain_analysis.report.fonts import shorten, width
from backpain_analysis.report.grid import week_grid
from backpain_analysis.report.limits import VERSIONS, Limits
from backpain_analysis.report.pictures import BODY_ROOM, course_of, flares_of, marked_of
from backpain_analysis.report.said import Said, say_after, say_page, without_adjusted
from backpain_analysis.report.since import described_parts
from backpain_analysis.report.snapshot import (
    BEFORE,
    Tile,
    column_label,
    pain_tiles,
    stretching_tiles,
)
from backpain_analysis.wording import (
    say_caveat,
    say_date,
    say_missing_days,
    say_no_alerts,
    say_not_searched,
    say_origin,
    say_what_to_do,
    tier_label,
)
from backpain_analysis.wording.care import say_settled
from backpain_analysis.wording.phrases import quote
from backpain_analysis.wording.prospect import say_prospect
from backpain_analysis.wording.since import say_parts

#: Width of the text on each paper [pt].
TEXT_WIDTH = {"a4": 498.0, "us-letter": 515.0}
#: Least height of the course of pain on each: Letter is lower by four rows of the grid [pt].
LOW = {"a4": 98.0, "us-letter": 84.0}

_EACH = {"day": "of the day", "week": "(mean of a week)", "month": "(mean of a month)"}
# "Where and what" stands beside its text, and bullets take room too [pt].
_BESIDE, _BULLET = 115.0, 12.0

Part = dict[str, Any]


def page_versions(answers: Answers, numbers: Mapping[str, Any], *, paper: str) -> list[Part]:
    """Give page 1 from its fullest version to its shortest.

    Parameters
    ----------
    answers : Answers
    numbers : mapping
        What report.json holds; the page prints it rounded.
    paper : {"a4", "us-letter"}

    Returns
    -------
    list of dict
        The sections by name, None where there is nothing to show.
    """
    parts = described_parts(answers, numbers)
    made_once = (
        answers, numbers, say_page(answers, numbers, *parts),
        pain_tiles(answers, *parts, numbers["pain"]), stretching_tiles(*parts),
        week_grid(answers), _key(answers, numbers, TEXT_WIDTH[paper] - 105), TEXT_WIDTH[paper],
    )  # fmt: skip
    versions: list[Part] = []
    for limits in VERSIONS:
        version = _Page(*made_once, limits).parts()
        if version not in versions[-1:]:
            versions.append(version)
    return versions


def _columns(tiles: int) -> int:
    """Five figures beside each other; more stand in two even rows."""
    return 5 if tiles <= 5 else -(-tiles // 2)


@dataclass(frozen=True)
class _Page:
    """One version of page 1 in the making."""

    answers: Answers
    numbers: Mapping[str, Any]
    said: Said
    pain: Sequence[Tile]
    stretched: Sequence[Tile]
    grid: Part | None
    key: str
    width: float
    limits: Limits

    def parts(self) -> Part:
        return {
            "alert": self._alert(),
            "head": self._head(),
            "questions": self._questions(),
            "snapshot": self._snapshot(),
            "figure": self._figure(),
            "stretching": self._stretching(),
            "places": self._places(),
            "patterns": self._patterns(),
            "foot": self._foot(),
            "loose": self.limits.loose,
            "run": 0 if self.limits.exercises else 1,
        }

    def _alert(self) -> Part | None:
        found = self.answers.alerts.alerts
        if not found:
            return None
        shown = most_pressing(found, self.limits.alerts)
        tiers = dict.fromkeys(alert.tier for alert in shown)
        return {
            "items": [self._tier(tier, [a for a in shown if a.tier == tier]) for tier in tiers],
            "more": _say_hidden(found, shown),
        }

    def _tier(self, tier: str, alerts: Sequence[Alert]) -> Part:
        written = [
            f"{say_date(alert.date)}, {column_label(alert.column)}: {quote(alert.quote)}"
            for alert in alerts
        ]
        return {
            "title": tier_label(tier),
            "quotes": [trim(words, self.width * 0.9, 2) for words in dict.fromkeys(written)],
            "advice": say_what_to_do(tier, voice="neutral"),
        }

    def _head(self) -> Part:
        a = self.answers
        period, *outside = (fact for fact in say_facts(a) if fact != say_pain(a))
        label = shorten(a.book.settings.label, self.width * 0.42, 11.5)
        since = self.numbers["described"]["since_last_visit"]
        searched = say_not_searched(a.alerts) if a.alerts.n_texts else []
        searched += say_settled(a.alerts)
        made = say_date(a.made).removesuffix(f" {a.end.year}")
        facts = [f"{period} Made on {made}.", *outside, *searched]
        return {"label": label, "facts": facts if since is None else [*facts, say_parts(since)]}

    def _titled(self, title: str) -> str:
        """A heading that says which days its section is about."""
        visit = self.answers.visit
        return title if visit is None else f"{title} since the visit"

    def _questions(self) -> Part | None:
        asked = [str(text) for text in self.answers.book.settings.questions if str(text).strip()]
        if not asked:
            return None
        short = [trim(text, self.width - _BULLET, 2) for text in asked]
        return {
            "title": "My questions and goals",
            "note": None,
            "items": few(short, self.limits.questions),
        }

    def _snapshot(self) -> Part:
        pain = say_pain(self.answers)
        return {
            "title": self._titled("Snapshot"),
            "note": f"0 is no pain, 10 the worst{f'. {pain}' if pain else '; higher is worse'}",
            "columns": _columns(len(self.pain)),
            "tiles": self._tiles(self.pain),
            "lines": [
                cut(words, self.width, max(self.limits.lines, 2))
                for words in (self.said.trend, self.said.happened) if words
            ] + self._gaps(),
        }  # fmt: skip

    def _tiles(self, tiles: Sequence[Tile]) -> list[Tile]:
        if self.limits.before:
            return list(tiles)
        return [t | {"before": ""} if t["before"].startswith(BEFORE) else t for t in tiles]

    def _gaps(self) -> list[str]:
        """What days without a pain number could bend; the shortest version leaves it out."""
        outcome = self.answers.outcome
        found = self.answers.recording.caveats if self.limits.lines > 1 else ()
        return [say_caveat(code, outcome=outcome, voice="neutral") for code in found]

    def _figure(self) -> Part:
        name = "pain" if self.limits.tall else "pain_low"
        return {"title": "Pain over time", "note": self.key, "name": name}

    def _stretching(self) -> Part:
        grid, note, hidden = self.grid, None, 0
        if grid is not None:
            rows, note = grid["rows"][: self.limits.exercises], grid["note"]
            hidden = grid["stretches"] - len(rows)
            grid = grid | {"rows": rows} if rows else None
        told = [*self.said.stretching, say_after(self.said, self.limits.responses)]
        whole = " ".join(words for words in told if words)
        text = cut(whole, self.width, self.limits.lines + 3)
        more = " More in the details." if hidden or text != whole else ""
        moved = [self.said.moved_down] if self.said.moved_down else []
        return {
            "title": self._titled("Stretching"),
            "note": note if grid else None,
            "grid": grid,
            "columns": 4,
            "tiles": self._tiles(self.stretched),
            "lines": [text + more, *moved],
        }

    def _places(self) -> Part | None:
        """In words, and on the outline of a body where there is room for it."""
        drawn = self.limits.body and self.numbers["described"]["body"]["parts"] is not None
        room = self.width - (BODY_ROOM if drawn else _BESIDE + 40)
        items = [
            {"name": name, "text": cut(line, room, 3 if drawn else 2)}
            for name, line in self.said.places
        ]
        if not self.limits.places or not (items or drawn):
            return None
        return {
            "title": self._titled("Where and what"),
            "note": None,
            "items": items,
            "figure": "body" if drawn else None,
        }

    def _patterns(self) -> Part:
        room = self.width - _BULLET
        brief = self.limits.lines < 3
        told = [without_adjusted(text) if brief else text for text in self.said.ranking]
        found = [trim(text, room, self.limits.lines + 2) for text in told]
        blamed = [cut(one_way(text), room, 2) for text in self.said.suspected]
        suspected = few(blamed, self.limits.suspected) if self.limits.suspected else []
        tested = self.answers.ranking.n_tests
        waiting = (self.numbers[name] for name in ("asked_from", "same_so_far"))
        missing = self.numbers["days_missing"] if self.answers.has_ended else None
        outcome = self.answers.outcome
        prospect = say_prospect(*waiting, outcome=outcome, days_missing=missing)
        found += [trim(prospect, room, 4)] if prospect else []
        return {
            "title": "Patterns to talk about",
            "note": "from the whole diary; a link is no proof" if tested else None,
            "findings": few(found, self.limits.patterns),
            "named": [{"name": "Suspected:", "text": " ".join(suspected)}] if suspected else [],
        }

    def _foot(self) -> list[str]:
        alerts = self.answers.alerts
        care = [] if alerts.alerts or "not_english" in alerts.caveats else [say_no_alerts(alerts)]
        methods = (
            "Ranges in brackets are 95 % intervals. Methods: AR(1) regression, Benjamini-Hochberg; "
            f"backpain_analysis {self.numbers['package_version']}."
        )
        scales = [
            f"{quote(read['header'], longest=40)} was stretched from {read['low']:g}–"
            f"{read['high']:g} to 0–10."
            for read in self.numbers["stretched_scales"][:3]
        ]
        return [" ".join([say_missing_days(), methods, *scales, *care]), say_origin()]


def _key(answers: Answers, numbers: Mapping[str, Any], room: float) -> str:
    """What the signs on the course of pain mean, as far as there is room."""
    grain = numbers["described"]["figure"]["grain"]
    course = course_of(answers)
    shown, few = course.notna().any(), has_few_worsts(course["worst"], course["average"])
    key = [f"— worst {_EACH[grain]}, where known"] if shown["worst"] else []
    if shown["average"]:
        alone = f"• {column_label(answers.outcome)} {_EACH[grain]}"
        key.insert(0 if few else 1, "• average" if key and not few else alone)
    unsure = {uncertain for *_, uncertain in flares_of(answers)}
    key += ["▨ flare-up" if grain == "day" else "▮ flare-up"] if False in unsure else []
    key += ["▯ uncertain"] if True in unsure else []
    key += ["▼ marked"] if marked_of(answers) else []
    key += ["grey: before visit"] if answers.visit else []
    gaps = "gaps: no pain number" if answers.n_with_entry > answers.n_recorded else "gaps: no entry"
    while key and width(", ".join([*key, gaps]), 9) > room:
        key.pop()
    return ", ".join([*key, gaps])


def _say_hidden(found: Sequence[Alert], shown: Sequence[Alert]) -> str | None:
    """How many alerts there is no room for, and what those of other tiers call for."""
    hidden = len(found) - len(shown)
    if not hidden:
        return None
    told = {alert.tier for alert in shown}
    other = dict.fromkeys(tier_label(a.tier) for a in found if a.tier not in told)
    return f"{hidden} more in the details{': ' + ', '.join(other) if other else ''}."
