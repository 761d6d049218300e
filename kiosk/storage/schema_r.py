"""Zone R, records.db: names, rosters, marks, consent, audit. Opens only with a person's passphrase.

Each entry of MIGRATIONS leads one version further; a released one is never changed.
"""

from typing import Final

_VERSION_1 = """
CREATE TABLE school (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    name TEXT NOT NULL,
    device TEXT NOT NULL CHECK (length(device) = 36),
    is_trial INTEGER NOT NULL CHECK (is_trial IN (0, 1)),
    zone TEXT NOT NULL,
    greeting TEXT NOT NULL,
    private_key BLOB NOT NULL CHECK (length(private_key) = 32)
) STRICT;

CREATE TABLE signers (
    signer TEXT PRIMARY KEY CHECK (length(signer) = 36),
    name TEXT NOT NULL,
    role TEXT NOT NULL CHECK (role IN ('teacher', 'admin')),
    removed_utc TEXT
) STRICT, WITHOUT ROWID;

CREATE TABLE classes (
    class TEXT PRIMARY KEY CHECK (length(class) = 36),
    name TEXT NOT NULL CHECK (length(name) > 0),
    name_key TEXT NOT NULL UNIQUE
) STRICT, WITHOUT ROWID;

CREATE TABLE people (
    person TEXT PRIMARY KEY CHECK (length(person) = 36),
    number TEXT NOT NULL UNIQUE CHECK (length(number) > 0),
    name TEXT NOT NULL CHECK (length(name) > 0),
    symbol TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE memberships (
    class TEXT NOT NULL REFERENCES classes (class),
    person TEXT NOT NULL REFERENCES people (person) ON DELETE CASCADE,
    joined_utc TEXT NOT NULL,
    left_utc TEXT,
    PRIMARY KEY (class, person),
    CHECK (left_utc IS NULL OR left_utc >= joined_utc)
) STRICT, WITHOUT ROWID;
CREATE INDEX memberships_by_person ON memberships (person);

CREATE TABLE consents (
    consent TEXT PRIMARY KEY CHECK (length(consent) = 36),
    person TEXT NOT NULL REFERENCES people (person) ON DELETE CASCADE,
    text TEXT NOT NULL CHECK (length(text) > 0),
    text_sha256 TEXT NOT NULL CHECK (length(text_sha256) = 64),
    given_by TEXT NOT NULL CHECK (length(given_by) > 0),
    given_utc TEXT NOT NULL, given_zone TEXT NOT NULL, given_offset INTEGER NOT NULL,
    live_until_utc TEXT NOT NULL, live_until_zone TEXT NOT NULL, live_until_offset INTEGER NOT NULL,
    withdrawn_utc TEXT, withdrawn_zone TEXT, withdrawn_offset INTEGER,
    CHECK (live_until_utc > given_utc),
    CHECK ((withdrawn_utc IS NULL) = (withdrawn_zone IS NULL)
        AND (withdrawn_utc IS NULL) = (withdrawn_offset IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX consents_by_person ON consents (person);

CREATE TRIGGER withdrawn_consents_stay_withdrawn BEFORE UPDATE ON consents
WHEN OLD.withdrawn_utc IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'a withdrawn consent stays withdrawn'); END;

CREATE TABLE sessions (
    session TEXT PRIMARY KEY CHECK (length(session) = 36),
    class TEXT NOT NULL REFERENCES classes (class),
    day TEXT NOT NULL,
    starts_utc TEXT NOT NULL, starts_zone TEXT NOT NULL, starts_offset INTEGER NOT NULL,
    ends_utc TEXT NOT NULL, ends_zone TEXT NOT NULL, ends_offset INTEGER NOT NULL,
    early_minutes INTEGER NOT NULL CHECK (early_minutes >= 0),
    late_after_minutes INTEGER NOT NULL CHECK (late_after_minutes >= 0),
    closed_utc TEXT, closed_zone TEXT, closed_offset INTEGER,
    CHECK (ends_utc > starts_utc),
    CHECK ((closed_utc IS NULL) = (closed_zone IS NULL) AND (closed_utc IS NULL) = (closed_offset IS NULL)),
    UNIQUE (class, starts_utc, ends_utc)
) STRICT, WITHOUT ROWID;
CREATE INDEX sessions_by_day ON sessions (day);

-- People whose rows may be deleted in the transaction that is running: erasure, and nothing else.
CREATE TABLE erasing (person TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;

-- A register's events. How they add up is kiosk.domain.marks.standing.
CREATE TABLE marks (
    event TEXT PRIMARY KEY CHECK (length(event) = 36),
    kind TEXT NOT NULL CHECK (kind IN ('arrival', 'void', 'correction', 'closing')),
    session TEXT NOT NULL REFERENCES sessions (session),
    person TEXT NOT NULL REFERENCES people (person),
    state TEXT NOT NULL CHECK (state IN ('unmarked', 'present', 'late', 'absent', 'excused')),
    method TEXT NOT NULL CHECK (method IN ('face', 'code', 'teacher', 'closing')),
    source TEXT CHECK (source IN ('camera', 'file', 'folder', 'synthetic')),
    at_utc TEXT NOT NULL, at_zone TEXT NOT NULL, at_offset INTEGER NOT NULL,
    device TEXT NOT NULL CHECK (length(device) = 36),
    sequence INTEGER NOT NULL CHECK (sequence >= 0),
    actor TEXT REFERENCES signers (signer),
    voids TEXT CHECK (length(voids) = 36),
    note TEXT NOT NULL,
    clock_stepped INTEGER NOT NULL CHECK (clock_stepped IN (0, 1)),
    CHECK ((kind = 'void') = (voids IS NOT NULL)),
    CHECK (kind <> 'arrival' OR state IN ('present', 'late')),
    CHECK (kind <> 'arrival' OR (method = 'face') = (source IS NOT NULL)),
    CHECK (kind <> 'correction' OR actor IS NOT NULL)
) STRICT, WITHOUT ROWID;
CREATE INDEX marks_by_line ON marks (session, person);
CREATE INDEX marks_by_person ON marks (person);

CREATE TRIGGER marks_do_not_change BEFORE UPDATE ON marks
BEGIN SELECT RAISE(ABORT, 'mark events do not change'); END;

CREATE TRIGGER marks_go_by_erasure BEFORE DELETE ON marks
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE person = OLD.person)
BEGIN SELECT RAISE(ABORT, 'mark events are append-only'); END;

CREATE TABLE audit (
    sequence INTEGER PRIMARY KEY CHECK (sequence > 0),
    at_utc TEXT NOT NULL, at_zone TEXT NOT NULL, at_offset INTEGER NOT NULL,
    actor TEXT,
    action TEXT NOT NULL,
    subjects TEXT NOT NULL CHECK (json_valid(subjects)),
    detail TEXT NOT NULL,
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;

CREATE TRIGGER audit_does_not_change BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'audit rows do not change'); END;
CREATE TRIGGER audit_is_append_only BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'audit rows are append-only'); END;

-- First key of each run of the outbox's ratchet, from which every event of that run can be checked.
CREATE TABLE epochs (
    device TEXT NOT NULL CHECK (length(device) = 36),
    epoch INTEGER NOT NULL CHECK (epoch > 0),
    first_sequence INTEGER NOT NULL CHECK (first_sequence > 0),
    first_head BLOB NOT NULL CHECK (length(first_head) = 32),
    first_key BLOB NOT NULL CHECK (length(first_key) = 32),
    PRIMARY KEY (device, epoch)
) STRICT, WITHOUT ROWID;

-- How far a device's outbox has been drained.
CREATE TABLE drained (
    device TEXT PRIMARY KEY CHECK (length(device) = 36),
    epoch INTEGER NOT NULL,
    batch_from INTEGER NOT NULL,
    next_sequence INTEGER NOT NULL,
    head BLOB NOT NULL CHECK (length(head) = 32)
) STRICT, WITHOUT ROWID;

-- The hash of each row drained: a row that comes again, after a crash or by somebody's hand, is known.
CREATE TABLE drained_rows (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
    device TEXT NOT NULL,
    sequence INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Rows that were altered or cannot be read, kept as evidence.
CREATE TABLE quarantine (
    hash BLOB PRIMARY KEY CHECK (length(hash) = 32),
    device TEXT NOT NULL,
    sequence INTEGER NOT NULL,
    reason TEXT NOT NULL,
    sealed BLOB NOT NULL
) STRICT, WITHOUT ROWID;
"""

