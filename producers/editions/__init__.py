"""Numbers that tell whether anything has changed: one an area of tables, counted by the database itself.

Whoever keeps something that was computed from the database keeps the numbers of its areas beside it, and
throws it away when they differ. The numbers rise in the transaction that writes, whoever writes, so a
change made through one process is seen by every other at its next look. See ``docs/decisions/0015``.
"""
