"""Zone K, kiosk.db: what the door needs to work unattended. No name, no past mark, no reason is in it.

Each entry of MIGRATIONS leads one version further; a released one is never changed.
"""

from typing import Final

_VERSION_1 = """
CREATE TABLE install (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    device TEXT NOT NULL CHECK (length(device) = 36),
    is_trial INTEGER NOT NULL CHECK (is_trial IN (0, 1)),
    zone TEXT NOT NULL,
    zone_r_public BLOB NOT NULL CHECK (length(zone_r_public) = 32),
    pin_passes INTEGER NOT NULL CHECK (pin_passes > 0),
    pin_memory INTEGER NOT NULL CHECK (pin_memory > 0)
) STRICT;

-- Where the chain of sealed events stands. The key here is that of the next event; those before are gone.
CREATE TABLE ratchet (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    epoch INTEGER NOT NULL CHECK (epoch > 0),
    next_sequence INTEGER NOT NULL CHECK (next_sequence > 0),
    head BLOB NOT NULL CHECK (length(head) = 32),
    mac_key BLOB NOT NULL CHECK (length(mac_key) = 32)
) STRICT;

CREATE TABLE outbox (
    sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
    epoch INTEGER NOT NULL,
    previous BLOB NOT NULL CHECK (length(previous) = 32),
    sealed BLOB NOT NULL,
    mac BLOB NOT NULL CHECK (length(mac) = 32)
) STRICT;

CREATE TRIGGER outbox_is_append_only BEFORE UPDATE ON outbox
BEGIN SELECT RAISE(ABORT, 'outbox rows do not change'); END;

CREATE TABLE people (
    person TEXT PRIMARY KEY CHECK (length(person) = 36),
    symbol TEXT NOT NULL,
    greeting TEXT NOT NULL,
    objects INTEGER NOT NULL DEFAULT 0 CHECK (objects IN (0, 1))
) STRICT, WITHOUT ROWID;

-- A consent as the door knows it: whose, until when, and whether it ended.
CREATE TABLE consents (
    consent TEXT PRIMARY KEY CHECK (length(consent) = 36),
    person TEXT NOT NULL REFERENCES people (person) ON DELETE CASCADE,
    live_until_utc TEXT NOT NULL,
    ended TEXT CHECK (ended IN ('expired', 'withdrawn')),
    UNIQUE (consent, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX consents_by_person ON consents (person);

CREATE TRIGGER ended_consents_stay_ended BEFORE UPDATE ON consents
WHEN OLD.ended IS NOT NULL
    AND (NEW.ended IS NOT OLD.ended OR NEW.live_until_utc > OLD.live_until_utc)
BEGIN SELECT RAISE(ABORT, 'an ended consent stays ended'); END;

CREATE TABLE templates (
    template TEXT PRIMARY KEY CHECK (length(template) = 36),
    person TEXT NOT NULL,
    consent TEXT NOT NULL,
    model_sha256 TEXT NOT NULL CHECK (length(model_sha256) = 64),
    key_id TEXT NOT NULL CHECK (length(key_id) = 16),
    dimensions INTEGER NOT NULL CHECK (dimensions BETWEEN 1 AND 4096),
    vector BLOB NOT NULL CHECK (length(vector) = 4 * dimensions),
    created_utc TEXT NOT NULL,
    FOREIGN KEY (consent, person) REFERENCES consents (consent, person) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX templates_by_model ON templates (model_sha256, key_id);
CREATE INDEX templates_by_consent ON templates (consent, person);

CREATE TRIGGER templates_need_live_consent BEFORE INSERT ON templates
WHEN NOT EXISTS (
    SELECT 1 FROM consents JOIN people USING (person)
    WHERE consents.consent = NEW.consent AND consents.person = NEW.person AND consents.ended IS NULL
        AND consents.live_until_utc > NEW.created_utc AND people.objects = 0
)
BEGIN SELECT RAISE(ABORT, 'no template without a live consent'); END;

CREATE TRIGGER templates_do_not_change BEFORE UPDATE ON templates
BEGIN SELECT RAISE(ABORT, 'templates do not change'); END;

CREATE TRIGGER templates_end_with_consent AFTER UPDATE OF ended ON consents
WHEN NEW.ended IS NOT NULL
BEGIN DELETE FROM templates WHERE consent = NEW.consent; END;

CREATE TRIGGER templates_end_with_objection AFTER UPDATE OF objects ON people
WHEN NEW.objects = 1
BEGIN DELETE FROM templates WHERE person = NEW.person; END;

-- What the door calls a class; the only word of a school's own in this zone.
CREATE TABLE classes (
    class TEXT PRIMARY KEY CHECK (length(class) = 36),
    label TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE memberships (
    class TEXT NOT NULL REFERENCES classes (class) ON DELETE CASCADE,
    person TEXT NOT NULL REFERENCES people (person) ON DELETE CASCADE,
    PRIMARY KEY (class, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_by_person ON memberships (person);

CREATE TABLE sessions (
    session TEXT PRIMARY KEY CHECK (length(session) = 36),
    class TEXT NOT NULL REFERENCES classes (class) ON DELETE CASCADE,
    day TEXT NOT NULL,
    starts_utc TEXT NOT NULL, starts_zone TEXT NOT NULL, starts_offset INTEGER NOT NULL,
    ends_utc TEXT NOT NULL, ends_zone TEXT NOT NULL, ends_offset INTEGER NOT NULL,
    early_minutes INTEGER NOT NULL CHECK (early_minutes >= 0),
    late_after_minutes INTEGER NOT NULL CHECK (late_after_minutes >= 0),
    closed_utc TEXT, closed_zone TEXT, closed_offset INTEGER,
    CHECK (ends_utc > starts_utc),
    CHECK ((closed_utc IS NULL) = (closed_zone IS NULL) AND (closed_utc IS NULL) = (closed_offset IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_day ON sessions (day);
CREATE INDEX sessions_by_end ON sessions (ends_utc);

-- Today's marks, so that "already marked at 09:02" can be answered; cleared at midnight.
CREATE TABLE today (
    event TEXT PRIMARY KEY CHECK (length(event) = 36),
    session TEXT NOT NULL REFERENCES sessions (session) ON DELETE CASCADE,
    person TEXT NOT NULL REFERENCES people (person) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('present', 'late')),
    method TEXT NOT NULL CHECK (method IN ('face', 'code')),
    day TEXT NOT NULL,
    at_utc TEXT NOT NULL, at_zone TEXT NOT NULL, at_offset INTEGER NOT NULL,
    taken_back INTEGER NOT NULL DEFAULT 0 CHECK (taken_back IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX one_mark_a_session ON today (session, person) WHERE taken_back = 0;

CREATE TABLE pins (
    person TEXT PRIMARY KEY REFERENCES people (person) ON DELETE CASCADE,
    number_tag BLOB NOT NULL UNIQUE CHECK (length(number_tag) = 32),
    salt BLOB NOT NULL CHECK (length(salt) = 16),
    passes INTEGER NOT NULL,
    memory INTEGER NOT NULL,
    verifier BLOB NOT NULL CHECK (length(verifier) = 32)
) STRICT, WITHOUT ROWID;

-- Wrong tries in a row, by keyed tag of a number or by slot: waits go on over restarts.
CREATE TABLE slowdowns (
    kind TEXT NOT NULL CHECK (kind IN ('code', 'passphrase')),
    subject BLOB NOT NULL,
    failures INTEGER NOT NULL CHECK (failures > 0),
    last_utc TEXT NOT NULL,
    last_monotonic_s REAL NOT NULL,
    PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;

CREATE TABLE tally (
    day TEXT NOT NULL,
    count TEXT NOT NULL,
    value INTEGER NOT NULL CHECK (value >= 0),
    PRIMARY KEY (day, count)
) STRICT, WITHOUT ROWID;

-- The newest audit row's number and hash, copied here so that a shortened audit is noticed.
CREATE TABLE audit_head (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    sequence INTEGER NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
"""

