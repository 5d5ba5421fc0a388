-- Letters and agreements from templates, on the practice's letterhead.

CREATE TABLE letter_templates (
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL CHECK (kind IN ('letter', 'agreement')),
    area TEXT NOT NULL,
    language TEXT NOT NULL CHECK (length(language) = 2),
    title TEXT NOT NULL CHECK (length(trim(title)) BETWEEN 1 AND 200),
    subject TEXT NOT NULL CHECK (length(subject) <= 300),
    text TEXT NOT NULL CHECK (length(text) BETWEEN 1 AND 200000),
    changed_at INTEGER NOT NULL,
    archived_at INTEGER
) STRICT;

-- The last row is in force. Older ones stay for as long as something issued was drawn with them.
CREATE TABLE letterheads (
    id INTEGER PRIMARY KEY,
    picture BLOB NOT NULL CHECK (length(picture) <= 2000000), -- as encoded anew here, or empty
    picture_width INTEGER NOT NULL CHECK (picture_width BETWEEN 0 AND 4000), -- in pixels
    picture_height INTEGER NOT NULL CHECK (picture_height BETWEEN 0 AND 4000),
    lines TEXT NOT NULL CHECK (length(lines) <= 1000), -- below the picture
    footer TEXT NOT NULL CHECK (length(footer) <= 1000),
    made_at INTEGER NOT NULL,
    CHECK ((length(picture) = 0) = (picture_width = 0)),
    CHECK ((length(picture) = 0) = (picture_height = 0))
) STRICT;
CREATE TRIGGER letterheads_cannot_change BEFORE UPDATE ON letterheads
BEGIN SELECT RAISE(ABORT, 'letterheads cannot change'); END;

ALTER TABLE issued_invoices ADD COLUMN letterhead_id INTEGER
    REFERENCES letterheads (id) ON DELETE RESTRICT;

-- A letter in the making: one for a matter, one for a client without a matter.
CREATE TABLE letter_drafts (
    id INTEGER PRIMARY KEY,
    client_id INTEGER NOT NULL REFERENCES clients (id) ON DELETE RESTRICT,
    matter_id INTEGER UNIQUE REFERENCES matters (id) ON DELETE RESTRICT,
    invoice_id INTEGER REFERENCES issued_invoices (id) ON DELETE RESTRICT,
    kind TEXT NOT NULL CHECK (kind IN ('letter', 'agreement')),
    dated_on TEXT NOT NULL,
    recipient TEXT NOT NULL CHECK (length(recipient) <= 2000),
    subject TEXT NOT NULL CHECK (length(subject) <= 300),
    text TEXT NOT NULL CHECK (length(text) <= 200000),
    closing TEXT NOT NULL CHECK (length(closing) <= 2000),
    changed_at INTEGER NOT NULL
) STRICT;
CREATE UNIQUE INDEX letter_drafts_without_matter ON letter_drafts (client_id)
WHERE matter_id IS NULL;
