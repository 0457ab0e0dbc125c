"""Reading what people write: sentences, spelling, phrases, and whether they mean it.

In the order in which a note passes through: `sentences` cuts it, `spelling` mends its words,
`phrases` finds the phrases of `alert_words.toml` (compiled by `lexicon`), `hits` says which rules
they meet and where in the body, `sense` whether they are denied, doubted, past or another's, and
`judging` what comes of it. `fields` does the same for what is ticked.

A search for words misses what is put in words that nobody thought of. `python -m benchmarks.alerts`
counts what is found in the table of sentences (tests/expected/alert_sentences.csv), and says what
was found in each round of fresh ones before anything was mended for it.
"""