# What recognition needs to know of people beside their templates. Every row hangs on a template and goes with
# it, whatever ended it: withdrawal, expiry, objection, a new enrolment, erasure.
_VERSION_2 = """
CREATE INDEX templates_by_person ON templates (person, model_sha256, key_id);

-- The single captures behind each mean template: what a site can be evaluated from without a picture.
CREATE TABLE captures (
    template TEXT NOT NULL REFERENCES templates (template) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL CHECK (ordinal > 0),
    vector BLOB NOT NULL,
    PRIMARY KEY (template, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TRIGGER captures_fit_their_template BEFORE INSERT ON captures
WHEN NOT EXISTS (
    SELECT 1 FROM templates WHERE template = NEW.template AND length(NEW.vector) = 4 * dimensions
)
BEGIN SELECT RAISE(ABORT, 'a capture has the dimensions of its template'); END;

CREATE TRIGGER captures_do_not_change BEFORE UPDATE ON captures
BEGIN SELECT RAISE(ABORT, 'captures do not change'); END;

-- Templates of two people, of one model and key, that are near each other.
CREATE TABLE close_pairs (
    first TEXT NOT NULL REFERENCES templates (template) ON DELETE CASCADE,
    second TEXT NOT NULL REFERENCES templates (template) ON DELETE CASCADE,
    distance REAL NOT NULL CHECK (distance BETWEEN 0 AND 2),
    PRIMARY KEY (first, second),
    CHECK (first < second)
) STRICT, WITHOUT ROWID;
CREATE INDEX close_pairs_by_second ON close_pairs (second);

-- Templates whose neighbours have not been looked for yet. Close_pairs is complete when none is left.
CREATE TABLE uncompared (
    template TEXT PRIMARY KEY REFERENCES templates (template) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

CREATE TRIGGER new_templates_are_uncompared AFTER INSERT ON templates
BEGIN INSERT INTO uncompared (template) VALUES (NEW.template); END;

-- Classmates are looked at more widely than others, so whoever joins a class is compared again.
CREATE TRIGGER new_members_are_uncompared AFTER INSERT ON memberships
BEGIN
    INSERT INTO uncompared (template)
    SELECT template FROM templates
    WHERE person = NEW.person AND template NOT IN (SELECT template FROM uncompared);
END;

INSERT INTO uncompared (template) SELECT template FROM templates;

-- Within which distances close_pairs holds the pairs of a model and key.
CREATE TABLE compared_within (
    model_sha256 TEXT NOT NULL CHECK (length(model_sha256) = 64),
    key_id TEXT NOT NULL CHECK (length(key_id) = 16),
    anybody REAL NOT NULL CHECK (anybody BETWEEN 0 AND 2),
    classmates REAL NOT NULL CHECK (classmates BETWEEN 0 AND 2),
    PRIMARY KEY (model_sha256, key_id)
) STRICT, WITHOUT ROWID;

-- How far face marks were from their template, as three numbers; see kiosk.domain.drift.
CREATE TABLE accepted (
    template TEXT PRIMARY KEY REFERENCES templates (template) ON DELETE CASCADE,
    marks INTEGER NOT NULL CHECK (marks > 0),
    baseline REAL NOT NULL CHECK (baseline BETWEEN 0 AND 2),
    recent REAL NOT NULL CHECK (recent BETWEEN 0 AND 2)
) STRICT, WITHOUT ROWID;
"""

