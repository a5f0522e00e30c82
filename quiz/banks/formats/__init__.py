"""Question banks in other programs' formats: readers that lose nothing in silence, writers that say what did not fit."""
