"""What each place is good for to a thief. A place that is not here shows as not in the inventory."""

from typing import Final

FILES: Final = {
    "kiosk.db": "ciphertext: its size and when it changed last",
    "kiosk.db-wal": "ciphertext: how much was written since the last checkpoint",
    "kiosk.db-shm": "an index of the log; no content",
    "records.db": "ciphertext: its size, and when somebody was signed in last",
    "records.db-wal": "ciphertext, left by a crash while somebody was signed in",
    "records.db-shm": "an index of the log; no content",
    "in-use.lock": "empty",
    "device.key": "the device key itself: all of the second table",
    "setup-unfinished": "that a set-up was broken off",
    "waits.json": "that somebody typed something wrong, how often and how long after the machine's start",
}
"""Files that are not looked into without a key, by pattern."""

PLAIN: Final = {
    ("slots.json", ""): "how many may sign in, and what a guess costs; nobody's name",
    ("slots-copy.json", ""): "the same once more",
    ("waits.json", ""): FILES["waits.json"],
    ("settings.toml", ""): "what the school chose: language, camera, times, folders",
    (
        "logs/kiosk.log",
        "",
    ): "what happened and when, by codes and short random ids, for as long as logs are kept: "
    "when a mark was made (not whose), somebody enrolled, signed in or mistyped",
    ("backups/*.backup", ""): "how many backups there are, of when, and how large",
    ("backups/*.backup", "manifest.json"): "when it was made, by which version, how many rows; nobody's name",
    (
        "backups/*.backup",
        "slots.json",
    ): "the slots of that day: a passphrase of then opens the records of then",
    ("backups/*.backup", "kiosk.db"): "ciphertext",
    ("backups/*.backup", "records.db"): "ciphertext",
    ("backups/*.backup", "records.db-wal"): "ciphertext",
    ("backups/erased.json", ""): "how many people were erased and when, by random id",
}

TABLES: Final = {
    "install": "this device's random id, trial or real, the time zone, what a PIN guess costs",
    "ratchet": "how many marks there ever were; the key that forges the next mark, none of earlier ones",
    "outbox": "how many marks wait and their numbers; not whose, not when: the key for them is not here",
    "people": "how many there are, by random id; symbol and initials (a first name if "
    "the school chose that); who has left",
    "consents": "until when each random id is enrolled, and whose consent ended",
    "templates": "faces: protected embeddings, and the secret that protects them lies beside",
    "captures": "the single looks behind each template: more of a face than their mean",
    "close_pairs": "who looks like whom, and how much",
    "uncompared": "whose template is new",
    "compared_within": "how far look-alikes are looked for",
    "accepted": "how many marks each template made, and two mean distances",
    "classes": "the classes' names",
    "memberships": "which random id is in which class",
    "sessions": "the term's times and rooms of each class",
    "today": "today's marks, by random id",
    "passages": "who left and came back today, by random id, and when",
    "cards": "who has a card, by random id, and since when; no card can be made of it",
    "card_bursts": "when many cards were shown within seconds, and how many; not whose",
    "pins": "who has a PIN; number and PIN can be guessed, see the costs",
    "slowdowns": "that somebody typed something wrong, how often and when",
    "untold_tries": "at whose slot somebody mistyped a passphrase, and how often",
    "tally": "how many tries there were today and yesterday, and how they ended",
    "audit_head": "how many audit rows there are",
    "tombstones": "how many people were erased and when, by random id, and whether their marks were kept",
    "refusals": "who said no at the door since somebody was signed in last, by random id, and when",
    "retention": "after how many days the door's rules act",
    "chores": "when the program's own work was done last",
    "sqlite_sequence": "a counter",
}
"""Tables of Zone K."""

WORKED_OUT: Final = {
    "faces": "the protection undone: embeddings as the model gave them, to be compared with photographs",
    "freed space": "deleted rows: none; no id and no face is left between the rows or in the log",
    "records": "nothing: no key that was found opens it",
    "sealed": "nothing: no key that was found opens a waiting mark",
}
