"""Measurements with aims: `bin/bench NAME`. Each file has `measure(options)`, which yields `Measure`s."""
