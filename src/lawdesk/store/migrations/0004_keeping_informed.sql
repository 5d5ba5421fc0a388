-- Keeping the client informed: updates, the communication log, requests, and snippets to write with.

ALTER TABLE matters ADD COLUMN update_interval_days INTEGER NOT NULL DEFAULT 30
    CHECK (update_interval_days BETWEEN 0 AND 366); -- 0: nobody is reminded
ALTER TABLE matters ADD COLUMN sensitivity TEXT NOT NULL DEFAULT 'ordinary'
    CHECK (sensitivity IN ('ordinary', 'sensitive', 'secret'));

CREATE TABLE updates (
    id INTEGER PRIMARY KEY,
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    dated_on TEXT NOT NULL,
    happened TEXT NOT NULL CHECK (length(happened) <= 20000),
    next TEXT NOT NULL CHECK (length(next) <= 20000),
    needed TEXT NOT NULL CHECK (length(needed) <= 20000),
    written_at INTEGER NOT NULL,
    given_on TEXT,
    channel TEXT,
    bundle_id INTEGER REFERENCES bundles (id) ON DELETE RESTRICT,
    CONSTRAINT a_given_update_has_a_channel CHECK ((given_on IS NULL) = (channel IS NULL))
) STRICT;
CREATE INDEX updates_by_matter ON updates (matter_id, dated_on, id);
CREATE INDEX given_updates ON updates (matter_id, given_on) WHERE given_on IS NOT NULL;
CREATE INDEX updates_by_bundle ON updates (bundle_id) WHERE bundle_id IS NOT NULL;
CREATE TRIGGER given_updates_cannot_change BEFORE UPDATE ON updates WHEN old.given_on IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an update that was given cannot change'); END;
CREATE TRIGGER given_updates_cannot_be_deleted BEFORE DELETE ON updates
WHEN old.given_on IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'an update that was given cannot be deleted'); END;

CREATE TABLE messages (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    matter_id INTEGER REFERENCES matters (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('call', 'mail', 'letter', 'meeting', 'bundle', 'reply',
        'other')),
    direction TEXT NOT NULL CHECK (direction IN ('in', 'out', 'both')),
    happened_on TEXT NOT NULL,
    person TEXT NOT NULL CHECK (length(person) <= 300),
    text TEXT NOT NULL CHECK (length(text) <= 20000),
    agreed TEXT NOT NULL CHECK (length(agreed) <= 5000),
    spent_seconds INTEGER NOT NULL CHECK (spent_seconds BETWEEN 0 AND 360000),
    entry_id INTEGER UNIQUE REFERENCES time_entries (id) ON DELETE RESTRICT,
    bundle_id INTEGER REFERENCES bundles (id) ON DELETE RESTRICT,
    recorded_at INTEGER NOT NULL,
    deleted_at INTEGER
) STRICT;
CREATE INDEX messages_by_matter ON messages (matter_id, happened_on, id);
CREATE INDEX messages_by_client ON messages (client_id, happened_on, id);
CREATE INDEX messages_to_clients ON messages (matter_id, happened_on)
    WHERE direction <> 'in' AND deleted_at IS NULL;
CREATE TRIGGER messages_cannot_be_deleted BEFORE DELETE ON messages
BEGIN SELECT RAISE(ABORT, 'messages are marked as deleted, not removed'); END;

CREATE TABLE client_requests (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    wants TEXT NOT NULL CHECK (wants IN ('papers', 'answer')),
    title TEXT NOT NULL CHECK (length(trim(title)) BETWEEN 1 AND 300),
    detail TEXT NOT NULL CHECK (length(detail) <= 5000),
    asked_on TEXT NOT NULL,
    due_on TEXT,
    closed_on TEXT,
    outcome TEXT CHECK (outcome IN ('done', 'withdrawn')),
    answer TEXT NOT NULL CHECK (length(answer) <= 20000),
    recorded_at INTEGER NOT NULL,
    CONSTRAINT a_closed_request_has_an_outcome CHECK ((closed_on IS NULL) = (outcome IS NULL))
) STRICT;
CREATE INDEX client_requests_by_matter ON client_requests (matter_id, asked_on);
CREATE INDEX open_client_requests ON client_requests (due_on) WHERE closed_on IS NULL;

CREATE TABLE request_documents (
    request_id INTEGER NOT NULL REFERENCES client_requests (id) ON DELETE RESTRICT,
    document_id INTEGER NOT NULL REFERENCES documents (id) ON DELETE RESTRICT,
    PRIMARY KEY (request_id, document_id)
) STRICT, WITHOUT ROWID;

-- Words to write updates with. One of kind 'update' is the template of its practice area and
-- language: its text holds the three parts, one after another, parted by lines of "---".
CREATE TABLE snippets (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('snippet', 'update')),
    area TEXT NOT NULL,
    language TEXT NOT NULL CHECK (length(language) = 2),
    title TEXT NOT NULL CHECK (length(trim(title)) BETWEEN 1 AND 200),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 20000),
    changed_at INTEGER NOT NULL,
    archived_at INTEGER
) STRICT;