# Who may sign in, on what ground data are held, what goes when, and what was erased.
_VERSION_2 = """
-- The number that tells one's own slot from others'. Nobody's for rows from before, until they sign in.
ALTER TABLE signers ADD COLUMN number INTEGER NOT NULL DEFAULT 0 CHECK (number >= 0);
ALTER TABLE signers ADD COLUMN added_utc TEXT;

CREATE TABLE teaches (
    signer TEXT NOT NULL REFERENCES signers (signer),
    class TEXT NOT NULL REFERENCES classes (class) ON DELETE CASCADE,
    PRIMARY KEY (signer, class)
) STRICT, WITHOUT ROWID;

-- Legal bases, each until a newer one of its purpose.
CREATE TABLE bases (
    purpose TEXT NOT NULL CHECK (purpose IN ('face', 'attendance')),
    kind TEXT NOT NULL CHECK (kind IN
        ('consent', 'legal-obligation', 'public-task', 'contract', 'legitimate-interest', 'other')),
    reference TEXT NOT NULL CHECK (kind = 'consent' OR length(reference) > 0),
    since_utc TEXT NOT NULL, since_zone TEXT NOT NULL, since_offset INTEGER NOT NULL,
    actor TEXT REFERENCES signers (signer),
    PRIMARY KEY (purpose, since_utc)
) STRICT, WITHOUT ROWID;

CREATE TABLE consent_texts (
    version INTEGER PRIMARY KEY CHECK (version > 0),
    text TEXT NOT NULL CHECK (length(text) > 0),
    text_sha256 TEXT NOT NULL CHECK (length(text_sha256) = 64),
    since_utc TEXT NOT NULL
) STRICT;

ALTER TABLE consents ADD COLUMN relation TEXT NOT NULL DEFAULT 'unknown'
    CHECK (relation IN ('self', 'guardian', 'representative', 'basis', 'unknown'));
ALTER TABLE consents ADD COLUMN text_version TEXT NOT NULL DEFAULT '';

ALTER TABLE people ADD COLUMN left_utc TEXT;
ALTER TABLE people ADD COLUMN left_zone TEXT;
ALTER TABLE people ADD COLUMN left_offset INTEGER;
-- Erased: a leaver whose name and marks had to be kept, or a line that stands for nobody any more. Neither is
-- copied to Zone K.
ALTER TABLE people ADD COLUMN is_erased INTEGER NOT NULL DEFAULT 0 CHECK (is_erased IN (0, 1));

-- A no. It holds until whoever raised it lifts it.
CREATE TABLE objections (
    objection TEXT PRIMARY KEY CHECK (length(objection) = 36),
    person TEXT NOT NULL REFERENCES people (person) ON DELETE CASCADE,
    relation TEXT NOT NULL CHECK (relation IN ('self', 'guardian', 'representative')),
    raised_utc TEXT NOT NULL, raised_zone TEXT NOT NULL, raised_offset INTEGER NOT NULL,
    lifted_utc TEXT, lifted_zone TEXT, lifted_offset INTEGER,
    CHECK ((lifted_utc IS NULL) = (lifted_zone IS NULL) AND (lifted_utc IS NULL) = (lifted_offset IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX objections_by_person ON objections (person);

-- Days; NULL keeps. A kind without a row has the default of kiosk.domain.privacy.
CREATE TABLE retention (
    kind TEXT PRIMARY KEY CHECK (kind IN ('templates', 'marks', 'audit', 'logs')),
    days INTEGER CHECK (days >= 0)
) STRICT, WITHOUT ROWID;

CREATE TABLE tombstones (
    person TEXT PRIMARY KEY CHECK (length(person) = 36),
    erased_utc TEXT NOT NULL,
    marks TEXT NOT NULL CHECK (marks IN ('keep', 'anonymise'))
) STRICT, WITHOUT ROWID;

-- Marks that go because their time is over: sessions named here may lose their rows in this transaction.
CREATE TABLE expiring (session TEXT PRIMARY KEY) STRICT, WITHOUT ROWID;
DROP TRIGGER marks_go_by_erasure;
CREATE TRIGGER marks_go_by_erasure BEFORE DELETE ON marks
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE person = OLD.person)
    AND NOT EXISTS (SELECT 1 FROM expiring WHERE session = OLD.session)
BEGIN SELECT RAISE(ABORT, 'mark events are append-only'); END;

-- Where the audit begins since its retention took the older rows away: the last number gone, and its hash.
CREATE TABLE audit_start (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    hash BLOB NOT NULL CHECK (length(hash) = 32)
) STRICT;
DROP TRIGGER audit_is_append_only;
CREATE TRIGGER audit_is_append_only BEFORE DELETE ON audit
WHEN OLD.sequence > coalesce((SELECT sequence FROM audit_start), 0)
BEGIN SELECT RAISE(ABORT, 'audit rows are append-only'); END;
CREATE INDEX audit_by_action ON audit (action);

-- A key pair on its way into Zone K, there only while keys are being rotated; the run it comes with.
CREATE TABLE next_pair (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    private_key BLOB NOT NULL CHECK (length(private_key) = 32),
    epoch INTEGER
) STRICT;

-- Backups that were opened again and checked, or not yet.
CREATE TABLE backups (
    name TEXT PRIMARY KEY,
    made_utc TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    verified_utc TEXT,
    problem TEXT NOT NULL DEFAULT ''
) STRICT, WITHOUT ROWID;

CREATE TABLE chores (
    chore TEXT PRIMARY KEY,
    last_utc TEXT NOT NULL, last_zone TEXT NOT NULL, last_offset INTEGER NOT NULL,
    outcome TEXT NOT NULL,
    figures TEXT NOT NULL CHECK (json_valid(figures))
) STRICT, WITHOUT ROWID;
"""

