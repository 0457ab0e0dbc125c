"""Reading what people write: sentences, spelling, phrases, and whether they mean it."""