# Leaving, erasure and unattended work.
_VERSION_3 = """
-- When the templates of somebody who left go by themselves; NULL while they are here.
ALTER TABLE people ADD COLUMN erase_templates_utc TEXT;
-- When a consent ended here: a withdrawal at the door is taken over with its own moment.
ALTER TABLE consents ADD COLUMN ended_utc TEXT;

-- Who said no at the door, until Zone R has taken it over as their own objection.
CREATE TABLE refusals (
    person TEXT PRIMARY KEY CHECK (length(person) = 36) REFERENCES people (person) ON DELETE CASCADE,
    at_utc TEXT NOT NULL
) STRICT, WITHOUT ROWID;

DROP TRIGGER templates_need_live_consent;
CREATE TRIGGER templates_need_live_consent BEFORE INSERT ON templates
WHEN NOT EXISTS (
    SELECT 1 FROM consents JOIN people USING (person)
    WHERE consents.consent = NEW.consent AND consents.person = NEW.person AND consents.ended IS NULL
        AND consents.live_until_utc > NEW.created_utc AND people.objects = 0
        AND coalesce(people.erase_templates_utc > NEW.created_utc, 1)
        AND NOT EXISTS (SELECT 1 FROM refusals WHERE refusals.person = NEW.person)
)
BEGIN SELECT RAISE(ABORT, 'no template without a live consent'); END;

-- Random ids of people who were erased: no row of theirs comes back, from a backup or otherwise. What was to
-- happen to their marks is known here too: an old Zone R that is put back must not lose what a law keeps.
CREATE TABLE tombstones (
    person TEXT PRIMARY KEY CHECK (length(person) = 36),
    erased_utc TEXT NOT NULL,
    marks TEXT CHECK (marks IN ('keep', 'anonymise'))
) STRICT, WITHOUT ROWID;

CREATE TRIGGER erased_people_stay_erased BEFORE INSERT ON people
WHEN EXISTS (SELECT 1 FROM tombstones WHERE person = NEW.person)
BEGIN SELECT RAISE(ABORT, 'an erased person stays erased'); END;

-- Rules that act while nobody is signed in; copied from Zone R. NULL keeps.
CREATE TABLE retention (
    kind TEXT PRIMARY KEY CHECK (kind IN ('templates', 'logs')),
    days INTEGER CHECK (days >= 0)
) STRICT, WITHOUT ROWID;

-- Wrong passphrases that a slot's owner was not told of yet.
CREATE TABLE untold_tries (
    slot TEXT PRIMARY KEY CHECK (length(slot) = 36),
    tries INTEGER NOT NULL CHECK (tries > 0)
) STRICT, WITHOUT ROWID;

-- Work of the program's own: when it was done last, and a code of how it came out.
CREATE TABLE chores (
    chore TEXT PRIMARY KEY,
    last_utc TEXT NOT NULL,
    outcome TEXT NOT NULL
) STRICT, WITHOUT ROWID;
"""

