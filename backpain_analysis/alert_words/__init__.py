"""Reading what people write: sentences, spelling, phrases, and whether they mean it.

A search for words misses what is put in words that nobody thought of. `python -m benchmarks.alerts`
counts what is found in the table of sentences (tests/expected/alert_sentences.csv), and says what
was found in each round of fresh ones before anything was mended for it.
"""
