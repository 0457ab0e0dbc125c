"""From files to typed tables: bytes, text cells, values."""
