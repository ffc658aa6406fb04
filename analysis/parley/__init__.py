"""Parley in process: simulations of states that negotiate over migration, as arrays of NumPy."""
