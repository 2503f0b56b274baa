"""The benchmark: our pages and a bare Django floor, over the same generated rows, side by side in one run.

`./app bench [N]` prepares passing services and runs `python -m bench N`.
"""
