"""One more entry in a logbook, written into its files safely.

Nothing else changes by a byte: a row is added, or cells of one are corrected,
the file is read again as a whole, and only when it says what was meant does it
take the place of the old one.
"""

from backpain_analysis.entry.adding import Appended, append_entry
from backpain_analysis.entry.outlook import Outlook, look_at

__all__ = ["Appended", "Outlook", "append_entry", "look_at"]
