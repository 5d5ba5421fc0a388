-- What comes back from clients. A reply waits in quarantine, sealed, until the lawyer has filed or
-- rejected each part of it. A file that was refused is kept aside, byte for byte, until it is deleted.

CREATE TABLE replies (
    id INTEGER PRIMARY KEY,
    bundle_id INTEGER NOT NULL REFERENCES bundles (id) ON DELETE RESTRICT,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    sequence INTEGER NOT NULL CHECK (sequence > 0),
    written_at INTEGER NOT NULL, -- by the client's clock, UTC seconds
    received_at INTEGER NOT NULL,
    file_sha256 TEXT NOT NULL UNIQUE CHECK (length(file_sha256) = 64),
    file_size INTEGER NOT NULL CHECK (file_size > 0),
    closed_at INTEGER,
    UNIQUE (bundle_id, sequence)
) STRICT;
CREATE INDEX open_replies ON replies (received_at) WHERE closed_at IS NULL;
CREATE TRIGGER replies_cannot_change BEFORE UPDATE ON replies
WHEN new.bundle_id <> old.bundle_id OR new.sequence <> old.sequence
    OR new.file_sha256 <> old.file_sha256
BEGIN SELECT RAISE(ABORT, 'replies cannot change'); END;
CREATE TRIGGER replies_cannot_be_deleted BEFORE DELETE ON replies
BEGIN SELECT RAISE(ABORT, 'replies cannot be deleted'); END;

-- One thing the client said: a message, an answer, a word on an invoice, contact data, or a file.
CREATE TABLE reply_items (
    id INTEGER PRIMARY KEY,
    reply_id INTEGER NOT NULL REFERENCES replies (id) ON DELETE RESTRICT,
    position INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('message', 'answer', 'invoice', 'contact', 'file')),
    content TEXT NOT NULL CHECK (json_valid(content)),
    request_id INTEGER REFERENCES client_requests (id) ON DELETE RESTRICT,
    invoice_id INTEGER REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    state TEXT NOT NULL CHECK (state IN ('waiting', 'filed', 'rejected')),
    decided_at INTEGER,
    filed_as TEXT NOT NULL, -- what it became: 'document', 'message', 'request', 'dispute', 'contact'
    filed_id INTEGER,
    UNIQUE (reply_id, position),
    CONSTRAINT a_decision_has_its_moment CHECK ((state = 'waiting') = (decided_at IS NULL))
) STRICT;
CREATE TRIGGER decided_reply_items_cannot_change BEFORE UPDATE ON reply_items
WHEN old.state <> 'waiting' OR new.content <> old.content
BEGIN SELECT RAISE(ABORT, 'what was decided of a reply cannot change'); END;
CREATE TRIGGER reply_items_cannot_be_deleted BEFORE DELETE ON reply_items
BEGIN SELECT RAISE(ABORT, 'parts of a reply cannot be deleted'); END;

CREATE TABLE reply_files (
    item_id INTEGER PRIMARY KEY REFERENCES reply_items (id) ON DELETE RESTRICT,
    name TEXT NOT NULL CHECK (length(name) BETWEEN 1 AND 300),
    media_type TEXT NOT NULL, -- by its first bytes, not by what the client's computer said
    warnings TEXT NOT NULL CHECK (json_valid(warnings)),
    plain_sha256 TEXT NOT NULL CHECK (length(plain_sha256) = 64),
    plain_size INTEGER NOT NULL CHECK (plain_size >= 0),
    sealed_name TEXT NOT NULL UNIQUE,
    sealed_sha256 TEXT NOT NULL CHECK (length(sealed_sha256) = 64),
    sealed_size INTEGER NOT NULL CHECK (sealed_size > 0)
) STRICT;

CREATE TABLE refused_files (
    id INTEGER PRIMARY KEY,
    received_at INTEGER NOT NULL,
    file_name TEXT NOT NULL CHECK (length(file_name) BETWEEN 1 AND 300),
    reason TEXT NOT NULL,
    plain_sha256 TEXT NOT NULL CHECK (length(plain_sha256) = 64),
    plain_size INTEGER NOT NULL CHECK (plain_size >= 0),
    sealed_name TEXT NOT NULL UNIQUE,
    sealed_sha256 TEXT NOT NULL CHECK (length(sealed_sha256) = 64),
    sealed_size INTEGER NOT NULL CHECK (sealed_size > 0)
) STRICT;

ALTER TABLE messages ADD COLUMN reply_id INTEGER REFERENCES replies (id) ON DELETE RESTRICT;
ALTER TABLE practice ADD COLUMN reply_folder TEXT NOT NULL DEFAULT ''; -- watched for replies
