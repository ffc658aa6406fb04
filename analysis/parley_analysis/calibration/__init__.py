"""From judgements to what the record leaves of them: targets, emulators, waves.

`targets` reads what the record says, `summaries` asks a result for it, `space` makes a study's
judgements a unit cube, `emulator` stands in for the engine there, `implausibility` says what is
ruled out, and `waves` does that again and again. It needs the extra `calibration`.
"""
