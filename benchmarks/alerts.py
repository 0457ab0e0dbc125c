"""How much the search for words finds: `python -m benchmarks.alerts`.

Each sentence of tests/expected/alert_sentences.csv has the tier it ought to have. "Found" is at
that tier or a worse one; "noticed" is at any tier. Sentences that are denied, ordinary or about
someone else ought to be quiet. The rounds of fresh sentences are counted twice: as they came out
on the day they were written (`FRESH`), before anything was mended for them, and as they do now.
"""

from __future__ import annotations

from collections import defaultdict

from tests.alert_cases import TIERS, Sentence, judge, table

#: Found of written, before mending; counted by the same rules as below.
FRESH = {
    "round_1": "emergency 25/26, urgent 14/16, quiet 38/40; crises were not searched for yet",
    "round_2": "crisis 14/17, emergency 25/29, urgent 12/15, quiet 39/41",
    "round_3": "crisis 15/17, emergency 25/29, urgent 7/15, quiet 41/41",
    "round_4": "crisis 11/15, emergency 19/28, urgent 13/15, quiet 35/41",
    "round_5": "crisis 3/16, emergency 20/26, urgent 8/12, quiet 42/43 (wilfully roundabout)",
    "round_6": "crisis 7/17, emergency 15/25, urgent 7/12, quiet 38/42 (wilfully roundabout)",
    "round_7": "crisis 11/14, emergency 16/17, urgent 8/8, quiet 23/23",
    "round_8": "crisis 18/30, emergency 26/30, urgent 18/19, quiet 33/37",
    "round_9": "crisis 4/20, emergency 12/18, urgent 6/8, quiet 11/14",
    "round_10": "crisis 4/20, emergency 12/18, urgent 8/8, quiet 8/14 (wilfully roundabout)",
    "round_11": "crisis 6/12, emergency 8/12 (10 noticed), quiet 9/10",
    "round_12": "crisis 10/12, emergency 24/27, urgent 16/19, quiet 54/60",
    "round_13": "crisis 8/12, emergency 17/27 (20 noticed), urgent 11/19, quiet 49/60",
    "round_14": "crisis 6/12, emergency 16/27 (19 noticed), urgent 12/19, quiet 51/60",
    "round_15": "crisis 12/29, emergency 37/103, urgent 28/43, quiet 44/60 (wilfully roundabout)",
    "round_16": "crisis 17/21, emergency 25/71, urgent 27/36, quiet 41/58 (wilfully roundabout)",
    "round_17": "crisis 13/14, emergency 33/43, urgent 16/17, quiet 34/35 (plain)",
    "round_18": "crisis 3/4, emergency 43/52, urgent 7/8 (of few words)",
    "ordinary": "quiet 118/122 (one emergency, one crisis, two only to check)",
    "ordinary_2": "quiet 186/201 (full of the words of the rules)",
    "ordinary_3": "quiet 23/72 (sought out against what rounds 12 to 17 had mended)",
    "ordinary_4": "quiet 69/82 (the same, once more)",
    "ordinary_5": "quiet 42/60 (the same, a third time)",
    "ordinary_6": "quiet 128/177 (days at work and at home)",
}


def main() -> None:
    """Print the table."""
    groups: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in table():
        groups[sentence.group].append(sentence)
    print(f"{'set':10} {'tier':13} {'written':>7} {'found':>6} {'noticed':>8}")
    for group, sentences in groups.items():
        for tier in TIERS[:-1]:
            ranks = [_rank(s) for s in sentences if s.tier == tier]
            if ranks:
                found = sum(rank <= TIERS.index(tier) for rank in ranks)
                noticed = sum(rank < len(TIERS) for rank in ranks)
                print(f"{group:10} {tier:13} {len(ranks):7} {found:6} {noticed:8}")
        quiet = [_rank(s) == len(TIERS) for s in sentences if s.is_quiet]
        print(f"{group:10} {'quiet':13} {len(quiet):7} {sum(quiet):6}")
    print("\nBefore mending:")
    for group, counted in FRESH.items():
        print(f"{group:10} {counted}")


def _rank(sentence: Sentence) -> int:
    tier = judge(sentence.text)[0]
    return TIERS.index(tier) if tier in TIERS else len(TIERS)


if __name__ == "__main__":
    main()