# The register: kinds of groups, timetable, more states and ways in, what rules find, and what is remembered.
_VERSION_3 = """
-- What holds for a group's new sessions; NULL takes the school's setting.
ALTER TABLE classes ADD COLUMN kind TEXT NOT NULL DEFAULT 'class'
    CHECK (kind IN ('class', 'team', 'shift', 'event'));
ALTER TABLE classes ADD COLUMN room TEXT NOT NULL DEFAULT '';
ALTER TABLE classes ADD COLUMN early_minutes INTEGER CHECK (early_minutes >= 0);
ALTER TABLE classes ADD COLUMN late_after_minutes INTEGER CHECK (late_after_minutes >= 0);
ALTER TABLE classes ADD COLUMN closes_after_minutes INTEGER CHECK (closes_after_minutes >= 0);
ALTER TABLE classes ADD COLUMN has_departures INTEGER NOT NULL DEFAULT 0 CHECK (has_departures IN (0, 1));
ALTER TABLE classes ADD COLUMN cooldown_minutes INTEGER NOT NULL DEFAULT 5 CHECK (cooldown_minutes >= 0);
ALTER TABLE classes ADD COLUMN is_open INTEGER NOT NULL DEFAULT 0 CHECK (is_open IN (0, 1));
ALTER TABLE classes ADD COLUMN closing TEXT NOT NULL DEFAULT 'absent'
    CHECK (closing IN ('absent', 'unmarked', 'excused', 'not-required'));
ALTER TABLE classes ADD COLUMN code_set TEXT NOT NULL DEFAULT 'plain';

ALTER TABLE people ADD COLUMN kind TEXT NOT NULL DEFAULT 'member' CHECK (kind IN ('member', 'visitor'));
-- For letters; '' takes the school's.
ALTER TABLE people ADD COLUMN language TEXT NOT NULL DEFAULT '';

-- Somebody may leave a group and come back: a list of the past stays as it was.
DROP INDEX memberships_by_person;
ALTER TABLE memberships RENAME TO memberships_before;
CREATE TABLE memberships (
    class TEXT NOT NULL REFERENCES classes (class),
    person TEXT NOT NULL REFERENCES people (person) ON DELETE CASCADE,
    joined_utc TEXT NOT NULL,
    left_utc TEXT,
    PRIMARY KEY (class, person, joined_utc),
    CHECK (left_utc IS NULL OR left_utc >= joined_utc)
) STRICT, WITHOUT ROWID;
INSERT INTO memberships SELECT class, person, joined_utc, left_utc FROM memberships_before;
DROP TABLE memberships_before;
CREATE INDEX memberships_by_person ON memberships (person);
CREATE UNIQUE INDEX one_membership_at_once ON memberships (class, person) WHERE left_utc IS NULL;

CREATE TABLE terms (
    term TEXT PRIMARY KEY CHECK (length(term) = 36),
    name TEXT NOT NULL CHECK (length(name) > 0),
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    CHECK (last >= first)
) STRICT, WITHOUT ROWID;

CREATE TABLE holidays (
    holiday TEXT PRIMARY KEY CHECK (length(holiday) = 36),
    name TEXT NOT NULL CHECK (length(name) > 0),
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    CHECK (last >= first)
) STRICT, WITHOUT ROWID;

-- The weekly timetable. Wall-clock times of the school's zone; ends not later than starts: the next day.
CREATE TABLE lessons (
    lesson TEXT PRIMARY KEY CHECK (length(lesson) = 36),
    class TEXT NOT NULL REFERENCES classes (class) ON DELETE CASCADE,
    weekday INTEGER NOT NULL CHECK (weekday BETWEEN 0 AND 6),
    starts TEXT NOT NULL CHECK (length(starts) = 5),
    ends TEXT NOT NULL CHECK (length(ends) = 5),
    first TEXT NOT NULL,
    last TEXT NOT NULL,
    every_weeks INTEGER NOT NULL DEFAULT 1 CHECK (every_weeks IN (1, 2)),
    room TEXT NOT NULL DEFAULT '',
    CHECK (last >= first)
) STRICT, WITHOUT ROWID;
CREATE INDEX lessons_by_class ON lessons (class);

ALTER TABLE sessions ADD COLUMN lesson TEXT;
ALTER TABLE sessions ADD COLUMN room TEXT NOT NULL DEFAULT '';
ALTER TABLE sessions ADD COLUMN closes_after_minutes INTEGER CHECK (closes_after_minutes >= 0);
ALTER TABLE sessions ADD COLUMN has_departures INTEGER NOT NULL DEFAULT 0 CHECK (has_departures IN (0, 1));
ALTER TABLE sessions ADD COLUMN cooldown_minutes INTEGER NOT NULL DEFAULT 5 CHECK (cooldown_minutes >= 0);
ALTER TABLE sessions ADD COLUMN is_open INTEGER NOT NULL DEFAULT 0 CHECK (is_open IN (0, 1));
ALTER TABLE sessions ADD COLUMN cancelled_utc TEXT;
ALTER TABLE sessions ADD COLUMN cancelled_zone TEXT;
ALTER TABLE sessions ADD COLUMN cancelled_offset INTEGER;
CREATE INDEX sessions_by_class ON sessions (class, day);
CREATE INDEX sessions_by_lesson ON sessions (lesson) WHERE lesson IS NOT NULL;

-- More states, ways in and kinds of events than the first table allowed. Compared one by one: for a list of
-- more than two SQLite makes a table each time, which made a row five times as slow.
DROP TRIGGER marks_do_not_change;
DROP TRIGGER marks_go_by_erasure;
ALTER TABLE marks RENAME TO marks_before;
DROP INDEX marks_by_line;
DROP INDEX marks_by_person;
CREATE TABLE marks (
    event TEXT PRIMARY KEY CHECK (length(event) = 36),
    kind TEXT NOT NULL CHECK (
        kind = 'arrival' OR kind = 'void' OR kind = 'correction' OR kind = 'closing'
        OR kind = 'departure' OR kind = 'return'),
    session TEXT NOT NULL REFERENCES sessions (session),
    person TEXT NOT NULL REFERENCES people (person),
    state TEXT NOT NULL CHECK (
        state = 'unmarked' OR state = 'present' OR state = 'late' OR state = 'absent'
        OR state = 'excused' OR state = 'left-early' OR state = 'not-required'),
    method TEXT NOT NULL CHECK (
        method = 'face' OR method = 'code' OR method = 'card' OR method = 'teacher'
        OR method = 'closing'),
    source TEXT CHECK (
        source = 'camera' OR source = 'file' OR source = 'folder' OR source = 'synthetic'),
    at_utc TEXT NOT NULL, at_zone TEXT NOT NULL, at_offset INTEGER NOT NULL,
    device TEXT NOT NULL CHECK (length(device) = 36),
    sequence INTEGER NOT NULL CHECK (sequence >= 0),
    actor TEXT REFERENCES signers (signer),
    voids TEXT CHECK (length(voids) = 36),
    note TEXT NOT NULL,
    clock_stepped INTEGER NOT NULL CHECK (clock_stepped IN (0, 1)),
    code TEXT NOT NULL DEFAULT '',
    minutes INTEGER CHECK (minutes >= 0),
    CHECK ((kind = 'void') = (voids IS NOT NULL)),
    CHECK (kind <> 'arrival' OR state IN ('present', 'late')),
    CHECK (kind NOT IN ('departure', 'return') OR state = 'unmarked'),
    CHECK (kind <> 'arrival' OR (method IN ('face', 'card')) = (source IS NOT NULL)),
    CHECK (kind <> 'correction' OR actor IS NOT NULL)
) STRICT, WITHOUT ROWID;
INSERT INTO marks (event, kind, session, person, state, method, source, at_utc, at_zone, at_offset, device,
    sequence, actor, voids, note, clock_stepped)
SELECT event, kind, session, person, state, method, source, at_utc, at_zone, at_offset, device, sequence,
    actor, voids, note, clock_stepped FROM marks_before;
DROP TABLE marks_before;
CREATE INDEX marks_by_line ON marks (session, person);
CREATE INDEX marks_by_person ON marks (person);
CREATE TRIGGER marks_do_not_change BEFORE UPDATE ON marks
BEGIN SELECT RAISE(ABORT, 'mark events do not change'); END;
CREATE TRIGGER marks_go_by_erasure BEFORE DELETE ON marks
WHEN NOT EXISTS (SELECT 1 FROM erasing WHERE person = OLD.person)
    AND NOT EXISTS (SELECT 1 FROM expiring WHERE session = OLD.session)
BEGIN SELECT RAISE(ABORT, 'mark events are append-only'); END;

-- What each line of a register says now: standing() of its events, kept so that a term is read in seconds.
-- Nothing here is a source: whatever is in stale_lines is added up again before it is read.
CREATE TABLE lines (
    session TEXT NOT NULL REFERENCES sessions (session) ON DELETE CASCADE,
    person TEXT NOT NULL REFERENCES people (person) ON DELETE CASCADE,
    state TEXT NOT NULL,
    code TEXT NOT NULL,
    method TEXT,
    event TEXT,
    at_utc TEXT, at_zone TEXT, at_offset INTEGER,
    arrived_utc TEXT, arrived_zone TEXT, arrived_offset INTEGER,
    left_utc TEXT, left_zone TEXT, left_offset INTEGER,
    minutes_late INTEGER NOT NULL DEFAULT 0,
    minutes INTEGER,
    note TEXT NOT NULL,
    is_flagged INTEGER NOT NULL CHECK (is_flagged IN (0, 1)),
    needs_look INTEGER NOT NULL DEFAULT 0 CHECK (needs_look IN (0, 1)),
    PRIMARY KEY (session, person)
) STRICT, WITHOUT ROWID;
-- What the rules read of somebody's lines is all in here.
CREATE INDEX lines_by_person ON lines (person, state, code);
CREATE TABLE stale_lines (
    session TEXT NOT NULL,
    person TEXT NOT NULL,
    PRIMARY KEY (session, person)
) STRICT, WITHOUT ROWID;
INSERT INTO stale_lines (session, person) SELECT DISTINCT session, person FROM marks;
CREATE TRIGGER new_marks_make_lines_stale AFTER INSERT ON marks
BEGIN INSERT OR IGNORE INTO stale_lines (session, person) VALUES (NEW.session, NEW.person); END;
CREATE TRIGGER gone_marks_make_lines_stale AFTER DELETE ON marks
BEGIN INSERT OR IGNORE INTO stale_lines (session, person) VALUES (OLD.session, OLD.person); END;

-- How late somebody was is counted from the session's times.
CREATE TRIGGER moved_sessions_make_lines_stale AFTER UPDATE ON sessions
WHEN OLD.starts_utc <> NEW.starts_utc OR OLD.late_after_minutes <> NEW.late_after_minutes
BEGIN
    INSERT OR IGNORE INTO stale_lines (session, person)
    SELECT DISTINCT session, person FROM marks WHERE session = NEW.session;
END;

-- Marks by a code or a card that a teacher has looked at.
CREATE TABLE looked_at (
    event TEXT PRIMARY KEY REFERENCES marks (event) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE TRIGGER looking_makes_lines_stale AFTER INSERT ON looked_at
BEGIN
    INSERT OR IGNORE INTO stale_lines (session, person)
    SELECT session, person FROM marks WHERE event = NEW.event;
END;

-- A school's own letters for the codes of a set; what they mean stays the set's.
CREATE TABLE acronyms (
    code_set TEXT NOT NULL,
    code TEXT NOT NULL,
    acronym TEXT NOT NULL CHECK (length(acronym) BETWEEN 1 AND 8),
    PRIMARY KEY (code_set, code)
) STRICT, WITHOUT ROWID;

-- Which column of a file is what, by the file's titles.
CREATE TABLE import_mappings (
    kind TEXT NOT NULL CHECK (kind IN ('roster', 'timetable')),
    titles TEXT NOT NULL,
    mapping TEXT NOT NULL CHECK (json_valid(mapping)),
    PRIMARY KEY (kind, titles)
) STRICT, WITHOUT ROWID;

-- People about whom something was written since the rules looked at them last. Coming on time finds nobody.
CREATE TABLE to_look_at (
    person TEXT PRIMARY KEY REFERENCES people (person) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO to_look_at (person) SELECT DISTINCT person FROM marks;
CREATE TRIGGER new_marks_are_looked_at AFTER INSERT ON marks
WHEN NEW.kind NOT IN ('departure', 'return') AND NOT (NEW.kind = 'arrival' AND NEW.state = 'present')
BEGIN INSERT OR IGNORE INTO to_look_at (person) VALUES (NEW.person); END;
CREATE TRIGGER gone_marks_are_looked_at AFTER DELETE ON marks
WHEN OLD.kind NOT IN ('departure', 'return') AND NOT (OLD.kind = 'arrival' AND OLD.state = 'present')
BEGIN INSERT OR IGNORE INTO to_look_at (person) VALUES (OLD.person); END;
CREATE TRIGGER cancelled_sessions_are_looked_at AFTER UPDATE OF cancelled_utc ON sessions
WHEN (OLD.cancelled_utc IS NULL) <> (NEW.cancelled_utc IS NULL)
BEGIN INSERT OR IGNORE INTO to_look_at (person) SELECT person FROM marks WHERE session = NEW.session; END;

CREATE TABLE follow_rules (
    rule TEXT PRIMARY KEY CHECK (length(rule) = 36),
    kind TEXT NOT NULL CHECK (kind IN ('absent-in-a-row', 'rate-below', 'late-times')),
    threshold INTEGER NOT NULL CHECK (threshold > 0),
    window INTEGER NOT NULL CHECK (window > 0),
    is_active INTEGER NOT NULL DEFAULT 1 CHECK (is_active IN (0, 1))
) STRICT, WITHOUT ROWID;

CREATE TABLE follow_ups (
    follow_up TEXT PRIMARY KEY CHECK (length(follow_up) = 36),
    rule TEXT NOT NULL REFERENCES follow_rules (rule) ON DELETE CASCADE,
    person TEXT NOT NULL REFERENCES people (person) ON DELETE CASCADE,
    since TEXT NOT NULL,
    figures TEXT NOT NULL CHECK (json_valid(figures)),
    state TEXT NOT NULL CHECK (state IN ('new', 'contacted', 'closed')),
    UNIQUE (rule, person, since)
) STRICT, WITHOUT ROWID;
CREATE INDEX follow_ups_by_person ON follow_ups (person);

CREATE TABLE follow_up_steps (
    follow_up TEXT NOT NULL REFERENCES follow_ups (follow_up) ON DELETE CASCADE,
    at_utc TEXT NOT NULL, at_zone TEXT NOT NULL, at_offset INTEGER NOT NULL,
    state TEXT NOT NULL,
    actor TEXT REFERENCES signers (signer),
    note TEXT NOT NULL,
    PRIMARY KEY (follow_up, at_utc)
) STRICT, WITHOUT ROWID;

CREATE TABLE letters (
    letter TEXT PRIMARY KEY CHECK (length(letter) = 36),
    name TEXT NOT NULL CHECK (length(name) > 0),
    language TEXT NOT NULL,
    subject TEXT NOT NULL,
    body TEXT NOT NULL CHECK (length(body) > 0),
    UNIQUE (name, language)
) STRICT, WITHOUT ROWID;

-- The school's choices that are told to nobody but whoever signs in.
ALTER TABLE school ADD COLUMN shows_names_on_board INTEGER NOT NULL DEFAULT 0
    CHECK (shows_names_on_board IN (0, 1));
"""

MIGRATIONS: Final = (_VERSION_1, _VERSION_2, _VERSION_3)
