"""A page on which a negotiation can be touched: controls, and what they change.

`python -m parley_analysis explore SCENARIO.yaml` opens it. It needs the extra `explore` (Panel).

| module | subject |
| --- | --- |
| command | the command line |
| controls | what can be touched, from the engine's schema |
| saving | settings as a what-if in a scenario's text |
| worlds | runs of the scenario as written, and as changed |
| numbers | what changes, by pairs of replicates |
| views | tables and figures of both worlds |
| talks | when tables met, who blocked them, and their minutes |
| forums | the forums by level, and the members of each |
| session | what one open page computes, step by step |
| page | the page itself, and the server that shows it on this machine alone |
"""