# Cards, leaving, and what else the door must know of a session.
_VERSION_4 = """
ALTER TABLE sessions ADD COLUMN room TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN closes_after_minutes INTEGER CHECK (closes_after_minutes >= 0);
ALTER TABLE sessions ADD COLUMN has_departures INTEGER NOT NULL DEFAULT 0 CHECK (has_departures IN (0, 1));
ALTER TABLE sessions ADD COLUMN cooldown_minutes INTEGER NOT NULL DEFAULT 5 CHECK (cooldown_minutes >= 0);
ALTER TABLE sessions ADD COLUMN is_open INTEGER NOT NULL DEFAULT 0 CHECK (is_open IN (0, 1));
ALTER TABLE sessions ADD COLUMN cancelled_utc TEXT;
ALTER TABLE sessions ADD COLUMN cancelled_zone TEXT;
ALTER TABLE sessions ADD COLUMN cancelled_offset INTEGER;

ALTER TABLE today RENAME TO today_before;
DROP INDEX one_mark_a_session;
CREATE TABLE today (
    event TEXT PRIMARY KEY CHECK (length(event) = 36),
    session TEXT NOT NULL REFERENCES sessions (session) ON DELETE CASCADE,
    person TEXT NOT NULL REFERENCES people (person) ON DELETE CASCADE,
    state TEXT NOT NULL CHECK (state IN ('present', 'late')),
    method TEXT NOT NULL CHECK (method IN ('face', 'code', 'card')),
    day TEXT NOT NULL,
    at_utc TEXT NOT NULL, at_zone TEXT NOT NULL, at_offset INTEGER NOT NULL,
    taken_back INTEGER NOT NULL DEFAULT 0 CHECK (taken_back IN (0, 1))
) STRICT, WITHOUT ROWID;
INSERT INTO today SELECT event, session, person, state, method, day, at_utc, at_zone, at_offset, taken_back
FROM today_before;
DROP TABLE today_before;
CREATE UNIQUE INDEX one_mark_a_session ON today (session, person) WHERE taken_back = 0;

-- Today's leaving and coming back, of groups that write it down; cleared with today's marks.
CREATE TABLE passages (
    event TEXT PRIMARY KEY CHECK (length(event) = 36),
    session TEXT NOT NULL REFERENCES sessions (session) ON DELETE CASCADE,
    person TEXT NOT NULL REFERENCES people (person) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('departure', 'return')),
    method TEXT NOT NULL CHECK (method IN ('face', 'code', 'card')),
    day TEXT NOT NULL,
    at_utc TEXT NOT NULL, at_zone TEXT NOT NULL, at_offset INTEGER NOT NULL,
    taken_back INTEGER NOT NULL DEFAULT 0 CHECK (taken_back IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX passages_by_line ON passages (session, person);

-- Cards, as keyed tags of their random codes: the code itself is on the paper only.
CREATE TABLE cards (
    card TEXT PRIMARY KEY CHECK (length(card) = 36),
    person TEXT NOT NULL REFERENCES people (person) ON DELETE CASCADE,
    tag BLOB NOT NULL UNIQUE CHECK (length(tag) = 32),
    issued_utc TEXT NOT NULL,
    revoked_utc TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX cards_by_person ON cards (person);

-- Many cards within a few seconds at this door: when, and how many. Told on the desk, kept a week.
CREATE TABLE card_bursts (
    at_utc TEXT PRIMARY KEY,
    cards INTEGER NOT NULL CHECK (cards > 1)
) STRICT, WITHOUT ROWID;
"""

MIGRATIONS: Final = (_VERSION_1, _VERSION_2, _VERSION_3, _VERSION_4)
