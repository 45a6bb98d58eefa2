"""What if: the real routing engine over a day that was, or could be, with something changed.

    model.py     a day: rules, staff, arrivals, how long contacts take and how long customers wait. Frozen.
    recorded.py  a day as the journal tells it          files.py   a day as a file describes it
    ahead.py     the next hours, from the floor as it stands and what the last weeks brought (history.py)
    change.py    what should be otherwise, as a file says it          altered.py  the day with it
    run.py       one seed: decide and apply, with no clock but the simulation's; visits.py plays people
    watch.py     what is counted, by the folds of `insight`; compare.py  before beside after, over seeds
    worker.py    one process of it; workers.py  those of a server or of the command
    verb.py      `beffroi whatif`          service.py, api.py  the same from the floor

Every person's luck hangs on the seed and on who they are (`chance.py`), never on the order of things: before and after
meet the same customers, as patient and as talkative, so that what differs comes of the change alone.
What nobody knows is assumed, each in one place with its value: model.py.
"""
