"""How good is it? The patterns of the record, each with its number, a simple rival, and the model.

`patterns` computes a row for each pattern from runs of the engine and the tables of
`analysis/data`; `board` prints them as text, JSON or a page.
"""
