-- Bundles in three formats, for one or more matters of a client, with a key of their own for the
-- client's answer, and the words a client keeps for all of them.

CREATE TABLE bundles_anew (
    id INTEGER PRIMARY KEY,
    public_id TEXT NOT NULL UNIQUE,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    number INTEGER NOT NULL CHECK (number >= 0), -- 0: a test bundle, outside the series
    format TEXT NOT NULL CHECK (format IN ('html', 'pdf', 'zip')),
    file_name TEXT NOT NULL,
    sha256 TEXT NOT NULL CHECK (length(sha256) = 64),
    size INTEGER NOT NULL CHECK (size > 0),
    letter TEXT NOT NULL,
    contents TEXT NOT NULL CHECK (json_valid(contents)), -- the manifest, without papers' bytes
    words_kind TEXT NOT NULL CHECK (words_kind IN ('fresh', 'standing', 'test')),
    reply_key BLOB CHECK (length(reply_key) = 32), -- P-256 scalar, big-endian
    reply_token BLOB CHECK (length(reply_token) = 32),
    made_on TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    opened_on TEXT,
    opened_how TEXT CHECK (opened_how IN ('told', 'reply')),
    CONSTRAINT an_answer_needs_key_and_token CHECK ((reply_key IS NULL) = (reply_token IS NULL))
) STRICT;
INSERT INTO bundles_anew (id, public_id, client_id, number, format, file_name, sha256, size, letter,
    contents, words_kind, made_on, made_at)
SELECT id, public_id, client_id, number, 'html', file_name, sha256, size, letter, '{}', 'fresh',
    made_on, made_at FROM bundles;

CREATE TABLE bundle_matters (
    bundle_id INTEGER NOT NULL REFERENCES bundles (id) ON DELETE RESTRICT,
    matter_id INTEGER NOT NULL REFERENCES matters (id) ON DELETE RESTRICT,
    PRIMARY KEY (bundle_id, matter_id)
) STRICT, WITHOUT ROWID;
INSERT INTO bundle_matters (bundle_id, matter_id) SELECT id, matter_id FROM bundles;
INSERT INTO row_counts (table_name, row_count)
SELECT 'bundle_matters', count(*) FROM bundle_matters HAVING count(*) > 0;

DROP TABLE bundles;
ALTER TABLE bundles_anew RENAME TO bundles;
CREATE UNIQUE INDEX one_bundle_per_number ON bundles (client_id, number) WHERE number > 0;
CREATE INDEX bundles_by_client ON bundles (client_id, id);
CREATE INDEX bundle_matters_by_matter ON bundle_matters (matter_id, bundle_id);
CREATE TRIGGER bundles_cannot_change BEFORE UPDATE OF id, public_id, client_id, number, format,
    file_name, sha256, size, letter, contents, words_kind, reply_key, reply_token, made_on, made_at
ON bundles
BEGIN SELECT RAISE(ABORT, 'bundles cannot change'); END;
CREATE TRIGGER the_opening_of_a_bundle_is_noted_once BEFORE UPDATE OF opened_on, opened_how ON bundles
WHEN old.opened_on IS NOT NULL
BEGIN SELECT RAISE(ABORT, 'the opening of a bundle is noted once'); END;
CREATE TRIGGER bundles_cannot_be_deleted BEFORE DELETE ON bundles
BEGIN SELECT RAISE(ABORT, 'bundles cannot be deleted'); END;

CREATE TABLE bundle_invoices (
    bundle_id INTEGER NOT NULL REFERENCES bundles (id) ON DELETE RESTRICT,
    invoice_id INTEGER NOT NULL REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    PRIMARY KEY (bundle_id, invoice_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER bundle_invoices_cannot_change BEFORE UPDATE ON bundle_invoices
BEGIN SELECT RAISE(ABORT, 'bundle contents cannot change'); END;

CREATE TABLE bundle_requests (
    bundle_id INTEGER NOT NULL REFERENCES bundles (id) ON DELETE RESTRICT,
    request_id INTEGER NOT NULL REFERENCES client_requests (id) ON DELETE RESTRICT,
    PRIMARY KEY (bundle_id, request_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER bundle_requests_cannot_change BEFORE UPDATE ON bundle_requests
BEGIN SELECT RAISE(ABORT, 'bundle contents cannot change'); END;

-- An update may change, or be deleted, until it is given: so its id is no foreign key, and `contents`
-- of the bundle keeps what it said.
CREATE TABLE bundle_updates (
    bundle_id INTEGER NOT NULL REFERENCES bundles (id) ON DELETE RESTRICT,
    update_id INTEGER NOT NULL,
    position INTEGER NOT NULL, -- of its words in the bundle, from 0
    PRIMARY KEY (bundle_id, update_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER bundle_updates_cannot_change BEFORE UPDATE ON bundle_updates
BEGIN SELECT RAISE(ABORT, 'bundle contents cannot change'); END;

-- Which billing terms a bundle told: a version of "How I bill", for the client or for a matter.
CREATE TABLE bundle_terms (
    bundle_id INTEGER NOT NULL REFERENCES bundles (id) ON DELETE RESTRICT,
    policy_id INTEGER NOT NULL REFERENCES billing_policies (id) ON DELETE RESTRICT,
    PRIMARY KEY (bundle_id, policy_id)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER bundle_terms_cannot_change BEFORE UPDATE ON bundle_terms
BEGIN SELECT RAISE(ABORT, 'bundle contents cannot change'); END;

ALTER TABLE bundle_deliveries ADD COLUMN person TEXT NOT NULL DEFAULT '';
ALTER TABLE bundle_deliveries ADD COLUMN words_channel TEXT NOT NULL DEFAULT ''; -- how the words went

CREATE TABLE standing_words (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    words TEXT NOT NULL CHECK (length(words) BETWEEN 10 AND 400),
    agreed_on TEXT NOT NULL,
    agreed_how TEXT NOT NULL CHECK (length(agreed_how) <= 300),
    ended_on TEXT,
    recorded_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX one_standing_passphrase_per_client ON standing_words (client_id)
    WHERE ended_on IS NULL;
CREATE INDEX standing_words_by_client ON standing_words (client_id, id);
CREATE TRIGGER standing_words_cannot_change BEFORE UPDATE ON standing_words
WHEN old.ended_on IS NOT NULL OR new.client_id <> old.client_id OR new.words <> old.words
    OR new.agreed_on <> old.agreed_on OR new.agreed_how <> old.agreed_how
BEGIN SELECT RAISE(ABORT, 'standing words can only end'); END;
CREATE TRIGGER standing_words_cannot_be_deleted BEFORE DELETE ON standing_words
BEGIN SELECT RAISE(ABORT, 'standing words are kept: they open older bundles'); END;
